#include <triage/engine.h>

#include <string>

int SeverityOf(const std::string& rules, const std::string& text) {
  const absl::StatusOr<triage::Engine> engine = triage::Engine::CompileFile(rules);
  if (!engine.ok()) return -1;
  triage::v1::Complaint complaint;
  complaint.set_body(text);
  return engine->Triage(complaint, absl::Now()).severity();
}
