// A guess at the language of a text, among the languages that the library ships words for.
//
//   GuessLanguage(Fold("il pacco non è arrivato"));     // {kItalian, 84}
//   GuessLanguage(Fold("A-10023 / 17.5"));              // {kUnknown, 0}
//
// Hebrew is known by its letters; English, Romanian and Italian by function words, words of this field and
// endings, weighed against those of their neighbours (Spanish, French, German, ...), which give kUnknown. One
// or two words are often too little. Reads at most the first 4 KiB, and stops when the case is clear: under 1
// microsecond. Thread-safe: pure functions; LanguageTally is thread-compatible.
#ifndef TRIAGE_SRC_TEXT_LANGUAGE_H_
#define TRIAGE_SRC_TEXT_LANGUAGE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace triage::text {

enum class Language : uint8_t { kUnknown, kEnglish, kHebrew, kRomanian, kItalian };

// The BCP 47 tag: "en", "he", "ro", "it"; "und" for kUnknown.
std::string_view Tag(Language language);

// The language of a tag; only the primary subtag counts ("en-GB" is kEnglish, "iw" is kHebrew), in any
// case. kUnknown for all others.
Language FromTag(std::string_view tag);

struct LanguageGuess {
  Language language = Language::kUnknown;
  int confidence_percent = 0;  // 0..100; 0 where the language is kUnknown
};

// Counts over several pieces of a shadow text (fold.h), then guesses.
class LanguageTally {
 public:
  static constexpr size_t kMaxBytes = 4096;  // of all pieces together

  void Add(std::string_view shadow);

  // `hint` is a language that the host or the CRM knows: it settles a tie and tips a weak guess, never more.
  // It says nothing about a text without words in its script.
  LanguageGuess Guess(Language hint = Language::kUnknown) const;

 private:
  static constexpr int kScores = 4;  // English, Romanian, Italian, all others in Latin letters

  bool IsClear() const;

  size_t bytes_ = 0;
  int hebrew_letters_ = 0;
  int latin_letters_ = 0;
  int other_bytes_ = 0;  // of words in other scripts
  int score_[kScores] = {};
};

// A tally of one piece.
LanguageGuess GuessLanguage(std::string_view shadow, Language hint = Language::kUnknown);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_LANGUAGE_H_
