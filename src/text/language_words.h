// The words by which LanguageTally (language.h) tells languages apart: a table built by the compiler.
//
// All words are folded, and known by their first 8 bytes, so that one comparison of an integer finds them
// ("multumes" stands for multumesc). A list holds words apart by a space; "-ul" is an ending. A word that
// several of our languages share stands in none of the lists, or in the weak list of each that uses it much
// more than the others do.
//   FindLanguageWord(WordKey("perche"))->score;     // 2, Italian
//   FindLanguageWord(WordKey("xyz"));               // null: says nothing
// Thread-safe: constants.
#ifndef TRIAGE_SRC_TEXT_LANGUAGE_WORDS_H_
#define TRIAGE_SRC_TEXT_LANGUAGE_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace triage::text {

// What a word says: `weight` points for LanguageTally::score_[score].
struct LanguageWord {
  uint64_t key = 0;  // 0: an empty slot
  uint8_t score = 0;
  uint8_t weight = 0;
};

// The first 8 bytes of a word as a number.
constexpr uint64_t WordKey(std::string_view word) {
  uint64_t key = 0;
  for (size_t i = 0; i < word.size() && i < 8; ++i) {
    key |= static_cast<uint64_t>(static_cast<unsigned char>(word[i])) << (8 * i);
  }
  return key;
}

// Bit n is set where the table has an ending of n letters, 2 to 5, with these as its last two. Most words
// have none, so most need no look-up.
unsigned EndingLengths(char last_but_one, char last);

// Null where the table has no such word.
const LanguageWord* FindLanguageWord(uint64_t key);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_LANGUAGE_WORDS_H_
