// Stops a fuzz target at a broken promise, so that libFuzzer keeps the input.
#ifndef TRIAGE_TESTS_FUZZ_EXPECT_H_
#define TRIAGE_TESTS_FUZZ_EXPECT_H_

#include <cstdio>
#include <cstdlib>
#include <string>

namespace triage::fuzz {

inline void Expect(bool holds, const std::string& promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise.c_str());
  std::abort();
}

}  // namespace triage::fuzz

#endif  // TRIAGE_TESTS_FUZZ_EXPECT_H_
