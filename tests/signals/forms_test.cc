// Word forms: TRUST needs no number for them; DESIGN 2 says that a keyword which misses them is a bug.
#include "src/signals/forms.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

using text::Language;

struct FormRow {
  std::string term;
  std::string form;
  bool expected;
};

void ExpectForms(Language language, const std::vector<FormRow>& rows) {
  for (const FormRow& row : rows) {
    SCOPED_TRACE(row.term + " -> " + row.form);
    const std::vector<std::string> forms = WordForms(text::Fold(row.term), language);
    EXPECT_EQ(std::count(forms.begin(), forms.end(), text::Fold(row.form)), row.expected ? 1 : 0);
  }
}

TEST(FormsTest, English) {
  ExpectForms(
      Language::kEnglish,
      {
          {"parcel", "parcel", true},     {"parcel", "parcels", true},       {"box", "boxes", true},
          {"watch", "watches", true},     {"crash", "crashed", true},        {"arrive", "arrives", true},
          {"arrive", "arrived", true},    {"arrive", "arriving", true},      {"refund", "refunded", true},
          {"refund", "refunding", true},  {"reply", "replies", true},        {"reply", "replied", true},
          {"reply", "replying", true},    {"delay", "delays", true},         {"delay", "delayed", true},
          {"ship", "shipped", true},      {"ship", "shipping", true},        {"rob", "robbed", true},
          {"invoice", "invoiced", true},  {"complain", "complaining", true}, {"see", "seeing", true},
          {"booking", "bookings", true},  {"address", "addresses", true},    {"Refund", "refunds", true},
          {"parcel", "parce", false},     {"parcel", "parcela", false},      {"damaged", "damageds", false},
          {"damaged", "damage", false},   {"delay", "delaies", false},       {"us", "used", false},
          {"no", "nos", false},           {"reply", "replys", false},        {"fire", "fir", false},
          {"order66", "order66s", false}, {"box", "boxxed", false},          {"refund", "unrefund", false},
      });
}

TEST(FormsTest, Romanian) {
  ExpectForms(Language::kRomanian, {
                                       {"colet", "coletul", true},
                                       {"colet", "coletului", true},
                                       {"colet", "colete", true},
                                       {"colet", "coletele", true},
                                       {"colet", "coletelor", true},
                                       {"factură", "factura", true},
                                       {"factură", "facturii", true},
                                       {"factură", "facturi", true},
                                       {"factură", "facturile", true},
                                       {"factură", "facturilor", true},
                                       {"casă", "casei", true},
                                       {"casă", "caselor", true},
                                       {"client", "clienți", true},
                                       {"client", "clienţii", true},
                                       {"client", "clientilor", true},
                                       {"cost", "costurile", true},
                                       {"livrare", "livrarea", true},
                                       {"livrare", "livrării", true},
                                       {"livrare", "livrărilor", true},
                                       {"reclamație", "reclamația", true},
                                       {"reclamație", "reclamației", true},
                                       {"reclamație", "reclamaţiilor", true},
                                       {"serviciu", "serviciul", true},
                                       {"serviciu", "serviciilor", true},
                                       {"lucru", "lucrurile", true},
                                       {"bani", "banii", true},
                                       {"bani", "banilor", true},
                                       {"spart", "spartă", true},
                                       {"spart", "sparte", true},
                                       {"comandă", "comenzi", false},
                                       {"noapte", "nopți", false},
                                       {"colet", "cole", false},
                                       {"nu", "nuul", false},
                                       {"la", "le", false},
                                       {"colet", "coletăria", false},
                                       {"foto", "fotoul", false},
                                   });
}

TEST(FormsTest, Italian) {
  ExpectForms(Language::kItalian, {
                                      {"rotto", "rotta", true},
                                      {"rotto", "rotti", true},
                                      {"rotto", "rotte", true},
                                      {"rotta", "rotto", true},
                                      {"pacco", "pacchi", true},
                                      {"pacchi", "pacco", true},
                                      {"banca", "banche", true},
                                      {"ordine", "ordini", true},
                                      {"ordini", "ordine", true},
                                      {"fattura", "fatture", true},
                                      {"rimborso", "rimborsi", true},
                                      {"negozio", "negozi", true},
                                      {"servizio", "servizi", true},
                                      {"arancia", "arance", true},
                                      {"spiaggia", "spiagge", true},
                                      {"albergo", "alberghi", true},
                                      {"lunga", "lunghe", true},
                                      {"cliente", "clienti", true},
                                      {"spedizione", "spedizioni", true},
                                      {"danneggiato", "danneggiata", true},
                                      {"Pacco", "pacchi", true},
                                      {"che", "cha", false},
                                      {"di", "da", false},
                                      {"pacco", "pacc", false},
                                      {"ordine", "ordin", false},
                                      {"città", "cittadino", false},
                                      {"bonus", "bonusi", false},
                                      {"email", "emails", false},
                                      {"rotto", "rottura", false},
                                      {"negozio", "negozianti", false},
                                  });
}

TEST(FormsTest, Hebrew) {
  ExpectForms(Language::kHebrew,
              {
                  {"חבילה", "החבילה", true},    {"חבילה", "בחבילה", true},    {"חבילה", "לחבילה", true},
                  {"חבילה", "מחבילה", true},    {"חבילה", "שחבילה", true},    {"חבילה", "כחבילה", true},
                  {"חבילה", "וחבילה", true},    {"חבילה", "והחבילה", true},   {"חבילה", "שהחבילה", true},
                  {"חבילה", "כשהחבילה", true},  {"חבילה", "וכשהחבילה", true}, {"חבילה", "מהחבילה", true},
                  {"חבילה", "ומהחבילה", true},  {"חבילה", "שבחבילה", true},   {"חבילה", "ובחבילה", true},
                  {"חבילה", "לכשהחבילה", true}, {"חבילה", "שמהחבילה", true},  {"שלום", "ושלום", true},
                  {"לא", "ולא", true},          {"לא", "שלא", true},          {"אש", "באש", true},
                  {"תיקון", "התיקון", true},    {"כֶּלֶב", "הכלב", true},        {"חבילה", "חבילות", false},
                  {"חבילה", "חבילתי", false},   {"חבילה", "ההחבילה", false},  {"חבילה", "הוחבילה", false},
                  {"חבילה", "בהחבילה", false},  {"חבילה", "אחבילה", false},   {"ש", "הש", false},
                  {"sms", "הsms", false},
              });
}

TEST(FormsTest, AnUnknownLanguageHasOneForm) {
  for (const std::string word : {"parcel", "חבילה", "colet", "pacco", "x", "12"}) {
    EXPECT_THAT(WordForms(word, Language::kUnknown), testing::ElementsAre(word));
  }
}

TEST(FormsTest, TheWordComesFirstAndNothingTwice) {
  for (const Language language :
       {Language::kEnglish, Language::kHebrew, Language::kRomanian, Language::kItalian}) {
    for (const std::string word : {"parcel", "pass", "bus", "agree", "חבילה", "ולא", "colet", "livrare",
                                   "pacco", "negozio", "bacio", "x", "3", "_", "internationalisation"}) {
      SCOPED_TRACE(word);
      std::vector<std::string> forms = WordForms(word, language);
      EXPECT_EQ(forms[0], word);
      EXPECT_LE(forms.size(), 64u);
      std::sort(forms.begin(), forms.end());
      EXPECT_EQ(std::adjacent_find(forms.begin(), forms.end()), forms.end());
    }
  }
}

}  // namespace
}  // namespace triage::signals
