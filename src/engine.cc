#include "triage/engine.h"

#include <utility>

#include "src/compile/compile.h"
#include "src/pipeline.h"

namespace triage {

struct Scratch::State {
  Workspace workspace;
};

Scratch::Scratch() : state_(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

namespace {

using CompiledProgram = absl::StatusOr<std::shared_ptr<const Program>>;

}  // namespace

absl::StatusOr<Engine> Engine::CompileFile(const std::string& path, std::vector<Issue>* issues) {
  CompiledProgram program = compile::CompileFile(path, issues);
  if (!program.ok()) return program.status();
  return Engine(*std::move(program));
}

absl::StatusOr<Engine> Engine::CompileText(std::string_view name, std::string_view text,
                                           const IncludeReader& read_include, std::vector<Issue>* issues) {
  CompiledProgram program = compile::CompileText(name, text, read_include, issues);
  if (!program.ok()) return program.status();
  return Engine(*std::move(program));
}

absl::StatusOr<Engine> Engine::Compile(const v1::RuleSet& rules, std::vector<Issue>* issues) {
  CompiledProgram program = compile::CompileMessage(rules, issues);
  if (!program.ok()) return program.status();
  return Engine(*std::move(program));
}

v1::Decision Engine::Triage(const v1::Complaint& complaint, absl::Time now) const {
  Scratch scratch;
  v1::Decision decision;
  Triage(complaint, nullptr, now, scratch, &decision);
  return decision;
}

v1::Decision Engine::Triage(const v1::Complaint& complaint, const v1::Customer& customer,
                            absl::Time now) const {
  Scratch scratch;
  v1::Decision decision;
  Triage(complaint, &customer, now, scratch, &decision);
  return decision;
}

void Engine::Triage(const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
                    Scratch& scratch, v1::Decision* decision) const {
  RunPipeline(*program_, complaint, customer, now, scratch.state_->workspace, decision);
}

const std::string& Engine::fingerprint() const { return program_->fingerprint; }
const v1::RuleSet& Engine::rules() const { return program_->source; }
size_t Engine::MemoryBytes() const { return program_->signals.MemoryBytes(); }

}  // namespace triage
