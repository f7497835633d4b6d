#include "src/signals/words/prefixes.h"

#include <algorithm>

namespace triage::signals {
namespace {

size_t LevelOf(const std::string& prefix) { return std::min<size_t>(prefix.size() / 2 * 2, 8); }

uint64_t StartOf(const std::string& prefix) {
  uint64_t start = 0;
  std::memcpy(&start, prefix.data(), LevelOf(prefix));
  return start;
}

}  // namespace

PrefixTable::PrefixTable(std::vector<std::pair<std::string, uint32_t>> prefixes)
    : prefixes_(std::move(prefixes)) {
  std::sort(prefixes_.begin(), prefixes_.end(), [](const auto& a, const auto& b) {
    const size_t level_a = LevelOf(a.first), level_b = LevelOf(b.first);
    if (level_a != level_b) return level_a < level_b;
    const uint64_t start_a = StartOf(a.first), start_b = StartOf(b.first);
    return start_a != start_b ? start_a < start_b : a < b;
  });
  if (!prefixes_.empty()) starts_.resize(65536 / 64, 0);
  for (const auto& [prefix, value] : prefixes_) {
    uint16_t start;
    std::memcpy(&start, prefix.data(), 2);
    starts_[start / 64] |= uint64_t{1} << (start % 64);
  }
  for (size_t begin = 0; begin < prefixes_.size();) {
    const size_t bytes = LevelOf(prefixes_[begin].first);
    size_t end = begin;
    while (end < prefixes_.size() && LevelOf(prefixes_[end].first) == bytes) ++end;
    Level level;
    level.bytes = bytes;
    level.mask = bytes == 8 ? ~uint64_t{0} : ~(~uint64_t{0} << (8 * bytes));
    level.filter = HashFilter(end - begin);
    size_t slots = 1;
    while (slots < 2 * (end - begin) + 1) slots *= 2;
    level.slots.resize(slots);
    while (begin < end) {
      Slot slot;
      slot.start = StartOf(prefixes_[begin].first);
      slot.first = static_cast<uint32_t>(begin);
      for (; begin < end && StartOf(prefixes_[begin].first) == slot.start; ++begin) ++slot.count;
      const uint64_t hash = HashPair(slot.start, bytes);
      level.filter.Add(hash);
      size_t i = hash & (slots - 1);
      while (level.slots[i].count != 0) i = (i + 1) & (slots - 1);
      level.slots[i] = slot;
    }
    levels_.push_back(std::move(level));
  }
}

size_t PrefixTable::MemoryBytes() const {
  size_t bytes = prefixes_.capacity() * sizeof(prefixes_[0]) + starts_.capacity() * sizeof(uint64_t);
  for (const Level& level : levels_) {
    bytes += sizeof(Level) + level.filter.MemoryBytes() + level.slots.capacity() * sizeof(Slot);
  }
  return bytes;
}

}  // namespace triage::signals
