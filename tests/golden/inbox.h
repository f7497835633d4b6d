// The sample inbox of examples/inbox, decided: what the tests of this folder compare.
//
//   const std::vector<Decided>& inbox = DecidedInbox();   // in the order of the file; at
//   2026-11-23T10:00:00Z
//
// With the rules of rules/orchard.txtpb and the customers of both CRM files. What cannot be read fails the
// test that asks first. Thread-compatible.
#ifndef TRIAGE_TESTS_GOLDEN_INBOX_H_
#define TRIAGE_TESTS_GOLDEN_INBOX_H_

#include <string>
#include <vector>

#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage::golden {

struct Decided {
  v1::Complaint complaint;
  std::string customer;  // id, or "-"
  v1::Decision decision;
};

const std::vector<Decided>& DecidedInbox();

}  // namespace triage::golden

#endif  // TRIAGE_TESTS_GOLDEN_INBOX_H_
