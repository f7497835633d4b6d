// Other ways to find the same expressions in the same shadow text, each as its makers advise to use it.
//
//   std::unique_ptr<Peer> peer = MakePeer("re2_set", patterns);
//   if (peer == nullptr) return;                      // not built in (Hyperscan), or it refused the patterns
//   peer->Match(shadow, range, &hits);                // what signals::Matcher::Match gives, or it is wrong
//
// All look for boundary + expression + boundary on the shadow text, where the boundary is a plain ASCII
// class, and reduce what they find to leftmost, longest, without overlaps for each id. Names:
//   ours              signals::Matcher
//   re2_loop          each RE2 over the text
//   re2_set           RE2::Set (1 GB, the form of Match that tells of errors), then RE2 for spans of what it
//   names filtered_re2      FilteredRE2 with an Aho-Corasick over its atoms, then RE2 for spans hyperscan
//   SOM_LEFTMOST, spans at once hyperscan_space   the same with one space between the words of a phrase: an
//   easier task, fewer matches
// A Peer belongs to one thread at a time.
#ifndef TRIAGE_BENCH_PEERS_H_
#define TRIAGE_BENCH_PEERS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/patterns.h"
#include "src/base/span.h"
#include "src/signals/matcher.h"

namespace triage::bench {

class Peer {
 public:
  virtual ~Peer() = default;
  virtual void Match(std::string_view shadow, Span range, std::vector<signals::Hit>* hits) = 0;
};

const std::vector<std::string>& PeerNames();

// Null where the peer cannot do it.
std::unique_ptr<Peer> MakePeer(const std::string& name, const std::vector<Pattern>& patterns);

// Sorts hits by begin, then id, the longest first, and keeps for each id those that do not overlap an earlier
// one. `ends` is memory, all zero between calls, of one number for each id.
void Settle(std::vector<signals::Hit>* hits, std::vector<uint32_t>* ends);

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_PEERS_H_
