#include "src/compile/compile.h"

#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/compile/issues.h"
#include "src/compile/limits.h"
#include "src/compile/read/merge.h"
#include "src/compile/read/parse.h"
#include "src/compile/read/read_file.h"
#include "src/compile/read/source.h"

namespace triage::compile {
namespace {

// How the text of an include is found: the path under which it stands, and its text.
struct FoundFile {
  std::string path;
  std::string text;
};
using Finder =
    std::function<absl::StatusOr<FoundFile>(const std::string& including, const std::string& include)>;

// Reads a file and all that it includes, each once, and merges them in the order in which they are complete.
class Loader {
 public:
  Loader(Finder find, MergedSource* source, Issues* issues)
      : find_(std::move(find)), source_(source), issues_(issues), merger_(source, issues) {}

  // Returns false where the rest cannot be looked at. `all` gains the names of the file and all that it
  // includes.
  bool Load(const std::string& path, std::string text, bool is_root, std::set<std::string>* all) {
    total_bytes_ += text.size();
    if (text.size() > RuleFileLimits::kFileBytes || total_bytes_ > RuleFileLimits::kTotalBytes) {
      issues_->AddFile(path, "too_large",
                       text.size() > RuleFileLimits::kFileBytes
                           ? absl::StrCat("larger than ", RuleFileLimits::kFileBytes, " bytes")
                           : absl::StrCat("with this file the rule set is larger than ",
                                          RuleFileLimits::kTotalBytes, " bytes"),
                       "split it with include");
      return false;
    }
    SourceFile* file = source_->AddFile(path, std::move(text));
    if (!ParseFile(file, issues_) || !CheckSchema(*file)) return false;

    loading_.insert(path);
    std::set<std::string> includes;
    bool usable = true;
    for (int i = 0; i < file->rules.include_size(); ++i) usable &= LoadInclude(*file, i, &includes);
    loading_.erase(path);
    done_[path] = includes;
    merger_.Merge(*file, includes, is_root);
    all->insert(path);
    all->insert(includes.begin(), includes.end());
    return usable;
  }

 private:
  // Of every file: what a newer language means by its fields is not known here.
  bool CheckSchema(const SourceFile& file) {
    if (file.rules.schema() >= 0 && file.rules.schema() <= kSchema) return true;
    const auto* field = v1::RuleSet::descriptor()->FindFieldByNumber(v1::RuleSet::kSchemaFieldNumber);
    const auto place = file.tree.GetLocation(field, -1);
    issues_->AddInFile(
        file, place.line, place.column, "newer_schema",
        absl::StrCat("this file is of schema ", file.rules.schema(), "; this library reads up to ", kSchema),
        "use a newer release of triage");
    return false;
  }

  bool LoadInclude(const SourceFile& file, int i, std::set<std::string>* includes) {
    const auto* field = v1::RuleSet::descriptor()->FindFieldByNumber(v1::RuleSet::kIncludeFieldNumber);
    const auto place = file.tree.GetLocation(field, i);
    const auto fail = [&](std::string_view code, std::string message, std::string hint) {
      issues_->AddInFile(file, place.line, place.column, code, std::move(message), std::move(hint));
      return false;
    };
    const std::string& include = file.rules.include(i);
    absl::StatusOr<FoundFile> found = find_(file.name, include);
    if (!found.ok()) {
      return fail(absl::IsNotFound(found.status()) ? "missing_include" : "bad_include",
                  std::string(found.status().message()),
                  "includes are named relative to the file that has them");
    }
    if (loading_.count(found->path) > 0) {
      return fail("include_cycle", absl::StrCat("\"", include, "\" includes this file in turn"),
                  "remove one include");
    }
    if (const auto done = done_.find(found->path); done != done_.end()) {
      includes->insert(found->path);
      includes->insert(done->second.begin(), done->second.end());
      return true;
    }
    if (++included_ > RuleFileLimits::kFiles - 1 || loading_.size() >= RuleFileLimits::kDepth) {
      return fail("too_many_files",
                  absl::StrCat("more than ", RuleFileLimits::kFiles, " files, or ", RuleFileLimits::kDepth,
                               " of them in one another"),
                  "join some of them");
    }
    return Load(found->path, std::move(found->text), false, includes);
  }

