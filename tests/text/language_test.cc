#include "src/text/language.h"

#include <gtest/gtest.h>

#include <string>

#include "src/text/fold.h"

namespace triage::text {
namespace {

constexpr Language kEn = Language::kEnglish;
constexpr Language kHe = Language::kHebrew;
constexpr Language kRo = Language::kRomanian;
constexpr Language kIt = Language::kItalian;
constexpr Language kUnd = Language::kUnknown;

struct Row {
  Language language;
  const char* text;
};

const Row kRows[] = {
    {kEn, "My parcel never arrived."},
    {kEn, "Where is my order?"},
    {kEn, "The charger caught fire and burned my hand"},
    {kEn, "I want my money back"},
    {kEn, "THIS IS THE THIRD TIME I WRITE TO YOU"},
    {kEn, "you charged me twice for order A-10023"},
    {kEn, "Thank you for your help, everything works now."},
    {kEn, "no answer for two weeks"},
    {kEn, "What are your opening hours?"},
    {kEn, "Nobody was hurt, but it could have been worse."},
    {kEn, "still waiting for the refund"},
    {kEn, "Your driver was rude to my mother"},
    {kEn, "I can see other people's bills in the app"},
    {kEn, "cancel my account please"},
    {kEn, "It doesn't work anymore"},
    {kEn, "wrong item, broken box"},
    {kHe, "החבילה לא הגיעה"},
    {kHe, "איפה ההזמנה שלי?"},
    {kHe, "המטען עלה באש"},
    {kHe, "אני רוצה את הכסף בחזרה"},
    {kHe, "שלום"},
    {kHe, "חויבתי פעמיים על הזמנה A-10023"},
    {kHe, "תודה רבה על העזרה"},
    {kHe, "כבר שבועיים אין תשובה"},
    {kHe, "מתי אתם פתוחים?"},
    {kHe, "אף אחד לא נפגע"},
    {kHe, "ה-iPhone שקניתי הגיע שבור"},
    {kHe, "הַשֵּׁרוּת גָּרוּעַ"},
    {kHe, "השליח צעק על אמא שלי"},
    {kHe, "לבטל"},
    {kHe, "אני רואה באפליקציה חשבוניות של אנשים אחרים"},
    {kRo, "Coletul nu a ajuns."},
    {kRo, "Unde este comanda mea?"},
    {kRo, "Încărcătorul a luat foc și m-am ars la mână"},
    {kRo, "Vreau banii inapoi"},
    {kRo, "nu am primit nimic pana acum"},
    {kRo, "Sunt foarte nemulțumit de serviciul dumneavoastră"},
    {kRo, "M-ati taxat de doua ori pentru comanda A-10023"},
    {kRo, "Mulțumesc pentru ajutor"},
    {kRo, "astept raspuns de doua saptamani"},
    {kRo, "Care este programul magazinului?"},
    {kRo, "Nimeni nu a fost rănit"},
    {kRo, "produsul este defect"},
    {kRo, "Curierul a fost nepoliticos cu mama mea"},
    {kRo, "VREAU SĂ ANULEZ CONTUL"},
    {kRo, "vad in aplicatie facturile altor oameni"},
    {kRo, "ceasul s-a stricat dupa o zi"},
    {kIt, "Il pacco non è arrivato."},
    {kIt, "Dov'è il mio ordine?"},
    {kIt, "Il caricatore ha preso fuoco e mi sono bruciato la mano"},
    {kIt, "Rivoglio i miei soldi"},
    {kIt, "perche' nessuno risponde?"},
    {kIt, "Sono molto deluso del vostro servizio"},
    {kIt, "Mi avete addebitato due volte l'ordine A-10023"},
    {kIt, "Grazie per l'aiuto"},
    {kIt, "aspetto una risposta da due settimane"},
    {kIt, "Quali sono gli orari del negozio?"},
    {kIt, "Nessuno si è fatto male"},
    {kIt, "il prodotto è rotto"},
    {kIt, "Il corriere è stato scortese con mia madre"},
    {kIt, "VORREI CHIUDERE IL CONTO"},
    {kIt, "vedo nell'app le fatture di altre persone"},
    {kIt, "buongiorno, ancora nessuna consegna"},
    {kUnd, ""},
    {kUnd, "12345"},
    {kUnd, "A-10023 / 17.5 / 2026-05-22"},
    {kUnd, "\xF0\x9F\x98\xA1\xF0\x9F\x98\xA1\xF0\x9F\x98\xA1"},
    {kUnd, "?! !!! ..."},
    {kUnd, "Das Paket ist nicht angekommen und ich warte noch"},
    {kUnd, "El paquete no ha llegado y nadie me contesta"},
    {kUnd, "Le colis n'est pas arrivé et je suis très déçu"},
    {kUnd, "A encomenda não chegou e ninguém responde"},
    {kUnd, "Het pakket is niet aangekomen en ik wacht al een week"},
    {kUnd, "Посылка не пришла"},
    {kUnd, "الطرد لم يصل بعد"},
    {kUnd, "包裹没有到"},
    {kUnd, "xqzt"},
};

TEST(GuessLanguage, KnowsTheFourAndNoOther) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.text);
    const LanguageGuess guess = GuessLanguage(Fold(row.text));
    EXPECT_EQ(Tag(guess.language), Tag(row.language));
    if (guess.language == kUnd) {
      EXPECT_EQ(guess.confidence_percent, 0);
    } else {
      EXPECT_GE(guess.confidence_percent, 1);
      EXPECT_LE(guess.confidence_percent, 100);
    }
  }
}

