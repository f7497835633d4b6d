// The Markdown documents of the source tree, and the examples in them.
//
//   for (const Fence& fence : Fences()) {
//     // fence.where == "proto/README.md:19", fence.language == "txtpb", fence.info == "fragment", fence.text
//   }
//
// Of all *.md files but those under build folders and hidden ones. Thread-compatible.
#ifndef TRIAGE_TESTS_DOCS_DOCUMENTS_H_
#define TRIAGE_TESTS_DOCS_DOCUMENTS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace triage::docs {

struct Document {
  std::string path;  // from the root
  std::vector<std::string> lines;
};

struct Fence {
  std::string document;  // path from the root
  std::string where;     // "proto/README.md:19", the line of the fence
  std::string language;  // "txtpb"; may be empty
  std::string info;      // what follows it: "fragment"; may be empty
  std::string text;      // with its line ends
};

const std::vector<Document>& Documents();
const std::vector<Fence>& Fences();

// A rule set from "# proto-message:" on, whatever the language of its fence says.
bool IsRuleSet(const Fence& fence);

// A new folder with copies of rules/ and examples/; removed with the object.
class CopyOfTheTree {
 public:
  CopyOfTheTree();
  ~CopyOfTheTree();
  CopyOfTheTree(const CopyOfTheTree&) = delete;
  CopyOfTheTree& operator=(const CopyOfTheTree&) = delete;

  // Writes a file and gives its path.
  std::string Write(const std::string& name, const std::string& text) const;
  std::string path() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace triage::docs

#endif  // TRIAGE_TESTS_DOCS_DOCUMENTS_H_
