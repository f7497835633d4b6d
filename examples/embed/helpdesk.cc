// A helpdesk in small: complaints come in and are decided, people work the queue, and the rules change
// meanwhile.
//
// Run it in the top folder of the checkout: it reads rules/retail.txtpb.
#include <triage/engine.h>
#include <triage/explain.h>
#include <triage/queue.h>

#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

// The rules in force. Threads take a copy of the engine, which is cheap, and keep it for one complaint: work
// in flight is decided by the rules with which it began.
class Rules {
 public:
  explicit Rules(triage::Engine engine) : engine_(std::move(engine)) {}

  triage::Engine Get() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return engine_;
  }

  // Rules with a fault change nothing: the old ones stay in force, and the fault is told.
  absl::Status Reload(const std::string& path) {
    absl::StatusOr<triage::Engine> engine = triage::Engine::CompileFile(path);
    if (!engine.ok()) return engine.status();
    const std::lock_guard<std::mutex> lock(mutex_);
    engine_ = *std::move(engine);
    return absl::OkStatus();
  }

 private:
  mutable std::mutex mutex_;
  triage::Engine engine_;
};

void Receive(const Rules& rules, triage::Queue& queue, const std::vector<std::string>& texts) {
  triage::Scratch scratch;  // one for each thread
  triage::v1::Decision decision;
  int number = 0;
  for (const std::string& text : texts) {
    triage::v1::Complaint complaint;
    complaint.set_id("T-" + std::to_string(++number));
    complaint.set_channel(triage::v1::Channel::WEB_FORM);
    complaint.set_body(text);
    const absl::Time now = absl::Now();
    rules.Get().Triage(complaint, nullptr, now, scratch, &decision);
    if (decision.disposition() == triage::v1::Disposition::AUTO_REPLY) {
      std::cout << complaint.id() << " answered: " << decision.reply().subject() << "\n";
    } else if (triage::NeedsAgent(decision)) {
      triage::v1::QueueItem item = triage::ToQueueItem(decision, complaint);
      item.set_decision(decision.SerializeAsString());  // who leases it sees why
      const auto pushed = queue.Push(item, now);
      if (!pushed.ok()) std::cerr << complaint.id() << ": " << pushed.status().message() << "\n";
    }
  }
}

void Work(const triage::Engine& engine, triage::Queue& queue) {
  triage::v1::Agent agent;
  agent.set_id("dana");
  agent.set_authority_level(100);
  agent.set_capacity(1);
  for (const triage::v1::Team& team : engine.rules().team()) {
    agent.add_teams(team.id());
    for (const std::string& skill : team.skills()) agent.add_skills(skill);
  }
  for (const triage::v1::Rule& rule : engine.rules().rule()) {
    for (const std::string& skill : rule.then().skill()) agent.add_skills(skill);
  }
  while (true) {
    const absl::Time now = absl::Now();
    const auto lease = queue.Lease(agent, now, absl::Minutes(20));
    if (!lease.ok() || !lease->has_value()) break;
    triage::v1::Decision decision;
    decision.ParseFromString((*lease)->item().decision());
    std::cout << (*lease)->item().complaint_id() << " for " << agent.id() << ": "
              << decision.explanation().summary() << "\n";
    const absl::Status done = queue.Acknowledge((*lease)->item().id(), (*lease)->token(), now);
    if (!done.ok()) std::cerr << done.message() << "\n";
  }
  const auto statistics = queue.Statistics(absl::Now());
  if (statistics.ok() && statistics->waiting() == 0) std::cout << "the queue is empty\n";
}

}  // namespace

int main() {
  absl::StatusOr<triage::Engine> engine = triage::Engine::CompileFile("rules/retail.txtpb");
  if (!engine.ok()) {
    std::cerr << engine.status().message() << "\n";
    return 1;
  }
  Rules rules(*std::move(engine));
  const std::unique_ptr<triage::Queue> queue = triage::NewMemoryQueue();

  std::thread receiver([&] {
    Receive(rules, *queue,
            {"My parcel is two days late.", "The charger caught fire and my son was burned!",
             "Il pacco non e' mai arrivato, voglio un rimborso", "You charged me twice for the same order",
             "המוצר הגיע שבור, אני רוצה לדבר עם מנהל"});
  });
  if (!rules.Reload("rules/no_such_file.txtpb").ok()) std::cout << "reload refused, the old rules stay\n";
  const absl::Status reloaded = rules.Reload("rules/retail.txtpb");
  receiver.join();
  if (!reloaded.ok()) return 1;
  Work(rules.Get(), *queue);
  return 0;
}
