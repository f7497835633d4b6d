// The table of beginnings of words: which of them does a word of the text have?
//
//   const PrefixTable table({{"injur", 7}, {"ins", 9}});
//   table.ForEach(key, "injury", [](uint32_t value) { ... });     // 7
//   table.ForEach(key, "island", [](uint32_t value) { ... });     // never called
//
// A prefix is filed under its first 2, 4, 6 or 8 bytes, as many as it has, so that a word needs at most four
// look-ups, most of them one read of a filter. Memory: about 40 bytes a prefix. Immutable: thread-safe.
#ifndef TRIAGE_SRC_SIGNALS_WORDS_PREFIXES_H_
#define TRIAGE_SRC_SIGNALS_WORDS_PREFIXES_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/signals/words/vocabulary.h"

namespace triage::signals {

class PrefixTable {
 public:
  static constexpr size_t kMinBytes = 2;

  PrefixTable() = default;
  // Prefixes of at least kMinBytes, each with a value; the same prefix may come with several values.
  explicit PrefixTable(std::vector<std::pair<std::string, uint32_t>> prefixes);

  bool empty() const { return levels_.empty(); }

  // False for most words of which no prefix is in a table that is not large: one read by the first two bytes
  // of the word, or of the word and what follows it.
  bool MayStart(const char* word) const {
    uint16_t start;
    std::memcpy(&start, word, 2);
    return (starts_[start / 64] >> (start % 64) & 1) != 0;
  }

  // Calls `found` with the value of each prefix of `word`, whose key is `key`.
  template <typename Found>
  void ForEach(const WordKey& key, std::string_view word, const Found& found) const {
    for (const Level& level : levels_) {
      if (word.size() < level.bytes) return;
      const uint64_t start = key.low & level.mask;
      const uint64_t hash = HashPair(start, level.bytes);
      if (!level.filter.MayHold(hash)) continue;
      for (size_t i = hash & (level.slots.size() - 1); level.slots[i].count != 0;
           i = (i + 1) & (level.slots.size() - 1)) {
        const Slot& slot = level.slots[i];
        if (slot.start != start) continue;
        for (uint32_t e = slot.first; e < slot.first + slot.count; ++e) {
          if (word.substr(0, prefixes_[e].first.size()) == prefixes_[e].first) found(prefixes_[e].second);
        }
        break;
      }
    }
  }

  size_t MemoryBytes() const;

 private:
  struct Slot {
    uint64_t start = 0;  // the bytes that the prefixes share
    uint32_t first = 0;  // in prefixes_
    uint32_t count = 0;  // 0: free
  };
  struct Level {
    size_t bytes = 0;
    uint64_t mask = 0;
    HashFilter filter;
    std::vector<Slot> slots;
  };
  std::vector<uint64_t> starts_;  // a bit for each pair of bytes; empty where there are no prefixes
  std::vector<Level> levels_;     // those in use, the shortest first
  std::vector<std::pair<std::string, uint32_t>> prefixes_;
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_WORDS_PREFIXES_H_
