// What was measured, kept for the table at the end: Google Benchmark prints each run, this compares them.
//
//   Measured measured;                              // a reporter: pass it to RunSpecifiedBenchmarks
//   measured.Median("match/ours/1000");             // microseconds by KB (or by complaint), or 0 where not
//   measured measured.Ratio("10,000 by 100", "match/ours/10000", "match/ours/100", 2.2);
//
// A benchmark sets the counter "us" of each repetition. Thread-compatible.
#ifndef TRIAGE_BENCH_MEASURED_H_
#define TRIAGE_BENCH_MEASURED_H_

#include <map>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"

namespace triage::bench {

class Measured : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override;

  double Median(const std::string& name) const;
  double Min(const std::string& name) const;

  // All names with minimum and median.
  void PrintTable() const;
  // One line: the ratio of the medians and of the minima, and the goal where it is not 0. Nothing where one
  // of the two was not measured.
  void Ratio(const std::string& what, const std::string& name, const std::string& by,
             double at_most = 0) const;

 private:
  std::map<std::string, std::vector<double>> us_;
};

// Sets the counter "us": CPU time of this thread in the loop, divided by `units` (KB of text, or complaints).
class UnitTimer {
 public:
  explicit UnitTimer(benchmark::State& state);
  void Finish(double units);

 private:
  benchmark::State& state_;
  double begin_ = 0;
};

}  // namespace triage::bench

#endif  // TRIAGE_BENCH_MEASURED_H_
