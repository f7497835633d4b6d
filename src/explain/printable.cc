// Text of strangers, made safe for a terminal.
#include "src/base/utf8.h"
#include "triage/explain.h"

namespace triage {

std::string Printable(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const Decoded decoded = DecodeUtf8(p, end);
    const int32_t c = decoded.code_point;
    const bool line_end = c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (line_end) {
      printable += ' ';
    } else if (!decoded.valid || IsControl(c) || IsBidiControl(c)) {
      printable.append("\xEF\xBF\xBD");
    } else {
      printable.append(p, static_cast<size_t>(decoded.length));
    }
    p += decoded.length;
  }
  return printable;
}

}  // namespace triage
