// Compile time and memory.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "bench/peers.h"
#include "bench/stages.h"
#include "triage/engine.h"

namespace triage::bench {
namespace {

// Of the process, from the kernel; 0 where it does not say.
double ResidentMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace

void PrintOnce() {
  std::printf("\n%-36s %10s %12s\n", "built once", "seconds", "RSS +MB");
  for (const size_t count : {100, 1000, 10000}) {
    for (const RegexShare share : {RegexShare::kTenth, RegexShare::kHalf}) {
      if (share == RegexShare::kHalf && count != 1000) continue;
      const std::string label = std::to_string(count) + (share == RegexShare::kHalf ? "half" : "");
      const std::vector<Pattern> patterns = GeneratePatterns(count, share);
      const v1::RuleSet rules = MakeRuleSet(patterns);
      const auto measure = [&](const std::string& name,
                               const std::function<std::string(std::shared_ptr<void>*)>& build) {
        malloc_trim(0);
        const double before = ResidentMegabytes();
        const auto begin = std::chrono::steady_clock::now();
        std::shared_ptr<void> kept;
        const std::string note = build(&kept);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        malloc_trim(0);
        std::printf("%-36s %10.3f %12.1f   %s\n", (name + "/" + label).c_str(), seconds.count(),
                    ResidentMegabytes() - before, note.c_str());
      };
      measure("engine", [&](std::shared_ptr<void>* kept) -> std::string {
        absl::StatusOr<Engine> engine = Engine::Compile(rules);
        if (!engine.ok()) return std::string(engine.status().message());
        char note[80];
        std::snprintf(
            note, sizeof(note), "MemoryBytes %.2f MB by 1,000 patterns",
            static_cast<double>(engine->MemoryBytes()) / static_cast<double>(count) * 1000 / (1 << 20));
        *kept = std::make_shared<Engine>(*std::move(engine));
        return note;
      });
      for (const std::string& name : PeerNames()) {
        measure(name == "ours" ? "matcher" : name, [&](std::shared_ptr<void>* kept) -> std::string {
          std::shared_ptr<Peer> peer = MakePeer(name, patterns);
          *kept = peer;
          return peer == nullptr ? "not available here" : "";
        });
      }
    }
  }
}

}  // namespace triage::bench
