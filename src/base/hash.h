// Hashes of short keys for tables in memory: quick, the same on every machine with little-endian words.
//
// Not for fingerprints that are stored or shown, and not keyed: use them where a hit is compared with the
// stored key byte by byte, and where the keys of the table come from a trusted side (rules, not complaints).
// Then a hostile text can at worst make a look-up probe once more.
//
//   uint64_t a = HashPair(low, high);     // two words of key
//   uint64_t b = HashBytes("delivery");   // any length; cost: about a nanosecond for 16 bytes
//
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_BASE_HASH_H_
#define TRIAGE_SRC_BASE_HASH_H_

#include <cstdint>
#include <cstring>
#include <string_view>

namespace triage {

// Two odd multipliers. The good bits of a product are its upper ones: one product is turned half round,
// and a last fold brings the upper half into the lower one.
inline uint64_t HashPair(uint64_t low, uint64_t high) {
  const uint64_t a = low * 0x9E3779B97F4A7C15u;
  const uint64_t b = high * 0xC2B2AE3D27D4EB4Fu;
  const uint64_t h = a ^ (b << 32 | b >> 32);
  return h ^ (h >> 32);
}

inline uint64_t HashBytes(std::string_view bytes) {
  uint64_t h = bytes.size();
  while (bytes.size() >= 16) {
    uint64_t low, high;
    std::memcpy(&low, bytes.data(), 8);
    std::memcpy(&high, bytes.data() + 8, 8);
    h = HashPair(h ^ low, high);
    bytes.remove_prefix(16);
  }
  uint64_t rest[2] = {0, 0};
  if (!bytes.empty()) std::memcpy(rest, bytes.data(), bytes.size());
  return HashPair(h ^ rest[0], rest[1]);
}

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_HASH_H_
