// The words of the benchmark's texts: four languages, written for this project.
//
//   Lexicon lexicon = Lexicon::Of(text::Language::kItalian, 7);
//   lexicon.content[0];        // a common word
//   lexicon.phrases[3];        // two to four words that often stand together
//
// Each language has a list of function words, and content words made of a list of stems and endings; the long
// tail that every inbox has (names of products, streets, people) is made of syllables. Content words are in a
// seeded order, which is their rank: the generator draws them so that the r-th is about r times rarer than
// the first. Values: thread-compatible.
#ifndef TRIAGE_BENCH_LEXICON_H_
#define TRIAGE_BENCH_LEXICON_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/text/language.h"

namespace triage::bench {

// The same numbers from the same seed with every compiler and library (splitmix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next();
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(Next() % n); }
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  // 0 .. n - 1, small ones oftener: about as 1 / (rank + 3).
  uint32_t Rank(uint32_t n);
  template <typename T>
  const T& OneOf(const std::vector<T>& list) {
    return list[Below(static_cast<uint32_t>(list.size()))];
  }

 private:
  uint64_t state_;
};

struct Lexicon {
  text::Language language = text::Language::kUnknown;
  std::vector<std::string> function;
  std::vector<std::string> content;   // by rank
  std::vector<std::string> phrases;   // by rank
  std::vector<std::string> openings;  // whole sentences
  std::vector<std::string> closings;

  static Lexicon Of(text::Language language, uint64_t seed);
};

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_LEXICON_H_
