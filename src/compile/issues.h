// Gathers issues while a rule set is compiled, and gives each its place in the text.
// Thread-compatible.
#ifndef TRIAGE_SRC_COMPILE_ISSUES_H_
#define TRIAGE_SRC_COMPILE_ISSUES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "src/base/issue_sink.h"
#include "src/compile/read/source.h"
#include "triage/issue.h"

namespace triage::compile {

class Issues : public IssueSink {
 public:
  explicit Issues(const MergedSource& source) : source_(source) {}

  void Add(Issue::Level level, std::string_view code, Place place, std::string message,
           std::string hint) override;

  // An issue of a file that is not, or not yet, part of the merged rule set. `line` and `column` from 0; a
  // line of -1 means the file as a whole.
  void AddInFile(const SourceFile& file, int line, int column, std::string_view code, std::string message,
                 std::string hint);

  // An issue of a file that could not be read.
  void AddFile(std::string_view name, std::string_view code, std::string message, std::string hint = "");

  bool has_errors() const { return errors_ > 0; }

  // Moves all issues to the end of `out` (may be null), errors and warnings in the order of files and lines.
  // Returns OK without errors; else InvalidArgument with the first error and how many others there are.
  absl::Status Finish(std::vector<Issue>* out);

 private:
  struct Parent {
    const google::protobuf::Message* message;
    const google::protobuf::FieldDescriptor* field;
    int index;
  };
  void ReadParents(const google::protobuf::Message& message);
  std::string PathOf(const Place& place);
  void Keep(Issue issue);
  void Sort();

  const MergedSource& source_;
  absl::flat_hash_map<const google::protobuf::Message*, Parent> parents_;  // empty until there is an issue
  std::vector<Issue> issues_;
  int errors_ = 0;
};

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_ISSUES_H_
