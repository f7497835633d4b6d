// From a decision to what the queue needs of it.
#include <cstdint>

#include "google/protobuf/timestamp.pb.h"
#include "triage/queue.h"

namespace triage {

bool NeedsAgent(const v1::Decision& decision) {
  return decision.disposition() != v1::Disposition::SUPPRESS &&
         decision.disposition() != v1::Disposition::AUTO_REPLY;
}

v1::QueueItem ToQueueItem(const v1::Decision& decision, const v1::Complaint& complaint) {
  v1::QueueItem item;
  item.set_id(decision.id());
  item.set_complaint_id(decision.complaint_id());
  item.set_customer_id(decision.customer_id());
  item.set_head_of_queue(decision.priority().head_of_queue() ||
                         decision.disposition() == v1::Disposition::ESCALATE);
  if (complaint.has_received_at()) {
    *item.mutable_arrived_at() = complaint.received_at();
  } else if (decision.has_decided_at()) {
    *item.mutable_arrived_at() = decision.decided_at();
  }
  if (decision.priority().has_serve_by()) *item.mutable_serve_by() = decision.priority().serve_by();
  item.set_severity(decision.severity());
  item.set_channel(complaint.channel());

  const v1::Route& route = decision.route();
  item.set_team(route.team());
  *item.mutable_skills() = route.skills();
  item.set_language(route.language());
  item.set_authority_level(route.authority_level());
  item.set_owner(route.owner());
  item.set_avoid_team(route.avoid_team());
  item.set_avoid_agent(route.avoid_agent());
  item.set_hostility(decision.priority().hostility());
  return item;
}

}  // namespace triage
