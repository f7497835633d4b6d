#include "src/compile/issues.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "src/base/compat.h"

namespace triage::compile {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr size_t kMostIssues = 1000;

// How people name an entry: rule["injury"], or its number where it has no name.
std::string EntryName(const Message& entry, int index) {
  for (const char* key : {"id", "name"}) {
    const FieldDescriptor* field = entry.GetDescriptor()->FindFieldByName(key);
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING || field->is_repeated())
      continue;
    const std::string value = entry.GetReflection()->GetString(entry, field);
    if (!value.empty()) return absl::StrCat("[\"", value, "\"]");
  }
  return absl::StrCat("[", index, "]");
}

}  // namespace

// Remembers for every message of the rule set which field of which message holds it.
void Issues::ReadParents(const Message& message) {
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& nested = field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                                   : reflection->GetMessage(message, field);
      parents_[&nested] = {&message, field, i};
      ReadParents(nested);
    }
  }
}

// "rule[\"injury\"].when.signal[0]"; what is not written is named by its field alone.
std::string Issues::PathOf(const Place& place) {
  // The rule set grows while it is compiled (limits are completed): what is not found is looked for once
  // more.
  const Message* const root = &source_.rules();
  if (place.message != root && place.message != nullptr && parents_.count(place.message) == 0)
    ReadParents(*root);
  std::string path;
  for (const Message* message = place.message; message != root;) {
    const auto found = parents_.find(message);
    if (found == parents_.end()) break;
    const auto& [parent, field, index] = found->second;
    path = absl::StrCat(std::string(field->name()), field->is_repeated() ? EntryName(*message, index) : "",
                        path.empty() ? "" : ".", path);
    message = parent;
  }
  if (!place.field.empty()) {
    absl::StrAppend(&path, path.empty() ? "" : ".", Absl(place.field));
    if (place.index >= 0) absl::StrAppend(&path, "[", place.index, "]");
  }
  return path;
}

void Issues::Add(Issue::Level level, std::string_view code, Place place, std::string message,
                 std::string hint) {
  if (issues_.size() >= kMostIssues) {
    errors_ += level == Issue::Level::kError;
    return;
  }
  Issue issue;
  issue.level = level;
  issue.code = std::string(code);
  issue.message = std::move(message);
  issue.hint = std::move(hint);
  issue.path = PathOf(place);
  source_.Locate(place, &issue);
  Keep(std::move(issue));
}

void Issues::AddInFile(const SourceFile& file, int line, int column, std::string_view code,
                       std::string message, std::string hint) {
  Issue issue;
  issue.code = std::string(code);
  issue.message = std::move(message);
  issue.hint = std::move(hint);
  if (line >= 0) {
    SetLocation(file, line, column, &issue);
  } else {
    issue.file = file.name;
  }
  Keep(std::move(issue));
}

void Issues::AddFile(std::string_view name, std::string_view code, std::string message, std::string hint) {
  Issue issue;
  issue.code = std::string(code);
  issue.file = std::string(name);
  issue.message = std::move(message);
  issue.hint = std::move(hint);
  Keep(std::move(issue));
}

// Where everything is wrong, the first so many say enough; the rest is only counted.
void Issues::Keep(Issue issue) {
  if (issue.level == Issue::Level::kError) ++errors_;
  if (issues_.size() < kMostIssues) issues_.push_back(std::move(issue));
}

void Issues::Sort() {
  // Files keep the order in which they were first named.
  std::vector<std::string> files;
  for (const Issue& issue : issues_) {
    if (std::find(files.begin(), files.end(), issue.file) == files.end()) files.push_back(issue.file);
  }
  const auto rank = [&files](const Issue& issue) {
    return std::find(files.begin(), files.end(), issue.file) - files.begin();
  };
  std::stable_sort(issues_.begin(), issues_.end(), [&rank](const Issue& a, const Issue& b) {
    const auto rank_a = rank(a);
    const auto rank_b = rank(b);
    if (rank_a != rank_b) return rank_a < rank_b;
    if (a.line != b.line) return a.line < b.line;
    return a.column < b.column;
  });
}

absl::Status Issues::Finish(std::vector<Issue>* out) {
  Sort();
  absl::Status status;
  const auto first = std::find_if(issues_.begin(), issues_.end(),
                                  [](const Issue& issue) { return issue.level == Issue::Level::kError; });
  if (first != issues_.end()) {
    std::string message;
    if (!first->file.empty()) absl::StrAppend(&message, first->file, ":");
    if (first->line > 0) absl::StrAppend(&message, first->line, ":", first->column, ":");
    if (first->line == 0 && !first->path.empty()) absl::StrAppend(&message, first->path, ":");
    absl::StrAppend(&message, message.empty() ? "" : " ", first->message);
    if (!first->hint.empty()) absl::StrAppend(&message, " (hint: ", first->hint, ")");
    if (errors_ > 1) absl::StrAppend(&message, " (and ", errors_ - 1, " more)");
    status = absl::InvalidArgumentError(message);
  } else if (errors_ > 0) {  // more warnings than are kept, before the first error
    status = absl::InvalidArgumentError(absl::StrCat(errors_, " errors"));
  }
  if (out != nullptr) {
    out->insert(out->end(), std::make_move_iterator(issues_.begin()), std::make_move_iterator(issues_.end()));
  }
  issues_.clear();
  return status;
}

}  // namespace triage::compile
