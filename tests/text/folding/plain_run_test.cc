#include "src/text/folding/plain_run.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace triage::text {
namespace {

// What is plain, character by character.
std::string Slowly(const std::string& text, bool after_space) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsAsciiSpace(c)) {
      if (after_space) break;
      out += ' ';
      after_space = true;
      continue;
    }
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else if (c == '\xD7' && i + 1 < text.size() && text[i + 1] >= '\x90' && text[i + 1] <= '\xAA') {
      out += text.substr(i++, 2);
    } else {
      break;
    }
    after_space = false;
  }
  return out;
}

TEST(PlainRun, CopiesWhatIsPlainAndStopsThere) {
  static const std::string kPieces[] = {"a",    "Z",        "0",        " ",        "\n",   "\r",
                                        "-",    "\xD7\x90", "\xD7\xAA", "\xD7\xAA", "\x7F", "\x01",
                                        "\xD7", "\x95",     "\xC3\xA9", "\xD6\xB0"};
  std::mt19937 random(7);
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    const size_t pieces = random() % 60;
    const size_t kinds = random() % 3 == 0 ? std::size(kPieces) : std::size(kPieces) - 5;
    for (size_t i = 0; i < pieces; ++i) text += kPieces[random() % kinds];
    const bool after_space = random() % 2 == 0;
    std::string out(text.size() + 16, '#');
    out.resize(CopyPlain(text, out.data(), after_space));
    ASSERT_EQ(out, Slowly(text, after_space)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace triage::text
