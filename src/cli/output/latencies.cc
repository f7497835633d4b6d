#include "src/cli/output/latencies.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"

namespace triage::cli {
namespace {

constexpr int kFineBits = 7;                         // 128 buckets a doubling
constexpr int64_t kExact = int64_t{2} << kFineBits;  // one bucket a value below this
constexpr int kDoublings = 63 - kFineBits - 1;

int HighestBit(int64_t value) {
  int bit = 0;
  while (value > 1) {
    value >>= 1;
    ++bit;
  }
  return bit;
}

size_t BucketOf(int64_t value) {
  if (value < kExact) return static_cast<size_t>(value);
  const int shift = HighestBit(value) - kFineBits;
  return static_cast<size_t>(shift * (kExact / 2) + (value >> shift));
}

// The middle of a bucket.
int64_t ValueOf(size_t bucket) {
  const int64_t index = static_cast<int64_t>(bucket);
  if (index < kExact) return index;
  const int64_t half = kExact / 2;
  const int shift = static_cast<int>(index / half) - 1;
  return ((half + index % half) << shift) + (int64_t{1} << shift) / 2;
}

}  // namespace

Latencies::Latencies() : buckets_(static_cast<size_t>(kExact + kDoublings * (kExact / 2))) {}

void Latencies::Add(int64_t nanoseconds) {
  const int64_t value = std::max<int64_t>(0, nanoseconds);
  ++buckets_[std::min(BucketOf(value), buckets_.size() - 1)];
  min_ = count_ == 0 ? value : std::min(min_, value);
  sum_ += value;
  ++count_;
}

int64_t Latencies::Quantile(double share) const {
  const auto wanted =
      static_cast<int64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count_)));
  int64_t seen = 0;
  for (size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen > 0 && seen >= wanted) return std::max(min_, ValueOf(bucket));
  }
  return 0;
}

std::string Microseconds(int64_t nanoseconds) {
  return absl::StrFormat("%.2f", static_cast<double>(nanoseconds) / 1e3);
}

}  // namespace triage::cli
