#include "src/compile/read/parse.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/compile/read/read_file.h"

namespace triage::compile {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;

constexpr std::string_view kMessageName = "triage.v1.RuleSet";

// The n-th quoted word of one of the parser's sentences, from 0.
std::string Quoted(const std::string& sentence, int n) {
  const std::vector<std::string> parts = absl::StrSplit(sentence, '"');
  const size_t at = 2 * static_cast<size_t>(n) + 1;
  return at < parts.size() ? parts[at] : "";
}

std::string FieldHint(const std::string& sentence) {
  const Descriptor* message =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(Quoted(sentence, 0));
  if (message == nullptr) return "";
  std::vector<std::string> owned;
  for (int i = 0; i < message->field_count(); ++i) owned.emplace_back(message->field(i)->name());
  return NameHint(Quoted(sentence, 1), {owned.begin(), owned.end()});
}

// The parser's sentence (Unknown enumeration value of "GRAVE" for field "severity") does not say of which
// message: the nearest value of all enums that a field of this name has is meant; a list of values only where
// there is one enum.
std::string EnumHint(const std::string& sentence) {
  std::vector<const EnumDescriptor*> types;
  const google::protobuf::FileDescriptor* file = v1::RuleSet::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    const auto* field = file->message_type(i)->FindFieldByName(Quoted(sentence, 1));
    if (field == nullptr || field->enum_type() == nullptr) continue;
    if (std::find(types.begin(), types.end(), field->enum_type()) == types.end())
      types.push_back(field->enum_type());
  }
  std::vector<std::string> owned;
  for (const EnumDescriptor* type : types) {
    for (int v = 0; v < type->value_count(); ++v) owned.emplace_back(type->value(v)->name());
  }
  const std::vector<std::string_view> values(owned.begin(), owned.end());
  if (types.size() != 1 && NearestName(Quoted(sentence, 0), values).empty()) return "";
  return NameHint(Quoted(sentence, 0), values);
}

// The parser tells where it stands after the word that is wrong. Moves `line` and `column` (which counts a
// tab up to the next multiple of eight) back to where `word` begins.
void MoveToWord(const std::string& text, const std::string& word, int* line, int* column) {
  size_t line_begin = 0;
  for (int i = 0; i < *line && line_begin != std::string::npos; ++i) {
    line_begin = text.find('\n', line_begin);
    if (line_begin != std::string::npos) ++line_begin;
  }
  if (line_begin == std::string::npos || word.empty()) return;
  size_t here = line_begin;
  for (int at = 0; at < *column && here < text.size(); ++here) at += text[here] == '\t' ? 8 - at % 8 : 1;
  const size_t found = text.rfind(word, here);
  if (found == std::string::npos) return;
  const auto begin = text.begin();
  *line -=
      static_cast<int>(found < line_begin ? std::count(begin + static_cast<std::ptrdiff_t>(found),
                                                       begin + static_cast<std::ptrdiff_t>(line_begin), '\n')
                                          : 0);
  const size_t start = found == 0 ? 0 : text.rfind('\n', found - 1) + 1;  // npos + 1 is 0
  *column = 0;
  for (size_t i = start; i < found; ++i) *column += text[i] == '\t' ? 8 - *column % 8 : 1;
}

constexpr char kNoBrace[] = "a closing brace } is missing above";

// Whether a field that is unknown in some message is a part of the rule set itself, as "rule" is.
bool BelongsAbove(const std::string& sentence) {
  const auto* field = v1::RuleSet::descriptor()->FindFieldByName(Quoted(sentence, 1));
  return Quoted(sentence, 0) != kMessageName && field != nullptr && field->message_type() != nullptr;
}

class ParserErrors : public TextErrors {
 public:
  ParserErrors(const SourceFile& file, Issues* issues) : file_(file), issues_(issues) {}

