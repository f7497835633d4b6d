// Rule text (TRUST 2, targets 1 and 2): an engine, or errors that say where; the same text and the same
// message give the same rules again.
#include <cstdint>
#include <string>
#include <vector>

#include "src/base/utf8.h"
#include "tests/fuzz/expect.h"
#include "triage/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace triage;
  using fuzz::Expect;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  std::vector<Issue> issues;
  const absl::StatusOr<Engine> engine = Engine::CompileText("fuzz.txtpb", text, nullptr, &issues);
  size_t errors = 0;
  for (const Issue& issue : issues) {
    Expect(!issue.code.empty() && !issue.message.empty(), "an issue has a code and a sentence");
    Expect(issue.line > 0 || !issue.path.empty() || !issue.file.empty(),
           "an issue says where: " + issue.code);
    Expect(IsValidUtf8(Format(issue)), "an issue is valid UTF-8: " + issue.code);
    errors += issue.level == Issue::Level::kError ? 1 : 0;
  }
  Expect(engine.ok() == (errors == 0), "an engine where there is no error, and only there");
  if (!engine.ok()) return 0;

  const absl::StatusOr<Engine> again = Engine::CompileText("fuzz.txtpb", text);
  Expect(again.ok() && again->fingerprint() == engine->fingerprint(),
         "the same text has the same fingerprint");
  const absl::StatusOr<Engine> from_message = Engine::Compile(engine->rules());
  Expect(from_message.ok(), "its message compiles");
  Expect(from_message->fingerprint() == engine->fingerprint(), "its message has the same fingerprint");

  v1::Complaint complaint;
  complaint.set_body("The parcel never arrived and my son was hurt. I want my money back.");
  const v1::Decision decision = engine->Triage(complaint, absl::FromUnixSeconds(1795428000));
  Expect(decision.disposition() != v1::Disposition::UNKNOWN, "every complaint has a disposition");
  return 0;
}
