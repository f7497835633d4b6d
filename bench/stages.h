// What triage_bench measures, one function for each table. Names of benchmarks are stage/contender/patterns.
#ifndef TRIAGE_BENCH_STAGES_H_
#define TRIAGE_BENCH_STAGES_H_

#include "bench/corpus.h"
#include "bench/measured.h"

namespace triage::bench {

// match/CONTENDER/100, 1000, 10000 and 1000half: expressions in folded text, ids and spans; microseconds by
// KB.
void RegisterMatch(const Corpus& corpus);

// whole/CONTENDER/N: a mail of 1 KB with its headers to decision bytes, pushed to the queue, leased and
// acknowledged; microseconds by complaint. whole_form: the same from a web form, without headers.
// whole_mixed: mails of all lengths, by KB. whole_1mb: a text of 1 MB, by KB.
void RegisterWhole(const Corpus& corpus);

void PrintMatchRatios(const Measured& measured);
void PrintWholeRatios(const Measured& measured);

// Compile time and memory of engine and peers, each built once.
void PrintOnce();

// Ids and spans of ours against the peers and the oracle, and decisions of the engine against those of the
// pipeline that peers run in; prints what differs. Returns how much.
int Check(const Corpus& corpus);

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_STAGES_H_
