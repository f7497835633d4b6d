// Whether all contenders find the same.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <tuple>

#include "bench/complaints.h"
#include "bench/peer_pipeline.h"
#include "bench/peers.h"
#include "bench/stages.h"
#include "src/compile/compile.h"
#include "src/text/fold.h"
#include "tests/oracle/oracle.h"
#include "triage/engine.h"

namespace triage::bench {
namespace {

using signals::Hit;

// Ids and spans that one of the two has and the other has not. Both are ordered by begin, then id.
int Differences(const std::vector<Hit>& ours, const std::vector<Hit>& theirs) {
  const auto in = [](const std::vector<Hit>& hits, const Hit& hit) {
    return std::find(hits.begin(), hits.end(), hit) != hits.end();
  };
  const auto missing = [&](const std::vector<Hit>& from, const std::vector<Hit>& of) {
    return static_cast<int>(
        std::count_if(of.begin(), of.end(), [&](const Hit& hit) { return !in(from, hit); }));
  };
  return missing(ours, theirs) + missing(theirs, ours);
}

struct Reference {
  std::string name;
  std::function<void(std::string_view, Span, std::vector<Hit>*)> match;
  size_t texts;  // slow ones see fewer
};

int CheckMatches(const Corpus& corpus, size_t count, RegexShare share) {
  const std::vector<Pattern> patterns = GeneratePatterns(count, share);
  const std::string label = std::to_string(count) + (share == RegexShare::kHalf ? "half" : "");
  const std::unique_ptr<Peer> ours = MakePeer("ours", patterns);
  std::vector<std::shared_ptr<Peer>> peers;
  std::vector<Reference> references;
  for (const std::string& name : PeerNames()) {
    if (name == "ours" || name == "hyperscan_space") continue;
    std::shared_ptr<Peer> peer = MakePeer(name, patterns);
    if (peer == nullptr) continue;
    const size_t texts = name == "hyperscan" ? corpus.texts.size() : 400000 / count;
    references.push_back(
        {name, [peer](std::string_view s, Span r, std::vector<Hit>* h) { peer->Match(s, r, h); }, texts});
  }
  const auto oracle = std::make_shared<oracle::Oracle>(Expressions(patterns));
  references.push_back(
      {"oracle", [oracle](std::string_view s, Span r, std::vector<Hit>* h) { *h = oracle->Match(s, r); },
       40000 / count});
  int all = 0;
  for (const Reference& reference : references) {
    int differ = 0;
    size_t hits = 0;
    const size_t texts = std::min(reference.texts, corpus.texts.size());
    std::vector<Hit> our_hits, their_hits;
    for (size_t i = 0; i < texts; ++i) {
      text::ShadowText shadow;
      const Span range = shadow.Append(corpus.texts[i].body);
      ours->Match(shadow.bytes(), range, &our_hits);
      reference.match(shadow.bytes(), range, &their_hits);
      const int here = Differences(our_hits, their_hits);
      if (here != 0 && differ == 0) {
        for (const auto& [from, of, sign] :
             {std::tuple{&our_hits, &their_hits, '-'}, std::tuple{&their_hits, &our_hits, '+'}}) {
          for (const Hit& hit : *of) {
            if (std::find(from->begin(), from->end(), hit) != from->end()) continue;
            std::printf("  text %zu: %c id %u \"%s\" at \"%s\"\n", i, sign, hit.id,
                        patterns[hit.id].expression.text.c_str(),
                        std::string(hit.span.Of(shadow.bytes())).c_str());
          }
        }
      }
      differ += here;
      hits += their_hits.size();
    }
    std::printf("check %-10s ours against %-14s %5zu texts %7zu hits: %d differ\n", label.c_str(),
                reference.name.c_str(), texts, hits, differ);
    all += differ;
  }
  return all;
}

int CheckDecisions(const Corpus& corpus, size_t count) {
  const std::vector<Pattern> patterns = GeneratePatterns(count, RegexShare::kTenth);
  const v1::RuleSet rules = MakeRuleSet(patterns);
  const absl::StatusOr<Engine> engine = Engine::Compile(rules);
  auto program = compile::CompileMessage(rules, nullptr);
  std::unique_ptr<Peer> peer = MakePeer("hyperscan", patterns);
  if (peer == nullptr) peer = MakePeer("filtered_re2", patterns);
  if (!engine.ok() || !program.ok() || peer == nullptr) {
    std::printf("check decisions: the rule set does not compile\n");
    return 1;
  }
  PeerPipeline pipeline(*std::move(program), std::move(peer));
  const v1::Customer customer = MakeCustomer();
  const std::vector<v1::Complaint> complaints = MakeComplaints(corpus);
  int differ = 0;
  for (const v1::Complaint& complaint : complaints) {
    v1::Decision theirs;
    pipeline.Triage(complaint, &customer, BenchNow(), &theirs);
    differ +=
        engine->Triage(complaint, customer, BenchNow()).SerializeAsString() != theirs.SerializeAsString() ? 1
                                                                                                          : 0;
  }
  std::printf("check %-10zu decisions of engine and peer pipeline %5zu complaints: %d differ\n", count,
              complaints.size(), differ);
  return differ;
}

}  // namespace

int Check(const Corpus& corpus) {
  int differ = 0;
  for (const size_t count : {100, 1000, 10000}) differ += CheckMatches(corpus, count, RegexShare::kTenth);
  differ += CheckMatches(corpus, 1000, RegexShare::kHalf);
  for (const size_t count : {100, 1000, 10000}) differ += CheckDecisions(corpus, count);
  std::printf("%d\n", differ);
  return differ;
}

}  // namespace triage::bench
