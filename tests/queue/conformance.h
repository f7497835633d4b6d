// What every queue engine must do, run on each of them.
//
//   INSTANTIATE_TEST_SUITE_P(Memory, QueueConformance, testing::Values(QueueEngine{"memory",
//   triage::NewMemoryQueue}),
//                            EngineName);
//
// The tests are in conformance_test.cc (single statements of the contract) and conformance_property_test.cc
// (random operations against a slow and obvious queue, model.h).
#ifndef TRIAGE_TESTS_QUEUE_CONFORMANCE_H_
#define TRIAGE_TESTS_QUEUE_CONFORMANCE_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/timestamp.h"
#include "triage/queue.h"

namespace triage {

struct QueueEngine {
  std::string name;
  std::function<std::unique_ptr<Queue>(const QueueOptions&)> make;
};

// What GoogleTest shows of it.
inline void PrintTo(const QueueEngine& engine, std::ostream* out) { *out << engine.name; }

inline std::string EngineName(const testing::TestParamInfo<QueueEngine>& info) { return info.param.name; }

// A Thursday at ten.
inline const absl::Time kNow = absl::FromUnixSeconds(1'773'309'600);

// Arrived at kNow + arrival, due `patience` later.
inline v1::QueueItem MakeItem(const std::string& id, absl::Duration patience = absl::Hours(1),
                              absl::Duration arrival = absl::ZeroDuration()) {
  v1::QueueItem item;
  item.set_id(id);
  item.set_complaint_id("complaint-" + id);
  item.set_customer_id("customer-" + id);
  SetTimestamp(kNow + arrival, item.mutable_arrived_at());
  SetTimestamp(kNow + arrival + patience, item.mutable_serve_by());
  return item;
}

inline v1::QueueItem MakeHeadItem(const std::string& id) {
  v1::QueueItem item = MakeItem(id);
  item.set_head_of_queue(true);
  return item;
}

// Anybody, with room for many leases.
inline v1::Agent MakeAgent(const std::string& id = "dana", int capacity = 1'000'000) {
  v1::Agent agent;
  agent.set_id(id);
  agent.set_capacity(capacity);
  return agent;
}

class QueueConformance : public testing::TestWithParam<QueueEngine> {
 protected:
  std::unique_ptr<Queue> Make(const QueueOptions& options = {}) { return GetParam().make(options); }

  // Leases and expects that there is one.
  static v1::Lease Take(Queue& queue, const v1::Agent& agent, absl::Time now,
                        absl::Duration length = absl::Minutes(20)) {
    auto lease = queue.Lease(agent, now, length);
    EXPECT_TRUE(lease.ok()) << lease.status();
    if (!lease.ok() || !lease->has_value()) {
      ADD_FAILURE() << "nothing to lease";
      return v1::Lease();
    }
    return **lease;
  }

  // The id of the next item, or "-" where there is none, or the name of the error.
  static std::string NextId(Queue& queue, const v1::Agent& agent, absl::Time now) {
    auto lease = queue.Lease(agent, now, absl::Minutes(20));
    if (!lease.ok()) return absl::StatusCodeToString(lease.status().code());
    return lease->has_value() ? (*lease)->item().id() : "-";
  }
};

}  // namespace triage

#endif  // TRIAGE_TESTS_QUEUE_CONFORMANCE_H_
