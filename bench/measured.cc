#include "bench/measured.h"

#include <time.h>

#include <algorithm>
#include <cstdio>

namespace triage::bench {
namespace {

double ThreadMicros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

// "match/ours/1000/repeats:7" -> "match/ours/1000"
std::string PlainName(const std::string& name) {
  size_t end = 0;
  for (int slashes = 0; end < name.size() && (slashes += name[end] == '/' ? 1 : 0) < 3;) ++end;
  return name.substr(0, end);
}

}  // namespace

void Measured::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    const auto us = run.counters.find("us");
    if (run.run_type != Run::RT_Iteration || us == run.counters.end()) continue;
    us_[PlainName(run.benchmark_name())].push_back(us->second.value);
  }
  ConsoleReporter::ReportRuns(runs);
}

double Measured::Median(const std::string& name) const {
  const auto found = us_.find(name);
  if (found == us_.end()) return 0;
  std::vector<double> sorted = found->second;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

double Measured::Min(const std::string& name) const {
  const auto found = us_.find(name);
  return found == us_.end() ? 0 : *std::min_element(found->second.begin(), found->second.end());
}

void Measured::PrintTable() const {
  std::printf("\n%-40s %10s %10s\n", "microseconds", "min", "median");
  for (const auto& [name, unused] : us_)
    std::printf("%-40s %10.2f %10.2f\n", name.c_str(), Min(name), Median(name));
}

void Measured::Ratio(const std::string& what, const std::string& name, const std::string& by,
                     double at_most) const {
  if (Median(name) == 0 || Median(by) == 0) return;
  std::printf("ratio %-52s median %6.2f  min %6.2f", what.c_str(), Median(name) / Median(by),
              Min(name) / Min(by));
  if (at_most > 0) std::printf("  goal <= %.2f", at_most);
  std::printf("\n");
}

UnitTimer::UnitTimer(benchmark::State& state) : state_(state), begin_(ThreadMicros()) {}

void UnitTimer::Finish(double units) {
  state_.counters["us"] = units > 0 ? (ThreadMicros() - begin_) / units : 0;
}

}  // namespace triage::bench
