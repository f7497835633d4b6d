// Complaints and a customer as a helpdesk would pass them, around the texts of a corpus.
#ifndef TRIAGE_BENCH_COMPLAINTS_H_
#define TRIAGE_BENCH_COMPLAINTS_H_

#include <vector>

#include "absl/time/time.h"
#include "bench/corpus.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/customer.pb.h"

namespace triage::bench {

absl::Time BenchNow();  // a Monday morning

// Mails with eight header lines, addresses, and four attributes.
std::vector<v1::Complaint> MakeComplaints(const Corpus& corpus);

// A verified customer with standing, history, an open case, preferences and attributes: about 20 facts.
v1::Customer MakeCustomer();

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_COMPLAINTS_H_
