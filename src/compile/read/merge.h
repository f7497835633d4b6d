// Puts included files together. Thread-compatible.
#ifndef TRIAGE_SRC_COMPILE_READ_MERGE_H_
#define TRIAGE_SRC_COMPILE_READ_MERGE_H_

#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/compile/issues.h"
#include "src/compile/read/source.h"

namespace triage::compile {

// Files are merged included ones first. An entry with the key (id, name, level) of an earlier one replaces it
// where its file includes, at whatever depth, the file of the earlier one; otherwise it is an error.
class Merger {
 public:
  Merger(MergedSource* source, Issues* issues) : source_(source), issues_(issues) {}

  // `includes` are the names of all files that `file` includes, at whatever depth. `is_root`: of the file
  // that was named by the caller, whose tests count.
  void Merge(const SourceFile& file, const std::set<std::string>& includes, bool is_root);

 private:
  void MergeEntries(const SourceFile& file, const google::protobuf::FieldDescriptor* field,
                    const std::set<std::string>& includes);
  void MergeFields(const SourceFile& file, const google::protobuf::FieldDescriptor* field);

  struct Entry {
    int index = 0;  // in the merged rule set
    std::string file;
  };
  MergedSource* source_;
  Issues* issues_;
  absl::flat_hash_map<std::string, Entry> entries_;  // by field and key
};

// Files are merged by key; a message built in code may hold two entries with one key, which is an error here.
// Returns whether there are none.
bool CheckKeys(const v1::RuleSet& rules, IssueSink& issues);

// The digest of what a rule set does: of its entries in the order of their keys, without tests, examples and
// comments.
std::string Fingerprint(const v1::RuleSet& rules);

}  // namespace triage::compile

#endif  // TRIAGE_SRC_COMPILE_READ_MERGE_H_