  // After the first the parser has lost its place.
  void OnError(int line, int column, std::string message) override {
    if (std::exchange(told_, true)) return;
    std::string code = "syntax";
    std::string hint;
    if (absl::StrContains(message, "has no field named")) {
      code = "unknown_field";
      hint = FieldHint(message);
      MoveToWord(file_.text, Quoted(message, 1), &line, &column);
      if (BelongsAbove(message) && (column == 0 || !absl::StartsWith(hint, "did you mean"))) hint = kNoBrace;
      message = absl::StrCat("no field \"", Quoted(message, 1), "\" here");
    } else if (absl::StrContains(message, "Unknown enumeration value")) {
      code = "unknown_value";
      hint = EnumHint(message);
      MoveToWord(file_.text, Quoted(message, 0), &line, &column);
      message = absl::StrCat("no value \"", Quoted(message, 0), "\" of field \"", Quoted(message, 1), "\"");
    } else if (absl::StrContains(message, "specified multiple times")) {
      code = "duplicate_field";
      hint = "write it once";
      MoveToWord(file_.text, Quoted(message, 0), &line, &column);
    } else if (absl::StrContains(message, "is specified along with field")) {
      code = "several_of_one";
      hint = "write one of them";
      MoveToWord(file_.text, Quoted(message, 0), &line, &column);
    } else if (absl::StrContains(message, "recursion") || absl::StrContains(message, "too deep")) {
      code = "too_deep";
      message = absl::StrCat("nested deeper than ", RuleFileLimits::kDepth, " messages");
    } else if (absl::StrContains(message, "non ascii codepoint")) {
      message = "curly quotes or other non-ASCII character outside of a text";
      hint = "use straight quotes: \"";
    } else if (absl::StartsWith(message, "Expected string, got: ")) {
      if (absl::ascii_isalpha(static_cast<unsigned char>(message.back()))) hint = "put it in quotes";
    } else if (absl::StrContains(message, "Expected \"}\"") || message == "Expected identifier, got: ") {
      hint = kNoBrace;
    } else if (absl::StrContains(message, "Invalid value for boolean field")) {
      hint = "write true or false";
      MoveToWord(file_.text, Quoted(message, 1), &line, &column);
    }
    issues_->AddInFile(file_, line, column, code, std::move(message), std::move(hint));
  }

 private:
  bool told_ = false;
  const SourceFile& file_;
  Issues* issues_;
};

class NoErrors : public TextErrors {
 public:
  void OnError(int /*line*/, int /*column*/, std::string /*message*/) override {}
};

// The parser joins texts that stand side by side. Over several lines that is a long text; in a list it is a
// comma forgotten, and two terms would become one that is nowhere found. `file` has been parsed.
bool CheckCommas(const SourceFile& file, Issues* issues) {
  using google::protobuf::io::Tokenizer;
  google::protobuf::io::ArrayInputStream input(file.text.data(), static_cast<int>(file.text.size()));
  NoErrors errors;
  Tokenizer tokenizer(&input, &errors);
  tokenizer.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokenizer.set_allow_f_after_float(true);
  tokenizer.set_require_space_after_number(false);
  std::string open;  // brackets and braces
  bool good = true;
  while (tokenizer.Next()) {
    const Tokenizer::Token& token = tokenizer.current();
    if (token.type == Tokenizer::TYPE_STRING) {
      if (tokenizer.previous().type != Tokenizer::TYPE_STRING || open.empty() || open.back() != '[') continue;
      issues->AddInFile(file, token.line, token.column, "missing_comma", "two texts side by side in a list",
                        "put a comma between them");
      good = false;
    } else if (token.text == "[" || token.text == "{" || token.text == "<") {
      open += token.text;
    } else if ((token.text == "]" || token.text == "}" || token.text == ">") && !open.empty()) {
      open.pop_back();
    }
  }
  return good;
}

// The comments at the top say what a file is; where they say something else, it is the wrong file. Both may
// be left out.
bool CheckHeader(const SourceFile& file, Issues* issues) {
  const std::pair<absl::string_view, absl::string_view> kHeaders[] = {
      {"proto-file:", "triage/v1/ruleset.proto"}, {"proto-message:", Absl(kMessageName)}};
  int line = -1;
  for (absl::string_view text : absl::StrSplit(file.text, '\n')) {
    ++line;
    text = absl::StripAsciiWhitespace(text);
    if (!text.empty() && text[0] != '#') return true;
    if (!absl::ConsumePrefix(&text, "#")) continue;
    text = absl::StripLeadingAsciiWhitespace(text);
    for (const auto& [header, expected] : kHeaders) {
      absl::string_view named = text;
      if (!absl::ConsumePrefix(&named, header)) continue;
      named = absl::StripAsciiWhitespace(named);
      if (named == expected) continue;
      issues->AddInFile(file, line, 0, "wrong_message",
                        absl::StrCat("this file says it is a ", named, ", not a rule set"),
                        absl::StrCat("a rule set begins with \"# ", header, " ", expected, "\""));
      return false;
    }
  }
  return true;
}

}  // namespace

bool ParseFile(SourceFile* file, Issues* issues) {
  int line = 0;
  const absl::Status text = CheckText(&file->text, &line);
  if (!text.ok()) {
    issues->AddInFile(*file, line, 0, "not_text", std::string(text.message()), "save the file as UTF-8 text");
    return false;
  }
  if (!CheckHeader(*file, issues)) return false;

  ParserErrors errors(*file, issues);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&file->tree);
  parser.SetRecursionLimit(RuleFileLimits::kDepth);
  google::protobuf::io::ArrayInputStream input(file->text.data(), static_cast<int>(file->text.size()));
  return parser.Parse(&input, &file->rules) && CheckCommas(*file, issues);
}

}  // namespace triage::compile
