// triage test: the tests that a rule set holds, and the examples of its signals.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "src/cli/commands/commands.h"
#include "src/cli/commands/rule_file.h"
#include "triage/engine.h"
#include "triage/explain.h"
#include "triage/rules.h"

namespace triage::cli {
namespace {

constexpr char kFooter[] =
    "Example:\n"
    "  triage test rules/retail.txtpb --filter parcel\n"
    "\nRuns each test { ... } of the file named, not those of files that it includes, and each example and\n"
    "counterexample of all signals, included ones too.\n"
    "--filter runs those tests whose name, and the examples of those signals whose id, contains the text; "
    "case does\n"
    "not matter. Ends with 0, with 1 where one failed, with 2 where the filter leaves none.\n";

bool Contains(const std::string& text, const std::string& lower) {
  return absl::AsciiStrToLower(text).find(lower) != std::string::npos;
}

// The same rules with fewer tests.
v1::RuleSet Filtered(const v1::RuleSet& rules, const std::string& filter) {
  const std::string lower = absl::AsciiStrToLower(filter);
  v1::RuleSet some = rules;
  some.clear_include();
  some.clear_test();
  for (const v1::Test& test : rules.test()) {
    if (Contains(test.name(), lower)) *some.add_test() = test;
  }
  for (v1::Signal& signal : *some.mutable_signal()) {
    if (Contains(signal.id(), lower)) continue;
    signal.clear_example();
    signal.clear_counterexample();
  }
  return some;
}

int Test(const std::string& path, const std::string& filter, const Console& console) {
  int exit_code = kDone;
  std::optional<Engine> engine = LoadRules(path, console, &exit_code);
  if (!engine) return exit_code;
  if (!filter.empty()) {
    absl::StatusOr<Engine> some = Engine::Compile(Filtered(engine->rules(), filter));
    if (!some.ok()) {
      console.err << "triage: " << Printable(std::string(some.status().message())) << '\n';
      return kRefused;
    }
    engine = *std::move(some);
  }
  const TestReport report = RunTests(*engine);
  for (const TestFailure& failure : report.failures) {
    console.out << Styled(console.colour, Style::kGrave, "FAILED") << ' ' << Printable(failure.name) << '\n';
    const std::vector<std::string> lines = absl::StrSplit(failure.message, '\n', absl::SkipEmpty());
    for (const std::string& line : lines) console.out << "  " << Printable(line) << '\n';
  }
  const size_t all = static_cast<size_t>(report.passed) + report.failures.size();
  if (all == 0 && !filter.empty()) {
    console.err << "triage: --filter: no test has \"" << Printable(filter) << "\" in its name\n";
    return kUsage;
  }
  if (report.failures.empty()) {
    console.out << all << (all == 1 ? " test" : " tests") << " passed\n";
    return kDone;
  }
  console.out << report.failures.size() << " of " << all << " failed\n";
  return kRefused;
}

}  // namespace

void AddTest(CLI::App& app, Action* action) {
  struct Options {
    std::string rules;
    std::string filter;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("test", "Run the tests that a rule set holds");
  command.add_option("RULES", options->rules, "Rule set (.txtpb)")->required()->type_name("FILE");
  command.add_option("--filter", options->filter, "Only tests with this text in their name");
  command.footer(kFooter);
  command.callback([options, action] {
    *action = [options](const Console& console) { return Test(options->rules, options->filter, console); };
  });
}

}  // namespace triage::cli
