// The table of all words that rules ask for, made for texts of which most words are in no rule.
//
//   const Vocabulary vocabulary({"parcel", "lost"});
//   WordKey key = MakeWordKey(text, begin, end);
//   if (vocabulary.MayHold(key.hash)) id = vocabulary.Find(key, word);   // 0, 1, or kNone for any other
//
// A word of up to 16 bytes is its own key, so a look-up compares two machine words; a longer one is
// compared byte by byte. Find never mistakes one word for another, whatever the hash.
//
// Cost: MayHold one read of 2 bits for each word in the table; Find about three reads. Memory: about 60
// bytes a word. Immutable: thread-safe.
#ifndef TRIAGE_SRC_SIGNALS_WORDS_VOCABULARY_H_
#define TRIAGE_SRC_SIGNALS_WORDS_VOCABULARY_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/hash.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace triage::signals {

// Bits of hashes: says "no" for nearly all keys that were not added, never for one that was.
class HashFilter {
 public:
  HashFilter() : words_(1, 0) {}
  // For about `keys` keys, of 16 bits each.
  explicit HashFilter(size_t keys);
  void Add(uint64_t hash) { words_[Index(hash)] |= Mask(hash); }
  bool MayHold(uint64_t hash) const {
    const uint64_t mask = Mask(hash);
    return (words_[Index(hash)] & mask) == mask;
  }
  size_t MemoryBytes() const { return words_.capacity() * sizeof(uint64_t); }

 private:
  static uint64_t Mask(uint64_t hash) { return uint64_t{1} << (hash & 63) | uint64_t{1} << (hash >> 6 & 63); }
  size_t Index(uint64_t hash) const { return (hash >> 12) & (words_.size() - 1); }
  std::vector<uint64_t> words_;  // a power of two of them
};

struct WordKey {
  uint64_t low = 0;   // the first 8 bytes, zero-padded
  uint64_t high = 0;  // the next 8; for a word above 16 bytes, a hash of all of it
  uint64_t hash = 0;
};

// Reads 16 bytes and keeps the first `size` of them, 0 to 16.
inline void ReadKeyBytes(const char* p, uint32_t size, WordKey* key) {
#if defined(__SSE2__)
  alignas(16) static constexpr uint64_t kKeep[4] = {~uint64_t{0}, ~uint64_t{0}, 0, 0};
  const __m128i keep =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(reinterpret_cast<const char*>(kKeep) + 16 - size));
  const __m128i bytes = _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), keep);
  key->low = static_cast<uint64_t>(_mm_cvtsi128_si64(bytes));
  key->high = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(bytes, bytes)));
#else
  std::memcpy(&key->low, p, 8);
  std::memcpy(&key->high, p + 8, 8);
  const uint32_t low_size = size < 8 ? size : 8;
  const uint32_t low_shift = 4 * (8 - low_size), high_shift = 4 * (8 - (size - low_size));
  // Twice half of it: one shift cannot lose all 64 bits.
  key->low &= ~uint64_t{0} >> low_shift >> low_shift;
  key->high &= ~uint64_t{0} >> high_shift >> high_shift;
#endif
}

// The key of text[begin, end). Reads 16 bytes at `begin` where the text has them.
inline WordKey MakeWordKey(std::string_view text, uint32_t begin, uint32_t end) {
  WordKey key;
  const uint32_t size = end - begin;
  if (size <= 16 && begin + size_t{16} <= text.size()) {
    // Without branches: lengths of words are random, so a branch on them would be guessed wrong.
    ReadKeyBytes(text.data() + begin, size, &key);
  } else {
    std::memcpy(&key.low, text.data() + begin, size < 8 ? size : 8);
    if (size > 16) {
      key.high = HashBytes(text.substr(begin, size));
    } else if (size > 8) {
      std::memcpy(&key.high, text.data() + begin + 8, size - 8);
    }
  }
  key.hash = HashPair(key.low, key.high);
  return key;
}

class Vocabulary {
 public:
  static constexpr uint32_t kNone = ~uint32_t{0};

  Vocabulary() : Vocabulary(std::vector<std::string>()) {}
  // Word i of `words`, none empty and none twice, has the id i.
  explicit Vocabulary(const std::vector<std::string>& words);

  bool MayHold(uint64_t hash) const { return filter_.MayHold(hash); }

  // The id of `word`, whose key is `key`.
  uint32_t Find(const WordKey& key, std::string_view word) const {
    const uint32_t tag = static_cast<uint32_t>(key.hash >> 32);
    for (size_t i = key.hash & slot_mask_;; i = (i + 1) & slot_mask_) {
      const Slot slot = slots_[i];
      if (slot.id == kNone) return kNone;
      if (slot.tag == tag && Equal(entries_[slot.id], key, word)) return slot.id;
    }
  }

  size_t size() const { return entries_.size(); }
  size_t MemoryBytes() const {
    return filter_.MemoryBytes() + slots_.capacity() * sizeof(Slot) + entries_.capacity() * sizeof(Entry) +
           long_words_.capacity();
  }

 private:
  struct Slot {
    uint32_t tag;
    uint32_t id;  // kNone: free
  };
  struct Entry {
    uint64_t low;
    uint64_t high;
    uint32_t size;
    uint32_t offset;  // into long_words_, for words above 16 bytes
  };

  bool Equal(const Entry& entry, const WordKey& key, std::string_view word) const {
    if (entry.low != key.low || entry.high != key.high || entry.size != word.size()) return false;
    return entry.size <= 16 || std::string_view(long_words_).substr(entry.offset, entry.size) == word;
  }

  HashFilter filter_;
  std::vector<Slot> slots_;  // a power of two of them, at most half in use
  size_t slot_mask_ = 0;
  std::vector<Entry> entries_;
  std::string long_words_;
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_WORDS_VOCABULARY_H_
