// Aho and Corasick's automaton, as in the textbook: which of these strings occur in a text?
//
//   AhoCorasick automaton({"he", "she"});
//   automaton.Find("ushers", &found);     // found: 1, 0 (each once)
//
// A dense table over the bytes that occur in the strings. Const but for the memory of Find: one thread at a
// time.
#ifndef TRIAGE_BENCH_AHO_CORASICK_H_
#define TRIAGE_BENCH_AHO_CORASICK_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triage::bench {

class AhoCorasick {
 public:
  explicit AhoCorasick(const std::vector<std::string>& strings);

  // Replaces `found` by the indexes of the strings in `text`, each once, in the order of their first ends.
  void Find(std::string_view text, std::vector<int>* found);

 private:
  std::array<uint8_t, 256> column_{};  // of a byte; 0: in no string
  size_t columns_ = 1;
  std::vector<uint32_t> next_;     // state * columns_ + column
  std::vector<uint32_t> shorter_;  // the longest suffix of a state that is a string, or 0
  std::vector<int> output_;        // of a state; -1: none
  std::vector<uint32_t> seen_;     // by string: the last call that found it
  uint32_t call_ = 0;
};

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_AHO_CORASICK_H_
