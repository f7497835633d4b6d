#include "src/text/mail/mail_phrases.h"

#include <algorithm>
#include <iterator>

namespace triage::text {
namespace {

template <size_t kSize>
bool IsOneOf(std::string_view text, const std::string_view (&list)[kSize]) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool EndsWith(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool Holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutColon(std::string_view text) {
  while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

constexpr std::string_view kOriginal[] = {
    "original message",     "original mail",           "original appointment", "reply message",
    "הודעה מקורית",         "mesaj original",          "mesajul original",     "messaggio originale",
    "messaggio di origine", "ursprungliche nachricht", "originalnachricht",    "message d'origine",
    "message original",     "mensaje original",        "mensagem original",    "oorspronkelijk bericht",
};

constexpr std::string_view kForward[] = {
    "forwarded message",
    "forwarded mail",
    "begin forwarded message",
    "הודעה שהועברה",
    "הודעה מועברת",
    "תחילת ההודעה שהועברה",
    "mesaj redirectionat",
    "mesaj transmis",
    "mesaj forwardat",
    "mesaj retransmis",
    "mesajul redirectionat",
    "inceputul mesajului redirectionat",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "weitergeleitete nachricht",
    "message transfere",
    "mensaje reenviado",
    "mensagem encaminhada",
    "doorgestuurd bericht",
};

struct AttributionForm {
  std::string_view begin;
  std::string_view verb;
};

// Mail programs put the verb last, before the colon.
constexpr AttributionForm kAttributions[] = {
    {"on ", "wrote"},   {"am ", "schrieb"},  {"in data ", "a scris"}, {"pe ", "a scris"},
    {"la ", "a scris"}, {"in ", "a scris"},  {"il ", "ha scritto"},   {"in data ", "ha scritto"},
    {"בתאריך ", "כתב"}, {"בתאריך ", "כתבה"}, {"בתאריך ", "כתב/ה"},    {"ב-", "כתב"},
    {"ב-", "כתבה"},     {"ב-", "כתב/ה"},     {"ביום ", "כתב"},        {"ביום ", "כתבה"},
    {"ביום ", "כתב/ה"}, {"le ", "a ecrit"},  {"el ", "escribio"},     {"em ", "escreveu"},
    {"op ", "schreef"},
};

// Hebrew, German and Dutch may put the name after the verb.
constexpr AttributionForm kVerbInside[] = {
    {"am ", " schrieb "}, {"op ", " schreef "}, {"בתאריך ", " כתב "},           {"בתאריך ", " כתבה "},
    {"ביום ", " כתב "},   {"ביום ", " כתבה "},  {"בתאריך ", ", כתב "},          {"ב-", " כתב "},
    {"ב-", " כתבה "},     {"בתאריך ", " מאת "}, {"il giorno ", " ha scritto "},
};

constexpr std::string_view kDeviceVerbs[] = {"sent from",   "sent via",     "sent with",   "get outlook",
                                             "נשלח מ",      "נשלח באמצעות", "trimis de",   "trimis din",
                                             "trimis prin", "inviato da",   "inviato con", "scarica outlook",
                                             "von meinem",  "gesendet von"};

constexpr std::string_view kDevices[] = {"iphone",     "ipad",     "android", "samsung",    "galaxy",
                                         "huawei",     "xiaomi",   "outlook", "mobile",     "yahoo",
                                         "blackberry", "windows",  "proton",  "smartphone", "cellul",
                                         "telefon",    "אנדרואיד", "גלקסי",   "הנייד",      "אייפון"};

struct HeaderName {
  std::string_view name;
  QuotedHeader header;
};

constexpr HeaderName kHeaders[] = {
    {"from", QuotedHeader::kFrom},       {"מאת", QuotedHeader::kFrom},
    {"de la", QuotedHeader::kFrom},      {"da", QuotedHeader::kFrom},
    {"von", QuotedHeader::kFrom},        {"de", QuotedHeader::kFrom},
    {"expeditor", QuotedHeader::kFrom},  {"mittente", QuotedHeader::kFrom},
    {"van", QuotedHeader::kFrom},        {"sent", QuotedHeader::kSent},
    {"date", QuotedHeader::kSent},       {"נשלח", QuotedHeader::kSent},
    {"תאריך", QuotedHeader::kSent},      {"trimis", QuotedHeader::kSent},
    {"data", QuotedHeader::kSent},       {"inviato", QuotedHeader::kSent},
    {"gesendet", QuotedHeader::kSent},   {"datum", QuotedHeader::kSent},
    {"envoye", QuotedHeader::kSent},     {"enviado", QuotedHeader::kSent},
    {"verzonden", QuotedHeader::kSent},  {"fecha", QuotedHeader::kSent},
    {"to", QuotedHeader::kTo},           {"אל", QuotedHeader::kTo},
    {"catre", QuotedHeader::kTo},        {"a", QuotedHeader::kTo},
    {"an", QuotedHeader::kTo},           {"destinatar", QuotedHeader::kTo},
    {"destinatario", QuotedHeader::kTo}, {"para", QuotedHeader::kTo},
    {"cc", QuotedHeader::kTo},           {"aan", QuotedHeader::kTo},
    {"עותק", QuotedHeader::kTo},         {"subject", QuotedHeader::kSubject},
    {"נושא", QuotedHeader::kSubject},    {"subiect", QuotedHeader::kSubject},
    {"oggetto", QuotedHeader::kSubject}, {"betreff", QuotedHeader::kSubject},
    {"objet", QuotedHeader::kSubject},   {"asunto", QuotedHeader::kSubject},
    {"assunto", QuotedHeader::kSubject}, {"onderwerp", QuotedHeader::kSubject},
};

}  // namespace

bool IsOriginalMark(std::string_view bare) { return IsOneOf(bare, kOriginal); }

bool IsForwardMark(std::string_view bare) { return IsOneOf(bare, kForward); }

bool HasAddressOrTime(std::string_view folded) {
  for (size_t i = 1; i + 1 < folded.size(); ++i) {
    if (folded[i] == '@') return true;
    if (folded[i] == ':' && IsDigit(folded[i - 1]) && IsDigit(folded[i + 1])) return true;
  }
  return false;
}

bool IsAttribution(std::string_view folded) {
  folded = WithoutColon(folded);
  if (!std::any_of(folded.begin(), folded.end(), IsDigit)) return false;
  for (const AttributionForm& form : kAttributions) {
    if (StartsWith(folded, form.begin) && EndsWith(folded, form.verb)) return true;
  }
  for (const AttributionForm& form : kVerbInside) {
    if (StartsWith(folded, form.begin) && Holds(folded, form.verb)) return true;
  }
  return false;
}

bool IsAddressedAttribution(std::string_view folded) {
  folded = WithoutColon(folded);
  const bool address_first = Holds(folded.substr(0, folded.find(' ')), "@");
  if (!Holds(folded, "@") || !(Holds(folded, "<") || address_first)) return false;
  return IsDigit(folded.front()) || EndsWith(folded, "wrote") || EndsWith(folded, "a scris") ||
         EndsWith(folded, "ha scritto") || EndsWith(folded, "כתב") || EndsWith(folded, "כתבה");
}

bool IsDeviceLine(std::string_view bare) {
  if (bare.find_first_of(",.!?") != std::string_view::npos) return false;  // a sentence
  const auto begins = [bare](std::string_view verb) { return StartsWith(bare, verb); };
  const auto holds = [bare](std::string_view device) { return Holds(bare, device); };
  return std::any_of(std::begin(kDeviceVerbs), std::end(kDeviceVerbs), begins) &&
         std::any_of(std::begin(kDevices), std::end(kDevices), holds);
}

QuotedHeader HeaderOf(std::string_view folded_name) {
  for (const HeaderName& known : kHeaders) {
    if (folded_name == known.name) return known.header;
  }
  return QuotedHeader::kNone;
}

}  // namespace triage::text
