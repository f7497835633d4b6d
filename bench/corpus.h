// The texts that are measured: 0.2 to 4 KB, as many short as long ones by their logarithm, in four languages.
//
//   Corpus corpus = GenerateCorpus({});            // the same texts from the same options, everywhere
//   corpus.texts[0].body;
//   ReadCorpus("no/such/folder", {}).texts;        // empty: nothing is there to read
//
// Sentences are made of function words, content words drawn by rank, phrases, numbers and sums; a mail begins
// with an opening and ends with a closing. Romanian is written without diacritics half of the time. Values:
// thread-compatible.
#ifndef TRIAGE_BENCH_CORPUS_H_
#define TRIAGE_BENCH_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/lexicon.h"

namespace triage::bench {

struct CorpusOptions {
  uint64_t seed = 1;
  size_t texts = 2000;
  size_t min_bytes = 200;
  size_t max_bytes = 4096;
};

struct CorpusText {
  text::Language language = text::Language::kUnknown;
  std::string subject;
  std::string body;
};

struct Corpus {
  std::vector<CorpusText> texts;
  size_t bytes = 0;  // of all bodies
};

// The four lexicons that texts and patterns are made of.
const std::vector<Lexicon>& Lexicons();

Corpus GenerateCorpus(const CorpusOptions& options);

// Texts of the JSON Lines files below `folder`: field "text", or else "body_text". What is shorter than the
// drawn length is joined with the next texts of its file, what is longer is cut.
Corpus ReadCorpus(const std::string& folder, const CorpusOptions& options);

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_CORPUS_H_
