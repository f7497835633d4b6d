#include "src/text/read.h"

#include <gtest/gtest.h>

#include <string>

namespace triage::text {
namespace {

struct Result {
  Reading reading;
  v1::TextFacts facts;
};

Result ReadIt(const v1::Complaint& complaint, TextLimits limits = TextLimits(),
              Language hint = Language::kUnknown) {
  Result result;
  Read(complaint, limits, hint, &result.reading, &result.facts);
  return result;
}

v1::Complaint Mail(const std::string& subject, const std::string& body) {
  v1::Complaint complaint;
  complaint.set_channel(v1::Channel::MAIL);
  complaint.set_subject(subject);
  complaint.set_body(body);
  return complaint;
}

TEST(Read, PutsSubjectAndPartsIntoOneShadow) {
  const Result r = ReadIt(Mail("Broken kettle", "It is BROKEN.\n> Dear Dana\n-- \nDana\n"));
  EXPECT_EQ(r.reading.shadow.bytes(),
            "\x01"
            "broken kettle\x01"
            "it is broken. \x01> dear dana \x01-- dana \x01");
  ASSERT_EQ(r.reading.segments.size(), 4U);
  EXPECT_EQ(r.reading.segments[0].kind, v1::Segment::SUBJECT);
  EXPECT_EQ(r.reading.segments[0].field, v1::Field::SUBJECT);
  EXPECT_EQ(r.reading.segments[1].kind, v1::Segment::FRESH);
  EXPECT_EQ(r.reading.segments[1].field, v1::Field::BODY);
  EXPECT_EQ(r.reading.segments[2].kind, v1::Segment::QUOTED);
  EXPECT_EQ(r.reading.segments[3].kind, v1::Segment::SIGNATURE);
  ASSERT_EQ(r.facts.segments_size(), 4);
  EXPECT_EQ(r.facts.segments(2).kind(), v1::Segment::QUOTED);
  EXPECT_EQ(r.facts.segments(2).begin(), 14U);
  EXPECT_EQ(r.facts.segments(2).end(), 26U);
  EXPECT_EQ(r.facts.language(), "en");
  EXPECT_EQ(r.reading.language, Language::kEnglish);
  EXPECT_FALSE(r.facts.truncated());
  EXPECT_FALSE(r.facts.judged_quoted());
}

TEST(Read, LeadsBackToTheField) {
  const v1::Complaint mail = Mail("S\xC3\xA9", "> x\nPerch\xC3\xA9 MAI\n");
  const Result r = ReadIt(mail);
  const std::string_view shadow = r.reading.shadow.bytes();
  const auto at = static_cast<uint32_t>(shadow.find("mai"));
  EXPECT_EQ(r.reading.shadow.ToOriginal({at, at + 3}).Of(mail.body()), "MAI");
}

TEST(Read, NothingGivesNothing) {  // TRUST 33
  const Result r = ReadIt(v1::Complaint());
  EXPECT_EQ(r.reading.shadow.bytes(), "\x01");
  EXPECT_TRUE(r.reading.segments.empty());
  EXPECT_EQ(r.facts.language(), "und");
  EXPECT_EQ(r.facts.language_confidence(), 0);
}

TEST(Read, JudgesTheQuoteWhereNothingElseIsThere) {
  const Result r = ReadIt(Mail("Fwd", "> my kettle burned\n"));
  EXPECT_TRUE(r.facts.judged_quoted());
  EXPECT_EQ(r.reading.segments[1].kind, v1::Segment::FRESH);
  EXPECT_EQ(r.facts.segments(1).kind(), v1::Segment::FRESH);
}

TEST(Read, CutsQuotesInMailOnly) {
  v1::Complaint complaint = Mail("", "ok\n> 3 weeks\n");
  const struct {
    const char* name;
    v1::Channel::Kind channel;
    int segments;
  } rows[] = {{"unknown", v1::Channel::UNKNOWN, 2}, {"mail", v1::Channel::MAIL, 2},
              {"chat", v1::Channel::CHAT, 1},       {"phone", v1::Channel::PHONE, 1},
              {"form", v1::Channel::WEB_FORM, 1},   {"social", v1::Channel::SOCIAL, 1}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    complaint.set_channel(row.channel);
    EXPECT_EQ(ReadIt(complaint).facts.segments_size(), row.segments);
  }
}

TEST(Read, TakesBytesBeforeText) {
  v1::Complaint complaint = Mail("", "body");
  EXPECT_EQ(BodyOf(complaint), "body");
  complaint.set_body_bytes("caff\xE8 rotto\xFF");  // TRUST 58
  EXPECT_EQ(BodyOf(complaint), "caff\xE8 rotto\xFF");
  EXPECT_EQ(ReadIt(complaint).facts.repaired_bytes(), 2);
}

// TRUST section 6: the limit at n-1, n, n+1.
TEST(Read, ExaminesUpToTheLimit) {
  const size_t limit = TextLimits().text_bytes;
  ASSERT_EQ(limit, 262144U);
  for (const size_t size : {limit - 1, limit}) {
    const Result r = ReadIt(Mail("", std::string(size, 'a')));
    EXPECT_FALSE(r.facts.truncated()) << size;
    EXPECT_EQ(r.reading.shadow.bytes().size(), size + 2);
  }
  const Result r = ReadIt(Mail("", std::string(limit + 1, 'a')));
  EXPECT_TRUE(r.facts.truncated());
  EXPECT_TRUE(r.reading.truncated);
  ASSERT_EQ(r.reading.segments.size(), 2U);
  EXPECT_EQ(r.reading.segments[0].original, (Span{0, 196608}));
  EXPECT_EQ(r.reading.segments[1].original, (Span{196609, 262145}));
  EXPECT_EQ(r.reading.shadow.ToOriginal(r.reading.segments[1].folded), r.reading.segments[1].original);
}

TEST(Read, CutsBetweenCharacters) {
  TextLimits limits;
  limits.text_bytes = 16;
  std::string body;
  for (int i = 0; i < 20; ++i) body += "\xE2\x82\xAC";
  const Result r = ReadIt(Mail("", body), limits);
  ASSERT_EQ(r.reading.segments.size(), 2U);
  EXPECT_EQ(r.reading.segments[0].original, (Span{0, 12}));
  EXPECT_EQ(r.reading.segments[1].original, (Span{57, 60}));
  EXPECT_EQ(r.facts.repaired_bytes(), 0);
}

TEST(Read, ALongSubjectLeavesRoomForTheBody) {
  TextLimits limits;
  limits.text_bytes = 40;
  const Result r = ReadIt(Mail(std::string(1000, 's'), "the kettle burned"), limits);
  EXPECT_TRUE(r.facts.truncated());
  EXPECT_EQ(r.reading.segments[0].original, (Span{0, 10}));
  EXPECT_EQ(r.reading.segments[1].original, (Span{0, 17}));
}

// TRUST 36, 37: 10 MiB of one line.
TEST(Read, ExaminesHeadAndTailOfTenMebibytes) {
  const std::string body = "head " + std::string(size_t{10} << 20, 'a') + " tail";
  const Result r = ReadIt(Mail("", body));
  EXPECT_TRUE(r.facts.truncated());
  EXPECT_NE(r.reading.shadow.bytes().find("\x01head a"), std::string_view::npos);
  EXPECT_NE(r.reading.shadow.bytes().find("a tail\x01"), std::string_view::npos);
  EXPECT_EQ(r.reading.shadow.bytes().size(), 262144U + 3);
}

TEST(Read, LanguageIsThatOfWhatIsFresh) {
  EXPECT_EQ(ReadIt(Mail("Re: Your order", "Il pacco non è arrivato\n> We are sorry that you had to wait\n"))
                .facts.language(),
            "it");
  EXPECT_EQ(ReadIt(Mail("Unde este comanda mea?", "A-10023")).facts.language(), "ro")
      << "the subject, where else nothing";
}

TEST(Read, GivesTheSameAgain) {
  Reading reading;
  v1::TextFacts facts;
  Read(Mail("other", "\xC3\xA9\xC3\xA9> x\n"), TextLimits(), Language::kUnknown, &reading, &facts);
  const v1::Complaint mail = Mail("Broken", "It broke\n> x\n");
  Read(mail, TextLimits(), Language::kUnknown, &reading, &facts);
  const Result fresh = ReadIt(mail);
  EXPECT_EQ(facts.SerializeAsString(), fresh.facts.SerializeAsString());
  EXPECT_EQ(reading.shadow.bytes(), fresh.reading.shadow.bytes());
}

}  // namespace
}  // namespace triage::text
