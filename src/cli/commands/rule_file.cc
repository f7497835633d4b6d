#include "src/cli/commands/rule_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "src/cli/input/cells.h"
#include "triage/explain.h"

namespace triage::cli {

bool CanRead(const std::string& path, const Console& console) {
  if (access(path.c_str(), R_OK) == 0) return true;
  console.err << Printable(path) << ": cannot be opened: " << std::strerror(errno) << '\n';
  return false;
}

std::string CountIssues(const std::vector<Issue>& issues) {
  const auto warnings = std::count_if(
      issues.begin(), issues.end(), [](const Issue& issue) { return issue.level == Issue::Level::kWarning; });
  const auto errors = static_cast<int64_t>(issues.size()) - warnings;
  return absl::StrCat(errors, errors == 1 ? " error, " : " errors, ", warnings,
                      warnings == 1 ? " warning" : " warnings");
}

std::optional<Engine> LoadRules(const std::string& path, const Console& console, int* exit_code) {
  if (!CanRead(path, console)) {
    *exit_code = kUsage;
    return std::nullopt;
  }
  std::vector<Issue> issues;
  absl::StatusOr<Engine> engine = Engine::CompileFile(path, &issues);
  if (engine.ok()) return *std::move(engine);
  for (const Issue& issue : issues) console.err << Format(issue);
  if (issues.empty()) console.err << Printable(std::string(engine.status().message())) << '\n';
  console.err << "triage: " << Printable(path) << " does not load: " << CountIssues(issues) << '\n';
  *exit_code = kRefused;
  return std::nullopt;
}

std::optional<absl::Time> NowOf(const std::string& argument, const Console& console) {
  if (argument.empty()) return absl::Now();
  const absl::StatusOr<absl::Time> time = ParseTime(argument);
  if (time.ok()) return *time;
  console.err << "triage: --now: " << Printable(std::string(time.status().message())) << '\n';
  return std::nullopt;
}

}  // namespace triage::cli
