// What a product does first: compile rules, decide one complaint. Exits with 0 where the decision is right.
#include <triage/engine.h>
#include <triage/explain.h>
#include <triage/queue.h>
#include <triage/version.h>

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: program RULES\n";
    return 2;
  }
  const absl::StatusOr<triage::Engine> engine = triage::Engine::CompileFile(argv[1]);
  if (!engine.ok()) {
    std::cerr << engine.status().message() << "\n";
    return 1;
  }
  triage::v1::Complaint complaint;
  complaint.set_id("T-1");
  complaint.set_body("The charger caught fire and my son was burned.");
  const absl::Time now = absl::FromUnixSeconds(1795428000);
  const triage::v1::Decision decision = engine->Triage(complaint, now);
  std::cout << "triage " << TRIAGE_VERSION << ": " << triage::Explain(decision, complaint);

  const auto queue = triage::NewMemoryQueue();
  if (!queue->Push(triage::ToQueueItem(decision, complaint), now).ok()) return 1;
  return decision.severity() == triage::v1::Severity::CRITICAL ? 0 : 1;
}
