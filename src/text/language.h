// A guess at the language of a text, among the languages that the library ships words for.
#ifndef TRIAGE_SRC_TEXT_LANGUAGE_H_
#define TRIAGE_SRC_TEXT_LANGUAGE_H_

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

// Guesses from a shadow text (fold.h): script for Hebrew, function words for the others. `hint` is a
// language that the host or the CRM knows: it settles a tie and tips a weak guess, never more.
// kUnknown for digits, emoji, order numbers, other languages. Linear, at most the first 4 KiB are read.
// Thread-safe.
LanguageGuess GuessLanguage(std::string_view shadow, Language hint = Language::kUnknown);

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_LANGUAGE_H_
