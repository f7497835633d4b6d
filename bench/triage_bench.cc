// Measures triage beside its peers in one process. See bench/README.md.
//
//   triage_bench                                   # all, then the ratios
//   triage_bench --benchmark_filter=whole/         # flags of Google Benchmark work
//   triage_bench --check                           # ids, spans and decisions that differ: must end in 0
//   triage_bench --data=FOLDER                     # texts of the JSON Lines files there, instead of
//   generated ones triage_bench --once                            # compile time and memory alone
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bench/stages.h"

int main(int argc, char** argv) {
  using namespace triage::bench;
  std::string data;
  bool check = false, once = false;
  // First, so that the caller's own come last and win. Interleaved, so that a noisy minute meets all
  // contenders.
  std::vector<std::string> flags = {argv[0], "--benchmark_enable_random_interleaving=true",
                                    "--benchmark_repetitions=7", "--benchmark_min_time=0.2",
                                    "--benchmark_color=false"};
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "--check") {
      check = true;
    } else if (flag == "--once") {
      once = true;
    } else if (flag.substr(0, 7) == "--data=") {
      data = std::string(flag.substr(7));
    } else {
      flags.emplace_back(flag);
    }
  }
  std::vector<char*> arguments;
  for (std::string& flag : flags) arguments.push_back(flag.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

  if (once) {
    PrintOnce();
    return 0;
  }
  const Corpus corpus = data.empty() ? GenerateCorpus({}) : ReadCorpus(data, {});
  if (corpus.texts.empty()) {
    std::fprintf(stderr, "triage_bench: no texts in %s\n", data.c_str());
    return 2;
  }
  std::printf("%zu texts, %.1f KB\n", corpus.texts.size(), static_cast<double>(corpus.bytes) / 1024);
  if (check) return Check(corpus) == 0 ? 0 : 1;

  RegisterMatch(corpus);
  RegisterWhole(corpus);
  Measured measured;
  benchmark::RunSpecifiedBenchmarks(&measured);
  benchmark::Shutdown();
  measured.PrintTable();
  std::printf("\n");
  PrintMatchRatios(measured);
  PrintWholeRatios(measured);
  return 0;
}
