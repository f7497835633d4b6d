// Rule sets as files: reading, bounds, and the tests that they hold.
//
//   auto engine = triage::Engine::CompileFile("rules/retail.txtpb");
//   if (!engine.ok()) return engine.status();   // "retail.txtpb:14:11: unknown signal "injry" (and 2 more)"
//   triage::TestReport report = triage::RunTests(*engine);
//   for (const triage::TestFailure& failure : report.failures) std::cerr << failure.name << ": " <<
//   failure.message;
//
// What is refused before it is parsed: a file that is no regular file, larger than 1 MiB, not UTF-8, or
// nested deeper than 32 messages; more than 64 files or 16 MiB together; an include outside the folder of the
// first file (by "..", an absolute path or a link); a cycle of includes.
//
// Thread-safe: functions without state.
#ifndef TRIAGE_RULES_H_
#define TRIAGE_RULES_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "triage/issue.h"
#include "triage/v1/ruleset.pb.h"

namespace triage {

class Engine;

// Bounds on rule files, in bytes and counts.
struct RuleFileLimits {
  static constexpr size_t kFileBytes = 1 << 20;
  static constexpr size_t kTotalBytes = 16 << 20;
  static constexpr int kDepth = 32;
  static constexpr int kFiles = 64;
  static constexpr int kRules = 10000;
};

// Gives the text of an included file by the name that the including file wrote, for hosts that keep rules
// elsewhere than in files. NotFound where there is none.
using IncludeReader = std::function<absl::StatusOr<std::string>(std::string_view name)>;

// A file and all that it includes, merged into one message as the engine sees it; nothing is compiled. Issues
// of reading and merging are added to `issues` (may be null).
absl::StatusOr<v1::RuleSet> ReadRules(const std::string& path, std::vector<Issue>* issues = nullptr);

// A test, example or counterexample of a rule set that did not come out as it says.
struct TestFailure {
  std::string name;     // "test \"late parcel\"", "signal injury, example 2"
  std::string message;  // "severity: expected CRITICAL, got LOW", one line for each difference
};

struct TestReport {
  int passed = 0;
  std::vector<TestFailure> failures;  // in the order of the file
};

// Runs the tests of the rule set that the engine was compiled from, and the examples of its signals.
TestReport RunTests(const Engine& engine);

}  // namespace triage

#endif  // TRIAGE_RULES_H_
