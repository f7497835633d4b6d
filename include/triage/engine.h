// triage: what to do with a customer complaint, and why. Start here.
//
//   auto engine = triage::Engine::CompileFile("rules/retail.txtpb");
//   if (!engine.ok()) { std::cerr << engine.status().message(); return 1; }   // file, line, column, hint
//   triage::v1::Complaint complaint;
//   complaint.set_body("The charger caught fire and my son was burned.");
//   triage::v1::Decision decision = engine->Triage(complaint, absl::Now());
//   // decision.severity() == CRITICAL, decision.disposition() == ESCALATE
//   std::cout << triage::Explain(decision, complaint);                       // triage/explain.h
//
// Compile once; triage often, from any number of threads. The engine has no clock, does no I/O, takes no lock
// and keeps nothing between calls: the same rule set, complaint, customer and `now` give the same bytes of
// Decision. It prints and logs nothing.
//
// What it does not do: fetch mail, store tickets, send replies, decide refunds. The host passes text in and
// carries the decision out; triage/queue.h keeps the order in which people work.
#ifndef TRIAGE_ENGINE_H_
#define TRIAGE_ENGINE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "triage/issue.h"
#include "triage/rules.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/customer.pb.h"
#include "triage/v1/decision.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage {

struct Program;

// Memory that Triage() works in and leaves for the next call, so that calls do not allocate. Belongs to one
// thread at a time; any engine may use it. A moved-from Scratch may only be assigned to or destroyed.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

 private:
  friend class Engine;
  struct State;
  std::unique_ptr<State> state_;
};

// A compiled rule set. Copies are cheap and share it: to change rules, compile a new engine and assign it
// where new work starts; work in flight keeps its own. Immutable: thread-safe.
class Engine {
 public:
  // From a file and its includes; from text (`name` stands in issues); from a message built in code. Either
  // an engine, or InvalidArgument (NotFound, where the file is missing) whose message is the first issue. All
  // issues, warnings too, are added to `issues`. Cost: about 50 ms for 10,000 patterns.
  static absl::StatusOr<Engine> CompileFile(const std::string& path, std::vector<Issue>* issues = nullptr);
  static absl::StatusOr<Engine> CompileText(std::string_view name, std::string_view text,
                                            const IncludeReader& read_include = nullptr,
                                            std::vector<Issue>* issues = nullptr);
  static absl::StatusOr<Engine> Compile(const v1::RuleSet& rules, std::vector<Issue>* issues = nullptr);

  // Decides. Cannot fail: what is too large, malformed or contradictory raises to a person and is named in
  // Decision.degraded. `now` is the time of the decision; times before 1970 or after 9999 are taken as these.
  v1::Decision Triage(const v1::Complaint& complaint, absl::Time now) const;
  v1::Decision Triage(const v1::Complaint& complaint, const v1::Customer& customer, absl::Time now) const;

  // The same, for hosts that count allocations: `customer` may be null (unknown); `decision` is cleared and
  // filled and may live in an arena. Cost: a few microseconds per KB of text.
  void Triage(const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now, Scratch& scratch,
              v1::Decision* decision) const;

  // Names the rules: the same in every process and on every machine for the same behaviour.
  const std::string& fingerprint() const;
  // The rule set, merged from its files.
  const v1::RuleSet& rules() const;
  // Bytes held by the compiled rules, without the message.
  size_t MemoryBytes() const;

 private:
  explicit Engine(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace triage

#endif  // TRIAGE_ENGINE_H_
