// How often a decision allocates once memory has settled: a host that keeps a Scratch and a Decision must not
// wait for the allocator. Counted is every operator new of the process, less what protobuf needs to hold the
// same decision.
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "bench/complaints.h"
#include "bench/corpus.h"
#include "bench/patterns.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/engine.h"

namespace {

std::atomic<int64_t> allocations{0};

void* Allocate(size_t bytes) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* const memory = std::malloc(bytes > 0 ? bytes : 1);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(size_t bytes) { return Allocate(bytes); }
void* operator new[](size_t bytes) { return Allocate(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace triage {
namespace {

using ::testing::Each;
using ::testing::Le;

constexpr int64_t kMostByDecision = 20;

std::vector<v1::Complaint> ComplaintsOf1Kb() {
  bench::CorpusOptions options;
  options.texts = 60;
  options.min_bytes = options.max_bytes = 960;  // with subject and closing about 1,024
  return bench::MakeComplaints(bench::GenerateCorpus(options));
}

// Of each complaint, in the third round over all of them: by then every buffer has met the longest.
std::vector<int64_t> OwnAllocations(const Engine& engine, const v1::Customer* customer) {
  const std::vector<v1::Complaint> complaints = ComplaintsOf1Kb();
  Scratch scratch;
  v1::Decision decision, copy;
  std::vector<int64_t> own(complaints.size(), 0);
  for (int round = 0; round < 3; ++round) {
    for (size_t i = 0; i < complaints.size(); ++i) {
      const int64_t before = allocations;
      engine.Triage(complaints[i], customer, bench::BenchNow(), scratch, &decision);
      const int64_t decided = allocations;
      copy.CopyFrom(decision);
      own[i] = (decided - before) - (allocations - decided);
    }
  }
  return own;
}

TEST(AllocationsTest, CounterCounts) {
  const int64_t before = allocations;
  std::vector<int> one(100);
  EXPECT_EQ(allocations - before, 1) << one.size();
}

TEST(AllocationsTest, AtMostTwentyByDecisionAtThousandPatterns) {
  const auto engine =
      Engine::Compile(bench::MakeRuleSet(bench::GeneratePatterns(1000, bench::RegexShare::kTenth)));
  ASSERT_TRUE(engine.ok()) << engine.status().message();
  const v1::Customer customer = bench::MakeCustomer();
  EXPECT_THAT(OwnAllocations(*engine, &customer), Each(Le(kMostByDecision)));
}

TEST(AllocationsTest, AtMostTwentyByDecisionWithoutCustomer) {
  const auto engine =
      Engine::Compile(bench::MakeRuleSet(bench::GeneratePatterns(1000, bench::RegexShare::kTenth)));
  ASSERT_TRUE(engine.ok()) << engine.status().message();
  EXPECT_THAT(OwnAllocations(*engine, nullptr), Each(Le(kMostByDecision)));
}

TEST(AllocationsTest, AtMostTwentyByDecisionWithHalfRegexes) {
  const auto engine =
      Engine::Compile(bench::MakeRuleSet(bench::GeneratePatterns(1000, bench::RegexShare::kHalf)));
  ASSERT_TRUE(engine.ok()) << engine.status().message();
  const v1::Customer customer = bench::MakeCustomer();
  EXPECT_THAT(OwnAllocations(*engine, &customer), Each(Le(kMostByDecision)));
}

TEST(AllocationsTest, AtMostTwentyByDecisionWithTheShippedHouse) {
  const auto engine = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/orchard.txtpb");
  ASSERT_TRUE(engine.ok()) << engine.status().message();
  const v1::Customer customer = bench::MakeCustomer();
  EXPECT_THAT(OwnAllocations(*engine, &customer), Each(Le(kMostByDecision)));
}

}  // namespace
}  // namespace triage
