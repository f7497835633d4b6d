#include "src/text/mail/mail_phrases.h"

#include <gtest/gtest.h>

#include "src/text/fold.h"

namespace triage::text {
namespace {

TEST(MailPhrases, KnowsMarksOnlyWhole) {
  for (const char* const mark :
       {"Original Message", "הודעה מקורית", "Mesaj original", "Messaggio originale"}) {
    EXPECT_TRUE(IsOriginalMark(Fold(mark))) << mark;
  }
  for (const char* const mark :
       {"Forwarded message", "הודעה שהועברה", "Mesaj redirecționat", "Messaggio inoltrato"}) {
    EXPECT_TRUE(IsForwardMark(Fold(mark))) << mark;
  }
  EXPECT_FALSE(IsOriginalMark("the original message was better"));
  EXPECT_FALSE(IsForwardMark("i forwarded message after message"));
  EXPECT_FALSE(IsOriginalMark(""));
}

TEST(MailPhrases, KnowsAttributions) {
  const struct {
    const char* name;
    const char* line;
    bool is;
  } rows[] = {
      {"English", "On Tue, 3 May 2026 at 10:12, Dana Levi <dana@example.org> wrote:", true},
      {"German", "Am 03.05.2026 um 10:12 schrieb Dana Levi <dana@example.org>:", true},
      {"Hebrew", "בתאריך יום ג׳, 3 במאי 2026 ב-10:12 מאת דנה לוי <dana@example.org>:", true},
      {"Hebrew, verb last", "בתאריך 3.5.2026 10:12, דנה לוי כתבה:", true},
      {"Romanian", "În data de mar., 3 mai 2026 la 10:12, Dana Levi <dana@example.org> a scris:", true},
      {"Romanian, short", "Pe 3 mai 2026, Dana Levi a scris:", true},
      {"Italian", "Il giorno mar 3 mag 2026 alle ore 10:12 Dana Levi <dana@example.org> ha scritto:", true},
      {"address only", "Dana Levi <dana@example.org> wrote:", false},
      {"a person's sentence", "This is what your manager wrote:", false},
      {"on without a number", "On the label somebody wrote:", false},
      {"number and colon", "On 3 May I got these items:", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(IsAttribution(Fold(row.line)), row.is);
  }
}

TEST(MailPhrases, KnowsAttributionsByTheAddress) {
  EXPECT_TRUE(IsAddressedAttribution(Fold("Dana Levi <dana@example.org> wrote:")));
  EXPECT_TRUE(IsAddressedAttribution(Fold("dana@example.org wrote:")));
  EXPECT_TRUE(IsAddressedAttribution(Fold("2026-05-03 10:12 Dana Levi <dana@example.org>:")));
  EXPECT_FALSE(IsAddressedAttribution(Fold("Your agent at help@example.org wrote:")));
  EXPECT_FALSE(IsAddressedAttribution(Fold("This is what your manager wrote:")));
  EXPECT_FALSE(IsAddressedAttribution(""));
}

TEST(MailPhrases, KnowsWhatNoHumanTypes) {
  EXPECT_TRUE(HasAddressOrTime("on 3 may 10:12 dana wrote"));
  EXPECT_TRUE(HasAddressOrTime("dana <dana@example.org> wrote"));
  EXPECT_FALSE(HasAddressOrTime("on 3 may your agent wrote:"));
}

TEST(MailPhrases, KnowsDeviceLines) {
  for (const char* const line : {"Sent from my iPhone", "נשלח מה-iPhone שלי", "Trimis de pe iPhone-ul meu",
                                 "Inviato da iPhone", "Get Outlook for Android"}) {
    EXPECT_TRUE(IsDeviceLine(Fold(line))) << line;
  }
  EXPECT_FALSE(IsDeviceLine(Fold("Sent from my desk")));
  EXPECT_FALSE(IsDeviceLine(Fold("Sent from my phone, since your site is down.")));
}

TEST(MailPhrases, KnowsHeadersInFourLanguages) {
  for (const char* const name : {"From", "מאת", "De la", "Da"})
    EXPECT_EQ(HeaderOf(Fold(name)), QuotedHeader::kFrom);
  for (const char* const name : {"Sent", "נשלח", "Trimis", "Inviato"}) {
    EXPECT_EQ(HeaderOf(Fold(name)), QuotedHeader::kSent);
  }
  for (const char* const name : {"To", "אל", "Către", "A"})
    EXPECT_EQ(HeaderOf(Fold(name)), QuotedHeader::kTo);
  for (const char* const name : {"Subject", "נושא", "Subiect", "Oggetto"}) {
    EXPECT_EQ(HeaderOf(Fold(name)), QuotedHeader::kSubject);
  }
  EXPECT_EQ(HeaderOf("order"), QuotedHeader::kNone);
}

}  // namespace
}  // namespace triage::text