// TRUST 57: several languages in one text: the one of most of it.
TEST(GuessLanguage, TakesTheLanguageOfMostOfAMixedText) {
  EXPECT_EQ(GuessLanguage(Fold("I bought the שולחן from your store and it is broken")).language, kEn);
  EXPECT_EQ(GuessLanguage(Fold("קניתי Galaxy Buds Pro והם לא עובדים בכלל כבר שבוע")).language, kHe);
  EXPECT_EQ(
      GuessLanguage(Fold("Buna ziua, am cumparat un power bank si nu mai functioneaza, thank you")).language,
      kRo);
  EXPECT_EQ(GuessLanguage(Fold("Il tracking dice delivered ma il pacco non è mai arrivato")).language, kIt);
}

TEST(GuessLanguage, AHintSettlesATieAndTipsAWeakGuess) {
  const std::string words = Fold("xqzt brmpf");
  EXPECT_EQ(GuessLanguage(words).language, kUnd);
  EXPECT_EQ(GuessLanguage(words, kRo).language, kRo);
  EXPECT_LE(GuessLanguage(words, kRo).confidence_percent, 50);
}

TEST(GuessLanguage, AHintDoesNotOutweighTheText) {
  EXPECT_EQ(GuessLanguage(Fold("My parcel never arrived."), kIt).language, kEn);
  EXPECT_EQ(GuessLanguage(Fold("החבילה לא הגיעה"), kEn).language, kHe);
  EXPECT_EQ(GuessLanguage(Fold("Das Paket ist nicht angekommen und ich warte noch"), kIt).language, kUnd);
}

TEST(GuessLanguage, AHintSaysNothingAboutDigits) {
  EXPECT_EQ(GuessLanguage(Fold("12345"), kEn).language, kUnd);
  EXPECT_EQ(GuessLanguage(Fold("\xF0\x9F\x98\xA1"), kHe).language, kUnd);
  EXPECT_EQ(GuessLanguage(Fold("Посылка не пришла"), kRo).language, kUnd);
}

TEST(GuessLanguage, LongerTextIsSurer) {
  const std::string one = Fold("the parcel");
  const std::string many =
      Fold("the parcel never arrived and nobody from your support has answered my three mails");
  EXPECT_LT(GuessLanguage(one).confidence_percent, GuessLanguage(many).confidence_percent);
}

TEST(GuessLanguage, ReadsOnlyTheBeginning) {
  const std::string digits(LanguageTally::kMaxBytes, '1');
  EXPECT_EQ(GuessLanguage(digits + " where is my parcel").language, kUnd);
}

TEST(LanguageTally, CountsOverPieces) {
  LanguageTally tally;
  tally.Add(Fold("12345"));
  EXPECT_EQ(tally.Guess().language, kUnd);
  tally.Add(Fold("where is my parcel"));
  EXPECT_EQ(tally.Guess().language, kEn);
}

TEST(Language, TagsGoBothWays) {
  for (const Language language : {kEn, kHe, kRo, kIt, kUnd}) EXPECT_EQ(FromTag(Tag(language)), language);
  const struct {
    const char* tag;
    Language language;
  } rows[] = {{"en-GB", kEn}, {"EN_us", kEn}, {"iw", kHe},       {"he-IL", kHe}, {"ro-MD", kRo}, {"It", kIt},
              {"", kUnd},     {"de", kUnd},   {"english", kUnd}, {"e", kUnd},    {"-en", kUnd}};
  for (const auto& row : rows) EXPECT_EQ(FromTag(row.tag), row.language) << row.tag;
  EXPECT_EQ(Tag(kUnd), "und");
}

}  // namespace
}  // namespace triage::text
