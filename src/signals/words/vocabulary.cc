#include "src/signals/words/vocabulary.h"

namespace triage::signals {
namespace {

size_t PowerOfTwoFrom(size_t n) {
  size_t power = 1;
  while (power < n) power *= 2;
  return power;
}

}  // namespace

HashFilter::HashFilter(size_t keys) : words_(PowerOfTwoFrom(keys / 4 + 1), 0) {}

Vocabulary::Vocabulary(const std::vector<std::string>& words)
    : filter_(words.size()), slots_(PowerOfTwoFrom(words.size() * 2 + 1), Slot{0, kNone}) {
  slot_mask_ = slots_.size() - 1;
  entries_.reserve(words.size());
  for (const std::string& word : words) {
    const uint32_t id = static_cast<uint32_t>(entries_.size());
    const WordKey key = MakeWordKey(word, 0, static_cast<uint32_t>(word.size()));
    uint32_t offset = 0;
    if (word.size() > 16) {
      offset = static_cast<uint32_t>(long_words_.size());
      long_words_ += word;
    }
    entries_.push_back({key.low, key.high, static_cast<uint32_t>(word.size()), offset});
    filter_.Add(key.hash);
    size_t i = key.hash & slot_mask_;
    while (slots_[i].id != kNone) i = (i + 1) & slot_mask_;
    slots_[i] = {static_cast<uint32_t>(key.hash >> 32), id};
  }
}

}  // namespace triage::signals
