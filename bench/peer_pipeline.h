// The engine's pipeline with another matcher in stage 3: all else is the library's own code, so that two
// contenders differ in nothing but the matcher.
//
//   PeerPipeline pipeline(program, MakePeer("hyperscan", patterns));
//   pipeline.Triage(complaint, &customer, now, &decision);      // the engine's bytes, or the peer is wrong
//
// For rule sets of MakeRuleSet alone: no scopes, signals without look_in. Thread-compatible.
#ifndef TRIAGE_BENCH_PEER_PIPELINE_H_
#define TRIAGE_BENCH_PEER_PIPELINE_H_

#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "bench/peers.h"
#include "src/pipeline.h"
#include "src/program.h"

namespace triage::bench {

class PeerPipeline {
 public:
  PeerPipeline(std::shared_ptr<const Program> program, std::unique_ptr<Peer> peer);
  void Triage(const v1::Complaint& complaint, const v1::Customer* customer, absl::Time now,
              v1::Decision* decision);

 private:
  void Find();

  std::shared_ptr<const Program> program_;
  std::unique_ptr<Peer> peer_;
  Workspace workspace_;
  std::vector<signals::Hit> hits_;
};

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_PEER_PIPELINE_H_
