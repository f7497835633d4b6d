// What is wrong with a rule set, told to the person who edits it.
//
//   std::vector<triage::Issue> issues;
//   auto engine = triage::Engine::CompileFile("shop.txtpb", &issues);
//   for (const triage::Issue& issue : issues) std::cerr << triage::Format(issue);
//
//   shop.txtpb:14:3: error: unknown signal "injry" [unknown_signal]
//     14 |   signal: "injry"
//        |   ^
//     hint: did you mean "injury"?
//
// Of a file that cannot be parsed the first error alone is reported; of a rule set that can, all issues at
// once. A place is that of the field. Warnings do not stop a rule set from loading. Values:
// thread-compatible.
#ifndef TRIAGE_ISSUE_H_
#define TRIAGE_ISSUE_H_

#include <string>

namespace triage {

struct Issue {
  enum class Level { kError, kWarning };

  Level level = Level::kError;
  std::string code;         // stable, for programs: "unknown_signal"
  std::string file;         // as given or included; empty for a rule set built in code
  int line = 0;             // from 1; 0 where there is no text
  int column = 0;           // from 1, in characters
  std::string path;         // "rule[\"injury\"].when.signal[0]"
  std::string message;      // one sentence
  std::string hint;         // how to mend it; may be empty
  std::string source_line;  // the line of the file; empty where there is no text
};

// The issue as above, ending in a line feed. Control characters of the file are shown as '?'.
std::string Format(const Issue& issue);

}  // namespace triage

#endif  // TRIAGE_ISSUE_H_
