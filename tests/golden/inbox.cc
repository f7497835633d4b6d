#include "tests/golden/inbox.h"

#include <sstream>

#include "gtest/gtest.h"
#include "src/cli/customers/read_customers.h"
#include "src/cli/input/input_report.h"
#include "src/cli/input/read_complaints.h"
#include "triage/engine.h"

namespace triage::golden {
namespace {

const std::string kInbox = TRIAGE_SOURCE_DIR "/examples/inbox/";

// Monday, 23 November 2026, 10:00 UTC, as the inbox says.
const absl::Time kNow = absl::FromUnixSeconds(1795428000);

std::vector<Decided> Decide() {
  std::vector<Decided> inbox;
  const auto engine = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/orchard.txtpb");
  EXPECT_TRUE(engine.ok()) << engine.status();
  if (!engine.ok()) return inbox;

  std::ostringstream faults;
  cli::InputReport report(faults);
  cli::CustomerDirectory customers;
  for (const char* file : {"customers.csv", "customers.jsonl"}) {
    const absl::Status read = cli::ReadCustomers(kInbox + file, {}, &customers, &report);
    EXPECT_TRUE(read.ok()) << read;
  }
  auto reader = cli::ComplaintReader::Open(kInbox + "complaints.jsonl", &report);
  EXPECT_TRUE(reader.ok()) << reader.status();
  if (!reader.ok()) return inbox;

  Scratch scratch;
  for (Decided next;;) {
    const cli::ComplaintReader::Line line = reader->Next(&next.complaint);
    if (line == cli::ComplaintReader::Line::kEnd) break;
    EXPECT_EQ(line, cli::ComplaintReader::Line::kComplaint) << reader->text();
    const std::string id = cli::CustomerIdOf(next.complaint);
    next.customer = id.empty() ? "-" : id;
    const v1::Customer* const customer = id.empty() ? nullptr : customers.Find(id);
    EXPECT_TRUE(id.empty() || customer != nullptr) << next.complaint.id() << ": no customer " << id;
    engine->Triage(next.complaint, customer, kNow, scratch, &next.decision);
    inbox.push_back(next);
  }
  EXPECT_TRUE(report.clean()) << faults.str();
  return inbox;
}

}  // namespace

const std::vector<Decided>& DecidedInbox() {
  static const auto* const inbox = new std::vector<Decided>(Decide());
  return *inbox;
}

}  // namespace triage::golden
