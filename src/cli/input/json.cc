#include "src/cli/input/json.h"

#include <utf8proc.h>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace triage::cli {
namespace {

constexpr size_t kLongestMessage = 240;

// Protobuf quotes the text around the error in further lines: that is the customer's, and stays out.
std::string FirstLine(std::string message) {
  const size_t end = message.find_first_of("\r\n");
  if (end != std::string::npos) message.resize(end);
  if (message.size() > kLongestMessage) message.resize(kLongestMessage);
  while (!message.empty() && (message.back() == ' ' || message.back() == '.')) message.pop_back();
  return message;
}

// Bytes of the character at the beginning of `text`, or 0 where there is none.
size_t CharacterBytes(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80) return 1;
  utf8proc_int32_t code_point = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  return size > 0 ? static_cast<size_t>(size) : 0;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const size_t size = CharacterBytes(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string RepairUtf8(std::string_view text, int* repaired) {
  std::string out;
  out.reserve(text.size());
  *repaired = 0;
  while (!text.empty()) {
    const size_t size = CharacterBytes(text);
    if (size == 0) {
      out += "\xEF\xBF\xBD";
      ++*repaired;
      text.remove_prefix(1);
    } else {
      out.append(text, 0, size);
      text.remove_prefix(size);
    }
  }
  return out;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

absl::StatusOr<int> FromJson(std::string_view text, google::protobuf::Message* message) {
  message->Clear();
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return absl::InvalidArgumentError("is empty: a JSON object is needed");
  if (text[begin] == '[') {
    return absl::InvalidArgumentError(
        "is a JSON list: one object a line is needed (jq -c '.[]' makes it so)");
  }
  if (text[begin] != '{') return absl::InvalidArgumentError("is no JSON object");
  int repaired = 0;
  const std::string json = IsUtf8(text) ? std::string(text) : RepairUtf8(text, &repaired);
  const auto status = google::protobuf::util::JsonStringToMessage(json, message);
  if (!status.ok()) {
    const auto why = status.message();
    return absl::InvalidArgumentError(
        absl::StrCat("is no ", std::string(message->GetDescriptor()->name()),
                     " in JSON: ", FirstLine(std::string(why.data(), why.size()))));
  }
  return repaired;
}

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return absl::InvalidArgumentError(status.ToString());
  return json;
}

}  // namespace triage::cli
