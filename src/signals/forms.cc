#include "src/signals/forms.h"

#include <algorithm>
#include <initializer_list>

namespace triage::signals {
namespace {

// The shortest words that inflect, in letters. Shorter ones are particles and pronouns ("us", "la", "di"),
// and what one makes of them by endings are other words.
constexpr size_t kMinEnglish = 3;
constexpr size_t kMinRomanian = 4;
constexpr size_t kMinItalian = 4;
constexpr size_t kMinHebrew = 2;

constexpr size_t kMaxForms = 64;

using Endings = std::initializer_list<std::string_view>;

bool EndsWith(std::string_view word, std::string_view end) {
  return word.size() >= end.size() && word.substr(word.size() - end.size()) == end;
}

bool EndsWithOneOf(std::string_view word, Endings ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return EndsWith(word, end); });
}

bool OnlyLatinLetters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

void Add(std::string_view stem, Endings endings, std::vector<std::string>* forms) {
  for (const std::string_view ending : endings) forms->push_back(std::string(stem) + std::string(ending));
}

// parcel: parcels, parceled, parceling     box: boxes          arrive: arrives, arrived, arriving
// reply: replies, replied, replying        ship: shipped, shipping
// Irregular forms (lose, lost; break, broke) are terms of their own, and so are words that already end in
// -ed or -ing: "damaged" has one form, "packaging" a plural.
void English(std::string_view word, std::vector<std::string>* forms) {
  const char last = word.back();
  const char before = word[word.size() - 2];
  if (EndsWith(word, "ed")) return;
  if (EndsWith(word, "ing")) return Add(word, {"s"}, forms);
  if (last == 'y' && !IsVowel(before)) {
    Add(word.substr(0, word.size() - 1), {"ies", "ied"}, forms);
    return Add(word, {"ing"}, forms);
  }
  if (last == 'e') {
    Add(word, {"s", "d"}, forms);
    // see: seeing; arrive: arriving
    return Add(IsVowel(before) ? word : word.substr(0, word.size() - 1), {"ing"}, forms);
  }
  if (EndsWithOneOf(word, {"s", "x", "z", "ch", "sh", "o"})) Add(word, {"es"}, forms);
  Add(word, {"s", "ed", "ing"}, forms);
  // One vowel before one consonant, in a word of one syllable: ship, stop, drop, rob.
  const auto vowels = std::count_if(word.begin(), word.end(), IsVowel);
  if (vowels == 1 && IsVowel(before) && !IsVowel(last) && last != 'w' && last != 'x' && last != 'y') {
    const std::string doubled = std::string(word) + last;
    Add(doubled, {"ed", "ing"}, forms);
  }
}

// colet: coletul, coletului, colete, coletele, coletelor; client: clienti, clientii, clientilor; spart:
// sparta, sparte, sparti; contract: contracte; cost: costuri. factura: facturi, facturii, facturile,
// facturilor; casa: case, casei, casele, caselor. livrare: livrarea, livrari, livrarii, livrarilor;
// reclamatie: reclamatia, reclamatii, reclamatiei. serviciu: serviciul, servicii, serviciilor; lucru:
// lucruri. bani: banii, banilor. Changes inside the word (comanda, comenzi; noapte, nopti) are terms of their
// own.
void Romanian(std::string_view word, std::vector<std::string>* forms) {
  const std::string_view stem = word.substr(0, word.size() - 1);
  switch (word.back()) {
    case 'a':
      return Add(stem, {"e", "i", "ei", "ii", "ele", "ile", "elor", "ilor", "o"}, forms);
    case 'e':
      return Add(stem, {"ea", "a", "i", "ei", "ii", "ele", "ile", "elor", "ilor"}, forms);
    case 'u':
      Add(word, {"l", "lui", "ri", "rile", "rilor"}, forms);
      return Add(stem, {"i", "ii", "ile", "ilor", "e", "ele", "elor", "a", "ei"}, forms);
    case 'i':
      return Add(word, {"i", "le", "lor", "lea"}, forms);
    case 'o':
      return;  // foto, radio: they do not change
    default:
      return Add(word,
                 {"ul", "ului", "e", "ele", "elor", "i", "ii", "ilor", "ile", "uri", "urile", "urilor", "a",
                  "ei", "ule"},
                 forms);
  }
}

