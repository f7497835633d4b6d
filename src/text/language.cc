#include "src/text/language.h"

#include <algorithm>

#include "src/text/fold.h"
#include "src/text/language_words.h"

namespace triage::text {
namespace {

constexpr int kOthers = 3;             // score_ of languages that are not ours
constexpr int kClearLead = 36;         // twelve words that only one language has
constexpr size_t kShortestEnding = 5;  // words with fewer bytes have no ending to speak of

constexpr Language kLatin[] = {Language::kEnglish, Language::kRomanian, Language::kItalian};

// The weight of a word by itself, or by its longest ending that says something.
const LanguageWord* Weigh(std::string_view word) {
  if (const LanguageWord* found = FindLanguageWord(WordKey(word))) return found;
  if (word.size() < kShortestEnding) return nullptr;
  const unsigned lengths = EndingLengths(word[word.size() - 2], word.back());
  for (size_t length = 5; length >= 2; --length) {
    if ((lengths >> length & 1u) == 0 || length + 2 > word.size()) continue;
    const uint64_t ending = WordKey(word.substr(word.size() - length)) << 8 | '-';
    if (const LanguageWord* found = FindLanguageWord(ending)) return found;
  }
  return nullptr;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x) == y; });
}

}  // namespace

std::string_view Tag(Language language) {
  switch (language) {
    case Language::kEnglish:
      return "en";
    case Language::kHebrew:
      return "he";
    case Language::kRomanian:
      return "ro";
    case Language::kItalian:
      return "it";
    case Language::kUnknown:
      break;
  }
  return "und";
}

Language FromTag(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  static constexpr struct {
    std::string_view tag;
    Language language;
  } kTags[] = {{"en", Language::kEnglish},   {"he", Language::kHebrew},   {"iw", Language::kHebrew},
               {"ro", Language::kRomanian},  {"mo", Language::kRomanian}, {"it", Language::kItalian},
               {"eng", Language::kEnglish},  {"heb", Language::kHebrew},  {"ron", Language::kRomanian},
               {"rum", Language::kRomanian}, {"ita", Language::kItalian}};
  for (const auto& known : kTags) {
    if (EqualsIgnoringCase(primary, known.tag)) return known.language;
  }
  return Language::kUnknown;
}

bool LanguageTally::IsClear() const {
  int best = 0;
  int all = 0;
  for (const int score : score_) {
    best = std::max(best, score);
    all += score;
  }
  return 2 * best - all >= kClearLead || (hebrew_letters_ >= 64 && hebrew_letters_ > 4 * latin_letters_);
}

void LanguageTally::Add(std::string_view shadow) {
  shadow = shadow.substr(0, kMaxBytes - bytes_);
  bytes_ += shadow.size();
  for (size_t i = 0; i < shadow.size();) {
    if (!IsWordByte(shadow[i])) {
      ++i;
      continue;
    }
    const size_t begin = i;
    int latin = 0;
    int hebrew = 0;
    for (; i < shadow.size() && IsWordByte(shadow[i]); ++i) {
      latin += shadow[i] >= 'a' && shadow[i] <= 'z' ? 1 : 0;
      hebrew += shadow[i] == '\xD7' ? 1 : 0;
    }
    const std::string_view word = shadow.substr(begin, i - begin);
    const int bytes = static_cast<int>(word.size());
    hebrew_letters_ += hebrew;
    latin_letters_ += latin;
    if (latin + 2 * hebrew == 0 && static_cast<unsigned char>(word[0]) >= 0x80) other_bytes_ += bytes;
    const LanguageWord* const found = latin == bytes ? Weigh(word) : nullptr;
    if (found != nullptr) score_[found->score] += found->weight;
    if ((found != nullptr || hebrew > 0) && IsClear()) return;
  }
}

LanguageGuess LanguageTally::Guess(Language hint) const {
  if (other_bytes_ > latin_letters_ + 2 * hebrew_letters_) return {};
  const int letters = latin_letters_ + hebrew_letters_;
  // A Hebrew word says about as much as two in Latin letters: it has no vowels, and brands are written in
  // Latin ones.
  if (hebrew_letters_ >= 2 && 5 * hebrew_letters_ >= 3 * latin_letters_) {
    return {Language::kHebrew, std::min(99, 40 + 60 * hebrew_letters_ / letters)};
  }
  if (latin_letters_ < 2) return {};

  int score[kScores];
  for (int i = 0; i < kScores; ++i) score[i] = 2 * score_[i];
  for (int i = 0; i < kOthers; ++i) score[i] += kLatin[i] == hint ? 3 : 0;  // less than one clear word
  int best = 0;
  for (int i = 1; i < kScores; ++i) {
    if (score[i] > score[best]) best = i;
  }
  int second = 0;
  bool tie = false;
  for (int i = 0; i < kScores; ++i) {
    if (i == best) continue;
    second = std::max(second, score[i]);
    tie = tie || score[i] == score[best];
  }
  if (best == kOthers || tie || score[best] == 0) return {};
  const int confidence = 100 * (score[best] - second) / (score[best] + second + 4);
  return {kLatin[best], std::clamp(confidence, 1, 99)};
}

LanguageGuess GuessLanguage(std::string_view shadow, Language hint) {
  LanguageTally tally;
  tally.Add(shadow);
  return tally.Guess(hint);
}

}  // namespace triage::text
