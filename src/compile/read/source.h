// Rule files as text, read within bounds, and the message that they say together.
//
// Thread-compatible.
#ifndef TRIAGE_SRC_COMPILE_READ_SOURCE_H_
#define TRIAGE_SRC_COMPILE_READ_SOURCE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/text_format.h"
#include "src/base/issue_sink.h"
#include "triage/issue.h"
#include "triage/rules.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::compile {

// One parsed file: it owns what the locations of its messages refer to.
struct SourceFile {
  std::string name;
  std::string text;
  v1::RuleSet rules;
  google::protobuf::TextFormat::ParseInfoTree tree;
};

// The rule set as merged from its files, and for each message in it the place where it was written.
class MergedSource {
 public:
  // The rule set is merged into `rules`, which outlives this.
  explicit MergedSource(v1::RuleSet* rules) : rules_(rules) {}
  MergedSource(const MergedSource&) = delete;
  MergedSource& operator=(const MergedSource&) = delete;

  v1::RuleSet* mutable_rules() { return rules_; }
  const v1::RuleSet& rules() const { return *rules_; }

  SourceFile* AddFile(std::string name, std::string text);

  // Says that `message`, part of rules(), was written as `tree` says in `file`; so were the messages inside
  // it.
  void SetOrigin(const google::protobuf::Message& message, const SourceFile& file,
                 const google::protobuf::TextFormat::ParseInfoTree* tree);

  // The fields of the rule set itself (its name, its includes) stand in `file`.
  void SetTopOrigin(const SourceFile& file) { origins_[rules_] = {&file, &file.tree}; }

  // Fills file, line, column and source_line of an issue at `place`; leaves them empty where the rule set has
  // no text.
  void Locate(Place place, Issue* issue) const;

 private:
  struct Origin {
    const SourceFile* file = nullptr;
    const google::protobuf::TextFormat::ParseInfoTree* tree = nullptr;
  };
  v1::RuleSet* rules_;
  std::vector<std::unique_ptr<SourceFile>> files_;
  absl::flat_hash_map<const google::protobuf::Message*, Origin> origins_;
};

// Puts file name, line (from 0), column (from 0) and the line's text into `issue`.
void SetLocation(const SourceFile& file, int line, int column, Issue* issue);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_READ_SOURCE_H_
