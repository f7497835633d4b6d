// The forms in which a word of a term may stand in a text: the whole of the library's morphology.
//
// All on folded words (src/text/fold.h: no marks, no case), all liberal: a form that no speaker uses costs
// nothing, a missed one is a bug. Tables in forms.cc, with examples; tests/signals/forms_test.cc has more.
//   Hebrew:   prefixed particles, alone and in the orders in which they combine (ו ה ב ל מ ש כ, כש, וה)
//   Romanian: the enclitic articles, cases and plurals (colet, coletul, coletului, colete, coletele)
//   Italian:  the change of the final vowel (rotto, rotta, rotti, rotte; pacco, pacchi)
//   English:  -s, -es, -ed, -d, -ing, y to ies and ied, and the doubled consonant (ship, shipped)
// Elision (l'ordine) and possessives need nothing: an apostrophe ends a word in the shadow text. Changes
// inside a word (lose, lost; comanda, comenzi) are terms of their own.
//
//   WordForms("colet", Language::kRomanian);   // colet, coletul, coletului, colete, coletele, coletelor, ...
//   WordForms("la", Language::kRomanian);      // la: too short to inflect
//
// Cost: a few microseconds, when rules are compiled. Thread-safe: pure functions.
#ifndef TRIAGE_SRC_SIGNALS_FORMS_H_
#define TRIAGE_SRC_SIGNALS_FORMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "src/text/language.h"

namespace triage::signals {

// All forms of a folded word, the word itself first, without duplicates; at most 64. Words too short to
// inflect safely (the table says how short) and words of an unknown language have one form.
std::vector<std::string> WordForms(std::string_view folded_word, text::Language language);

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_FORMS_H_
