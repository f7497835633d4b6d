// Digests that are stored and shown: the fingerprint of a rule set, the id of a decision. XXH3, of the
// library xxHash: the same on every machine. Not cryptographic: they tell versions apart, they do not prove
// who wrote them.
//
//   std::string id = Digest128(bytes);   // 32 hexadecimal digits
//
// Thread-safe: pure functions.
#ifndef TRIAGE_SRC_BASE_DIGEST_H_
#define TRIAGE_SRC_BASE_DIGEST_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace triage {

// `seed` chains digests of several parts: the digest of each part is the seed of the next.
uint64_t Digest64(std::string_view bytes, uint64_t seed = 0);
std::string Digest128(std::string_view bytes);

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_DIGEST_H_
