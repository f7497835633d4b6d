// The match stage alone.
#include <cstdio>
#include <memory>

#include "bench/peers.h"
#include "bench/stages.h"
#include "src/text/fold.h"

namespace triage::bench {
namespace {

struct Folded {
  text::ShadowText shadow;
  Span range;
};

void Measure(benchmark::State& state, const std::vector<Folded>& texts, Peer* peer) {
  if (peer == nullptr) return state.SkipWithError("not available here");
  std::vector<signals::Hit> hits;
  size_t next = 0, bytes = 0, found = 0;
  UnitTimer timer(state);
  for (auto unused : state) {
    const Folded& text = texts[next];
    peer->Match(text.shadow.bytes(), text.range, &hits);
    bytes += text.range.size();
    found += hits.size();
    next = next + 1 == texts.size() ? 0 : next + 1;
  }
  timer.Finish(static_cast<double>(bytes) / 1024);
  state.counters["hits_by_kb"] = static_cast<double>(found) * 1024 / static_cast<double>(bytes);
}

}  // namespace

void RegisterMatch(const Corpus& corpus) {
  auto texts = std::make_shared<std::vector<Folded>>(corpus.texts.size());
  for (size_t i = 0; i < texts->size(); ++i)
    (*texts)[i].range = (*texts)[i].shadow.Append(corpus.texts[i].body);
  const auto add = [&](const std::string& label, size_t count, RegexShare share) {
    for (const std::string& name : PeerNames()) {
      auto peer = std::make_shared<std::unique_ptr<Peer>>();
      auto built = std::make_shared<bool>(false);
      benchmark::RegisterBenchmark(("match/" + name + "/" + label).c_str(), [=](benchmark::State& state) {
        if (!*built) *peer = MakePeer(name, GeneratePatterns(count, share));
        *built = true;
        Measure(state, *texts, peer->get());
      });
    }
  };
  add("100", 100, RegexShare::kTenth);
  add("1000", 1000, RegexShare::kTenth);
  add("10000", 10000, RegexShare::kTenth);
  add("1000half", 1000, RegexShare::kHalf);
}

void PrintMatchRatios(const Measured& measured) {
  for (const std::string size : {"100", "1000", "10000", "1000half"}) {
    for (const std::string& name : PeerNames()) {
      if (name != "ours")
        measured.Ratio("match, " + size + ": ours by " + name, "match/ours/" + size,
                       "match/" + name + "/" + size);
    }
  }
  measured.Ratio("match, ours: 10,000 by 100 patterns", "match/ours/10000", "match/ours/100");
}

}  // namespace triage::bench
