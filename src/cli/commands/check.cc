// triage check: what is wrong with a rule set, and what it covers.
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/cli/commands/commands.h"
#include "src/cli/commands/rule_file.h"
#include "triage/engine.h"
#include "triage/explain.h"

namespace triage::cli {
namespace {

constexpr char kFooter[] =
    "Example:\n"
    "  triage check rules/retail.txtpb\n"
    "\nTells all errors and warnings with the line, the place in it and a way to mend it; then the signals "
    "that lack\n"
    "terms in a language which other signals of the rule set have; then one line of figures. Ends with 0, or "
    "with 1\n"
    "where there are errors.\n";

std::set<std::string> LanguagesOf(const v1::Signal& signal) {
  std::set<std::string> languages;
  for (const v1::Terms& terms : signal.terms()) {
    if (terms.text_size() > 0) languages.insert(terms.language());
  }
  return languages;
}

// Signals of patterns alone, or made of other signals, lack nothing.
void TellGaps(const v1::RuleSet& rules, const std::set<std::string>& all, std::ostream& out) {
  for (const v1::Signal& signal : rules.signal()) {
    const std::set<std::string> has = LanguagesOf(signal);
    if (has.empty()) continue;
    std::vector<std::string> lacks;
    std::set_difference(all.begin(), all.end(), has.begin(), has.end(), std::back_inserter(lacks));
    if (lacks.empty()) continue;
    out << "note: signal \"" << Printable(signal.id()) << "\" has no terms in "
        << Printable(absl::StrJoin(lacks, ", ")) << '\n';
  }
}

std::string Plural(int64_t count, std::string_view one) {
  return absl::StrCat(count, " ", std::string(one), count == 1 ? "" : "s");
}

std::string Figures(const Engine& engine, const std::set<std::string>& languages) {
  const v1::RuleSet& rules = engine.rules();
  int64_t terms = 0;
  int64_t patterns = 0;
  for (const v1::Signal& signal : rules.signal()) {
    patterns += signal.pattern_size();
    for (const v1::Terms& some : signal.terms()) terms += some.text_size();
  }
  return absl::StrCat(Plural(rules.signal_size(), "signal"), " (", Plural(terms, "term"), ", ",
                      Plural(patterns, "pattern"), "; ", absl::StrJoin(languages, " "), "), ",
                      Plural(rules.rule_size(), "rule"), ", ", Plural(rules.test_size(), "test"), ", ",
                      engine.MemoryBytes() / 1024, " KB, fingerprint ", engine.fingerprint());
}

int Check(const std::string& path, const Console& console) {
  if (!CanRead(path, console)) return kUsage;
  std::vector<Issue> issues;
  const absl::StatusOr<Engine> engine = Engine::CompileFile(path, &issues);
  for (const Issue& issue : issues) console.out << Format(issue);
  if (!engine.ok()) {
    if (issues.empty()) console.out << Printable(std::string(engine.status().message())) << '\n';
    console.out << Printable(path) << ": " << CountIssues(issues) << '\n';
    return kRefused;
  }
  std::set<std::string> languages;
  for (const v1::Signal& signal : engine->rules().signal()) languages.merge(LanguagesOf(signal));
  TellGaps(engine->rules(), languages, console.out);
  console.out << Printable(path) << ": " << CountIssues(issues) << "; "
              << Printable(Figures(*engine, languages)) << '\n';
  return kDone;
}

}  // namespace

void AddCheck(CLI::App& app, Action* action) {
  auto path = std::make_shared<std::string>();
  CLI::App& command = *app.add_subcommand("check", "Tell what is wrong with a rule set, and what it covers");
  command.add_option("RULES", *path, "Rule set (.txtpb)")->required()->type_name("FILE");
  command.footer(kFooter);
  command.callback(
      [path, action] { *action = [path](const Console& console) { return Check(*path, console); }; });
}

}  // namespace triage::cli
