// Times of many calls, in constant memory: minimum, median and percentiles to within 1 percent.
//
//   Latencies latencies;
//   for (...) latencies.Add(nanoseconds);
//   latencies.Quantile(0.5);   // nanoseconds; 0 where nothing was added
//
// Buckets of one nanosecond up to 256, then 128 for each doubling. Adding takes constant time.
// Thread-compatible.
#ifndef TRIAGE_SRC_CLI_OUTPUT_LATENCIES_H_
#define TRIAGE_SRC_CLI_OUTPUT_LATENCIES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace triage::cli {

class Latencies {
 public:
  Latencies();

  void Add(int64_t nanoseconds);  // below 0 counts as 0
  int64_t count() const { return count_; }
  int64_t min() const { return count_ == 0 ? 0 : min_; }
  int64_t sum() const { return sum_; }
  // The smallest value that at least this share (0..1) of all do not exceed.
  int64_t Quantile(double share) const;

 private:
  std::vector<int64_t> buckets_;
  int64_t count_ = 0;
  int64_t min_ = 0;
  int64_t sum_ = 0;
};

// 7412 nanoseconds as "7.41", in microseconds.
std::string Microseconds(int64_t nanoseconds);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_OUTPUT_LATENCIES_H_
