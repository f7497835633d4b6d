// What a program may do.
// expect-success
#include <triage/engine.h>

#include <optional>
#include <utility>

std::string Use(const triage::v1::Complaint& complaint, const triage::v1::Customer& customer) {
  const absl::StatusOr<triage::Engine> compiled = triage::Engine::CompileFile("shop.txtpb");
  if (!compiled.ok()) return std::string(compiled.status().message());
  triage::Engine engine = *compiled;
  engine = *triage::Engine::Compile(engine.rules());
  triage::Scratch first;
  triage::Scratch second = std::move(first);
  triage::v1::Decision decision = engine.Triage(complaint, customer, absl::Now());
  engine.Triage(complaint, nullptr, absl::Now(), second, &decision);
  return engine.fingerprint() + decision.id();
}