// rotto: rotta, rotti, rotte; ordine: ordini; pacco: pacchi; banca: banche; pacchi: pacco;
// negozio: negozi; arancia: arance. Verbs change more than that: their forms are terms of their own.
void Italian(std::string_view word, std::vector<std::string>* forms) {
  const char last = word.back();
  if (last != 'o' && last != 'a' && last != 'e' && last != 'i') return;
  std::string_view stem = word.substr(0, word.size() - 1);
  Add(stem, {"o", "a", "e", "i"}, forms);
  if (EndsWithOneOf(stem, {"ch", "gh"})) {
    stem.remove_suffix(1);
    Add(stem, {"o", "a"}, forms);
  }
  if (EndsWithOneOf(stem, {"c", "g"})) Add(stem, {"hi", "he"}, forms);
  if (EndsWith(stem, "i")) {
    Add(stem, {""}, forms);
    if (EndsWithOneOf(stem, {"ci", "gi"})) Add(stem.substr(0, stem.size() - 1), {"e"}, forms);
  }
}

// חבילה: החבילה, בחבילה, והחבילה, כשהחבילה, ...
// and (ו), that (ש), when (כש, לכש, מש) come first, in this order; then from, to, in, as (מ ל ב כ), then the
// (ה). The article melts into ב ל כ, not into מ. Suffixes (חבילתי) and plurals (חבילות) are terms of their
// own.
void Hebrew(std::string_view word, std::vector<std::string>* forms) {
  static constexpr std::string_view kFirst[] = {"", "ו", "ש", "וש", "כש", "וכש", "לכש", "ולכש", "מש"};
  static constexpr std::string_view kSecond[] = {"", "ה", "ב", "ל", "מ", "כ", "מה"};
  for (const std::string_view first : kFirst) {
    for (const std::string_view second : kSecond) {
      forms->push_back(std::string(first) + std::string(second) + std::string(word));
    }
  }
}

// Letters of a word that is Hebrew from end to end (two bytes each, U+05D0 to U+05EA), otherwise 0.
size_t HebrewLetters(std::string_view word) {
  if (word.size() % 2 != 0) return 0;
  for (size_t i = 0; i < word.size(); i += 2) {
    const auto second = static_cast<unsigned char>(word[i + 1]);
    if (static_cast<unsigned char>(word[i]) != 0xD7 || second < 0x90 || second > 0xAA) return 0;
  }
  return word.size() / 2;
}

}  // namespace

std::vector<std::string> WordForms(std::string_view folded_word, text::Language language) {
  std::vector<std::string> forms = {std::string(folded_word)};
  const bool latin = OnlyLatinLetters(folded_word);
  switch (language) {
    case text::Language::kEnglish:
      if (latin && folded_word.size() >= kMinEnglish) English(folded_word, &forms);
      break;
    case text::Language::kRomanian:
      if (latin && folded_word.size() >= kMinRomanian) Romanian(folded_word, &forms);
      break;
    case text::Language::kItalian:
      if (latin && folded_word.size() >= kMinItalian) Italian(folded_word, &forms);
      break;
    case text::Language::kHebrew:
      if (HebrewLetters(folded_word) >= kMinHebrew) Hebrew(folded_word, &forms);
      break;
    case text::Language::kUnknown:
      break;
  }
  std::vector<std::string> unique;
  for (std::string& form : forms) {
    if (std::find(unique.begin(), unique.end(), form) == unique.end()) unique.push_back(std::move(form));
  }
  if (unique.size() > kMaxForms) unique.resize(kMaxForms);
  return unique;
}

}  // namespace triage::signals
