// Whole triage: complaint in, decision bytes out, through the queue.
#include <cstdio>
#include <functional>
#include <memory>

#include "bench/complaints.h"
#include "bench/patterns.h"
#include "bench/peer_pipeline.h"
#include "bench/stages.h"
#include "src/compile/compile.h"
#include "triage/engine.h"
#include "triage/queue.h"

namespace triage::bench {
namespace {

using Decide = std::function<void(const v1::Complaint&, const v1::Customer*, absl::Time, v1::Decision*)>;

// The engine through its public interface, or the same pipeline around a peer; null where the peer is not
// available.
Decide MakeDecide(const std::string& name, const std::vector<Pattern>& patterns, int text_bytes) {
  const v1::RuleSet rules = MakeRuleSet(patterns, text_bytes);
  if (name == "ours") {
    std::vector<Issue> issues;
    absl::StatusOr<Engine> engine = Engine::Compile(rules, &issues);
    if (!engine.ok()) {
      std::fprintf(stderr, "%s\n", std::string(engine.status().message()).c_str());
      return nullptr;
    }
    auto scratch = std::make_shared<Scratch>();
    return [engine = *std::move(engine), scratch](
               const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
               v1::Decision* decision) { engine.Triage(complaint, customer, now, *scratch, decision); };
  }
  std::unique_ptr<Peer> peer = MakePeer(name, patterns);
  auto program = compile::CompileMessage(rules, nullptr);
  if (peer == nullptr || !program.ok()) return nullptr;
  auto pipeline = std::make_shared<PeerPipeline>(*std::move(program), std::move(peer));
  return [pipeline](const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
                    v1::Decision* decision) { pipeline->Triage(complaint, customer, now, decision); };
}

enum class Unit { kComplaint, kKilobyte };

void Measure(benchmark::State& state, std::vector<v1::Complaint>* complaints, const Decide& decide,
             Unit unit) {
  if (!decide) return state.SkipWithError("not available here");
  const v1::Customer customer = MakeCustomer();
  QueueOptions options;
  options.remember_done = absl::Minutes(1);
  const std::unique_ptr<Queue> queue = NewMemoryQueue(options);
  v1::Agent agent;
  agent.set_id("noa");
  for (const char* const team : {"general", "senior"}) agent.add_teams(team);
  agent.add_skills("retention");
  agent.set_authority_level(9);
  v1::Decision decision;
  std::string bytes;
  size_t next = 0, text_bytes = 0, decision_bytes = 0, queued = 0;
  absl::Time now = BenchNow();
  UnitTimer timer(state);
  for (auto unused : state) {
    v1::Complaint& complaint = (*complaints)[next];
    // Another time gives another decision id, so the queue knows none of them.
    now += absl::Milliseconds(10);
    decide(complaint, &customer, now, &decision);
    decision.SerializeToString(&bytes);
    decision_bytes += bytes.size();
    if (NeedsAgent(decision) && *queue->Push(ToQueueItem(decision, complaint), now)) {
      const auto lease = queue->Lease(agent, now, absl::Minutes(20));
      if (lease.ok() && lease->has_value()) {
        queued += queue->Acknowledge((*lease)->item().id(), (*lease)->token(), now).ok() ? 1 : 0;
      }
    }
    text_bytes += complaint.subject().size() + complaint.body().size();
    next = next + 1 == complaints->size() ? 0 : next + 1;
  }
  const double count = static_cast<double>(state.iterations());
  timer.Finish(unit == Unit::kComplaint ? count : static_cast<double>(text_bytes) / 1024);
  state.counters["decision_bytes"] = static_cast<double>(decision_bytes) / count;
  state.counters["queued"] = static_cast<double>(queued) / count;
}

using Complaints = std::shared_ptr<std::vector<v1::Complaint>>;

void Add(const std::string& stage, const std::string& name, size_t patterns, const Complaints& complaints,
         Unit unit, int text_bytes = 256 << 10) {
  auto decide = std::make_shared<Decide>();
  auto built = std::make_shared<bool>(false);
  benchmark::RegisterBenchmark(
      (stage + "/" + name + "/" + std::to_string(patterns)).c_str(), [=](benchmark::State& state) {
        if (!*built) *decide = MakeDecide(name, GeneratePatterns(patterns, RegexShare::kTenth), text_bytes);
        *built = true;
        Measure(state, complaints.get(), *decide, unit);
      });
}

// The shipped packs, through the file of the sample house.
void AddPacks(const Complaints& complaints) {
  auto decide = std::make_shared<Decide>();
  benchmark::RegisterBenchmark("whole_packs/ours/orchard", [=](benchmark::State& state) {
    if (!*decide) {
      const absl::StatusOr<Engine> engine = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/orchard.txtpb");
      auto scratch = std::make_shared<Scratch>();
      if (engine.ok()) {
        *decide = [engine = *engine, scratch](const v1::Complaint& complaint, const v1::Customer* customer,
                                              absl::Time now, v1::Decision* decision) {
          engine.Triage(complaint, customer, now, *scratch, decision);
        };
      }
    }
    Measure(state, complaints.get(), *decide, Unit::kComplaint);
  });
}

}  // namespace

void RegisterWhole(const Corpus& corpus) {
  CorpusOptions kilobyte;
  kilobyte.min_bytes = kilobyte.max_bytes = 960;  // with subject and closing about 1,024
  kilobyte.texts = 1000;
  const auto of_1kb = std::make_shared<std::vector<v1::Complaint>>(MakeComplaints(GenerateCorpus(kilobyte)));
  const auto mixed = std::make_shared<std::vector<v1::Complaint>>(MakeComplaints(corpus));
  AddPacks(of_1kb);
  const auto forms = std::make_shared<std::vector<v1::Complaint>>(*of_1kb);
  for (v1::Complaint& form : *forms) {
    form.set_channel(v1::Channel::WEB_FORM);
    form.clear_headers();
    form.clear_envelope_sender();
  }
  for (const size_t patterns : {100, 1000, 10000}) {
    Add("whole_form", "ours", patterns, forms, Unit::kComplaint);
    for (const std::string name : {"ours", "hyperscan", "hyperscan_space", "re2_set"}) {
      Add("whole", name, patterns, of_1kb, Unit::kComplaint);
    }
    for (const std::string name : {"ours", "hyperscan", "hyperscan_space"}) {
      Add("whole_mixed", name, patterns, mixed, Unit::kKilobyte);
    }
  }
  constexpr int kMegabyte = 1 << 20;
  CorpusOptions large;
  large.min_bytes = large.max_bytes = kMegabyte - 200;
  large.texts = 4;
  const auto of_1mb = std::make_shared<std::vector<v1::Complaint>>(MakeComplaints(GenerateCorpus(large)));
  for (const std::string name : {"ours", "hyperscan"}) {
    Add("whole_1mb", name, 1000, of_1mb, Unit::kKilobyte, kMegabyte);
    Add("whole_1mb", name, 10000, of_1mb, Unit::kKilobyte, kMegabyte);
  }
}

void PrintWholeRatios(const Measured& measured) {
  for (const std::string size : {"100", "1000", "10000"}) {
    const double goal = size == "1000" ? 1.0 : size == "10000" ? 0.5 : 0;
    for (const std::string name : {"hyperscan", "hyperscan_space", "re2_set"}) {
      measured.Ratio("whole, " + size + ": ours by " + name, "whole/ours/" + size,
                     "whole/" + name + "/" + size, name == "re2_set" ? 0 : goal);
    }
  }
  measured.Ratio("whole, ours: 10,000 by 100 patterns", "whole/ours/10000", "whole/ours/100", 2.2);
  measured.Ratio("1 MB by mixed texts, by KB, ours, 1,000", "whole_1mb/ours/1000", "whole_mixed/ours/1000",
                 2);
  measured.Ratio("1 MB by mixed texts, by KB, ours, 10,000", "whole_1mb/ours/10000", "whole_mixed/ours/10000",
                 2);
  for (const auto& [name, goal] :
       {std::pair<std::string, double>{"whole/ours/1000", 8}, {"whole/ours/10000", 12}}) {
    if (measured.Median(name) == 0) continue;
    std::printf("us    %-52s median %6.2f  min %6.2f  goal <= %.2f\n", name.c_str(), measured.Median(name),
                measured.Min(name), goal);
  }
}

}  // namespace triage::bench
