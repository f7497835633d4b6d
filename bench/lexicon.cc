#include "bench/lexicon.h"

#include <cmath>
#include <set>
#include <sstream>
#include <string_view>

namespace triage::bench {
namespace {

using text::Language;

struct Lists {
  std::string_view function;
  std::string_view stems;
  std::string_view endings;  // "-" is none
  std::string_view syllables;
  uint32_t content_words = 0;
  std::vector<std::string> openings;
  std::vector<std::string> closings;
};

const Lists& ListsOf(Language language) {
  static const Lists kEnglish = {
      "the a i to and it my was is of that in for you on not with have this but be me your so they at from "
      "are had when no we "
      "as which after still has been will if or what were an by there all out only again now more than just "
      "because them "
      "then would about who could until how before once very here their since",
      "parcel order invoice refund deliver courier driver packag box item charg account card bank pay bill "
      "amount price "
      "discount voucher email call phone agent manager shop store counter queue wait answer repl promis "
      "complain repair "
      "replac return broken crack scratch leak smell stain burn smok batter cabl plug screen keyboard kettl "
      "lamp chair table "
      "sofa mattress curtain carpet jacket boot shoe sweater zip button sleev colour siz fit labell warrant "
      "guarante "
      "subscrib cancel renew contract tarif meter connect signal router outag network website login password "
      "app update "
      "crash error screenshot photo document form sign address street neighbour door porch garden window "
      "warehouse depot "
      "track number code label scan customs import weight fee tax hotel room reserv flight seat luggag "
      "ticket train coach "
      "driver garag engin brak tyr insur claim assess damag accident child allerg ingredient bottl cream "
      "doctor pharmac "
      "apolog explain confus mislead advertis offer sampl review rating social messag chat transcript record "
      "evidence legal "
      "regulat consumer right polic data privat stranger access fraud block freez withdraw deposit transfer "
      "statement "
      "balanc interest loan mortgag credit score check verif identit passport licen expir",
      "- s ed ing er ment",
      "ba ber cal dor el fen gar hol ira jem kar lun mor nel oak per quin ros sel tor ulm ven wex yar zan "
      "bri cro dal esk fro "
      "gil hart ing jop kel lor mid nor orm pen rad stan thor urs vick west",
      6000,
      {"Dear customer service,", "Hello,", "To whom it may concern,",
       "Good morning, I am writing about my last order."},
      {"I look forward to hearing from you.", "Regards, Alex Morton", "Please answer me this week.",
       "Thank you, J. Hale"}};
  static const Lists kHebrew = {
      "את של על לא אני זה עם גם כל הוא היא אבל כי אם או מה יש אין עד רק כבר עוד מאוד היה הייתה לי לכם אתם "
      "שלי שלכם כמו אחרי לפני "
      "בלי איך מתי למה שם פה אותו אותה הם",
      "חביל הזמנ חשבונ משלוח שליח קופס מוצר חיוב כרטיס תשלומ סכומ מחיר הנח קופונ שיח טלפונ נציג מנהל חנות "
      "סניפ תור תשוב הבטח "
      "תלונ תיקונ החלפ החזר שבור סדוק דליפ ריח כתמ שרופ עשנ סולל כבל תקע מסכ מקלדת קומקומ מנור כיסא שולחנ ספ "
      "מזרנ וילונ שטיח "
      "מעיל נעל סוודר רוכסנ כפתור שרוול צבע מיד תווית אחריות מנוי ביטול חידוש חוז תעריפ מונ חיבור אות נתב "
      "תקל רשת אתר סיסמ "
      "אפליקצי עדכונ שגיא צילומ מסמכ טופס חתימ כתובת רחוב שכנ דלת גינ חלונ מחסנ מעקב מספר קוד מכס משקל עמל "
      "מלונ חדר טיס מושב "
      "מזווד כרטיסיי רכבת מוסכ מנוע בלמ צמיג ביטוח נזק תאונ ילד אלרגי בקבוק קרמ רופא התנצלות הסבר פרסומ הצע",
      "- ים ות ה י ת",
      "בר גל דור הר וין זיו חן טל יר כר לב מור נוי סלע עד פז צור קר רון שיר תמ אב אור אל",
      2600,
      {"שלום רב,", "לשירות הלקוחות,", "בוקר טוב, אני כותבת בעניין ההזמנה האחרונה שלי."},
      {"אשמח לתשובה מהירה.", "תודה, דנה לוי", "אני מחכה לתשובה השבוע."}};
  static const Lists kRomanian = {
      "și de la în că nu am cu pe să un o este mi pentru din mai se a fost dar care ce după până când foarte "
      "doar iar sau dacă "
      "ați au fi asta acum încă fără nici tot prin despre înainte eu îmi vă sunt era",
      "colet comand factur ramburs livrar curier șofer pachet cuti produs plat cont card banc sum preț "
      "reducer voucher apel "
      "telefon agent manager magazin coad aștept răspuns promisiun reclamați reparați înlocuir retur spart "
      "crăpat zgâriat "
      "mirosit pătat ars fum bateri cablu ștecher ecran tastatur fierbător lamp scaun mas canape saltea "
      "perde covor jachet "
      "gheat pantof pulover fermoar nastur mânec culoar mărim etichet garanți abonament anular contract "
      "tarif contor conexiun "
      "semnal router întreruper rețe parol aplicați actualizar eroar fotografi document formular semnătur "
      "adres strad vecin "
      "uș grădin fereastr depozit urmărir număr cod vam greutat tax hotel camer rezervar zbor loc bagaj "
      "bilet tren motor frân "
      "anvelop asigurar daun accident copil alergi sticl crem medic scuz explicați ofert",
      "- ul a e i ei le",
      "ba ciu dra elu flo gri hor ile jil lun mir nea ole pop rad stan tudo urs val zam bog cre dob",
      2600,
      {"Bună ziua,", "Stimați domni,", "Bună seara, vă scriu în legătură cu ultima mea comandă."},
      {"Aștept un răspuns.", "Cu stimă, Ioana Radu", "Vă rog să mă contactați săptămâna aceasta."}};
  static const Lists kItalian = {
      "il la di che e un una per non mi è in con ho del della sono ma da al alla si lo le i gli come più "
      "anche questo dopo "
      "quando ancora solo se o perché stato vostro mio mia prima senza sempre molto già fino nel dal ci ne "
      "chi dove",
      "pacc ordin fattur rimbors consegn corrier autist scatol prodott addebit cont cart banc pagament "
      "import prezz scont buon "
      "chiamat telefon operator responsabil negozi fil attes rispost promess reclam riparazion sostituzion "
      "res rott crepat "
      "graffiat perdit odor macchiat bruciat fum batteri cav spin scherm tastier bollitor lampad sedi tavol "
      "divan materass "
      "tend tappet giacc stivalett scarp maglion cernier botton manic color tagli etichett garanzi "
      "abbonament disdett rinnov "
      "contratt tariff contator connession segnal guast ret password applicazion aggiornament error fot "
      "document modul firm "
      "indirizz strad vicin port giardin finestr magazzin tracciatur numer codic dogan pes tass albergh "
      "camer prenotazion vol "
      "post bagagl bigliett tren motor fren gomm assicurazion dann incident bambin allergi bottigli crem "
      "medic scus "
      "spiegazion offert",
      "o a i e etto ato",
      "bel cas dal fer gal lor man nic ori pas ren sal tor val zan bru cor don fio gri lam mar",
      2600,
      {"Buongiorno,", "Spettabile servizio clienti,", "Gentili signori, vi scrivo per il mio ultimo ordine."},
      {"Resto in attesa di una vostra risposta.", "Cordiali saluti, Marco Ferri",
       "Vi prego di rispondermi entro la settimana."}};
  switch (language) {
    case Language::kHebrew:
      return kHebrew;
    case Language::kRomanian:
      return kRomanian;
    case Language::kItalian:
      return kItalian;
    default:
      return kEnglish;
  }
}

std::vector<std::string> Split(std::string_view list) {
  std::istringstream in{std::string(list)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace

uint64_t Random::Next() {
  state_ += 0x9e3779b97f4a7c15U;
  uint64_t x = state_;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

uint32_t Random::Rank(uint32_t n) {
  // The inverse of the integral of 1 / (rank + 3).
  const double rank = 3 * std::pow(1 + n / 3.0, Unit()) - 3;
  return rank < n ? static_cast<uint32_t>(rank) : n - 1;
}

Lexicon Lexicon::Of(Language language, uint64_t seed) {
  const Lists& lists = ListsOf(language);
  Random random(seed ^ static_cast<uint64_t>(language) << 32);
  Lexicon lexicon;
  lexicon.language = language;
  lexicon.function = Split(lists.function);
  lexicon.openings = lists.openings;
  lexicon.closings = lists.closings;

  std::set<std::string> seen(lexicon.function.begin(), lexicon.function.end());
  const std::vector<std::string> endings = Split(lists.endings);
  for (const std::string& stem : Split(lists.stems)) {
    for (const std::string& ending : endings) {
      const std::string word = ending == "-" ? stem : stem + ending;
      if (seen.insert(word).second) lexicon.content.push_back(word);
    }
  }
  const std::vector<std::string> syllables = Split(lists.syllables);
  while (lexicon.content.size() < lists.content_words) {
    std::string name;
    for (uint32_t i = 2 + random.Below(3); i > 0; --i) name += random.OneOf(syllables);
    if (seen.insert(name).second) lexicon.content.push_back(name);
  }
  for (size_t i = lexicon.content.size(); i > 1; --i) {
    std::swap(lexicon.content[i - 1], lexicon.content[random.Below(static_cast<uint32_t>(i))]);
  }

  const uint32_t words = static_cast<uint32_t>(lexicon.content.size());
  std::set<std::string> phrases;
  while (lexicon.phrases.size() < 2 * lexicon.content.size()) {
    std::string phrase = lexicon.content[random.Rank(words)];
    for (uint32_t more = 1 + random.Below(3); more > 0; --more) {
      phrase +=
          " " + (random.Below(3) == 0 ? random.OneOf(lexicon.function) : lexicon.content[random.Rank(words)]);
    }
    if (phrases.insert(phrase).second) lexicon.phrases.push_back(phrase);
  }
  return lexicon;
}

}  // namespace triage::bench