  Finder find_;
  MergedSource* source_;
  Issues* issues_;
  Merger merger_;
  size_t total_bytes_ = 0;
  int included_ = 0;
  std::set<std::string> loading_;
  absl::flat_hash_map<std::string, std::set<std::string>> done_;  // file -> all that it includes
};

// Builds all parts of a program from program->source. Names of one stage are checked by that stage.
void Build(Program* program, IssueSink& issues) {
  v1::RuleSet& rules = program->source;
  if (!CheckAndCompleteLimits(&rules, issues)) return;
  program->inbound = inbound::MakePolicy(rules.house(), rules.limits());
  program->text.text_bytes = static_cast<size_t>(rules.limits().text_bytes());
  program->signals = signals::SignalSet::Build(rules, issues);
  program->facts = rules::FactTable::Build(rules, issues);
  program->rules = rules::RuleBook::Build(rules, program->signals, program->facts, issues);
  program->policy = decide::Policy::Build(rules, program->rules, program->facts, issues);
  program->evidence_limit = rules.limits().evidence();
  program->quote_evidence = rules.explain().quote();
}

absl::StatusOr<std::shared_ptr<const Program>> Finish(std::shared_ptr<Program> program, bool loaded,
                                                      Issues& found, std::vector<Issue>* issues) {
  if (loaded) {
    Build(program.get(), found);
  }
  const absl::Status status = found.Finish(issues);
  if (!status.ok()) return status;
  // The limits are complete now: one that is written as its default is no other rule set.
  program->source.clear_include();
  program->fingerprint = Fingerprint(program->source);
  return std::shared_ptr<const Program>(std::move(program));
}

Finder FindInFolder(std::string root) {
  return [root = std::move(root)](const std::string& including,
                                  const std::string& include) -> absl::StatusOr<FoundFile> {
    absl::StatusOr<std::string> path = ResolveInclude(root, including, include);
    if (!path.ok()) return path.status();
    absl::StatusOr<std::string> text = ReadRegularFile(*path, RuleFileLimits::kFileBytes);
    if (!text.ok()) return text.status();
    return FoundFile{*std::move(path), *std::move(text)};
  };
}

// Reads the file `path` and its includes into `source`.
absl::StatusOr<bool> LoadFile(const std::string& path, MergedSource* source, Issues* found) {
  absl::StatusOr<std::string> text = ReadRegularFile(path, RuleFileLimits::kFileBytes);
  if (!text.ok()) return text.status();
  absl::StatusOr<std::string> root = RealFolder(path);
  if (!root.ok()) return root.status();
  std::set<std::string> all;
  return Loader(FindInFolder(*std::move(root)), source, found).Load(path, *std::move(text), true, &all);
}

// A file that cannot be read at all is an issue like any other, and keeps its status code.
absl::Status AddUnreadable(const absl::Status& status, const std::string& path, std::vector<Issue>* issues) {
  if (issues != nullptr) {
    Issue issue;
    issue.code = "unreadable_file";
    issue.file = path;
    // The message begins with the path, as statuses do; the issue has it already.
    const std::string_view message = Std(status.message());
    const bool named = message.substr(0, path.size()) == path && message.substr(path.size(), 2) == ": ";
    issue.message = std::string(message.substr(named ? path.size() + 2 : 0));
    issues->push_back(std::move(issue));
  }
  return status;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Program>> CompileFile(const std::string& path,
                                                           std::vector<Issue>* issues) {
  auto program = std::make_shared<Program>();
  MergedSource source(&program->source);
  Issues found(source);
  const absl::StatusOr<bool> loaded = LoadFile(path, &source, &found);
  if (!loaded.ok()) return AddUnreadable(loaded.status(), path, issues);
  return Finish(std::move(program), *loaded, found, issues);
}

absl::StatusOr<std::shared_ptr<const Program>> CompileText(std::string_view name, std::string_view text,
                                                           const IncludeReader& read_include,
                                                           std::vector<Issue>* issues) {
  auto program = std::make_shared<Program>();
  MergedSource source(&program->source);
  Issues found(source);
  const Finder find = [&read_include](const std::string&,
                                      const std::string& include) -> absl::StatusOr<FoundFile> {
    if (!read_include) {
      return absl::NotFoundError(
          absl::StrCat("\"", include, "\" cannot be included: no include reader was given"));
    }
    absl::StatusOr<std::string> included = read_include(include);
    if (!included.ok()) return included.status();
    return FoundFile{include, *std::move(included)};
  };
  std::set<std::string> all;
  const bool loaded = Loader(find, &source, &found).Load(std::string(name), std::string(text), true, &all);
  return Finish(std::move(program), loaded, found, issues);
}

absl::StatusOr<std::shared_ptr<const Program>> CompileMessage(const v1::RuleSet& rules,
                                                              std::vector<Issue>* issues) {
  auto program = std::make_shared<Program>();
  program->source = rules;
  MergedSource source(&program->source);
  Issues found(source);
  if (!rules.include().empty()) {
    found.Error("include_in_message", {&program->source, "include", 0},
                "a rule set built in code cannot include files", "merge them first: triage::ReadRules");
  }
  // A statement of its own: compilers differ in which argument they work out first.
  const bool usable = CheckKeys(program->source, found);
  return Finish(std::move(program), usable, found, issues);
}

}  // namespace triage::compile

namespace triage {

absl::StatusOr<v1::RuleSet> ReadRules(const std::string& path, std::vector<Issue>* issues) {
  v1::RuleSet rules;
  compile::MergedSource source(&rules);
  compile::Issues found(source);
  const absl::StatusOr<bool> loaded = compile::LoadFile(path, &source, &found);
  if (!loaded.ok()) return compile::AddUnreadable(loaded.status(), path, issues);
  const absl::Status status = found.Finish(issues);
  if (!status.ok()) return status;
  rules.clear_include();
  return rules;
}

}  // namespace triage
