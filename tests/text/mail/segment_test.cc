#include "src/text/mail/segment.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace triage::text {
namespace {

// The parts as text: "F:It broke.\n|Q:> Hi\n".
std::string Split(const std::string& body, bool is_mail = true) {
  BodySplitter splitter(is_mail);
  splitter.Add(body, 0);
  std::string out = splitter.Finish() ? "judged|" : "";
  for (const BodyPart& part : splitter.parts()) {
    const char kind = part.kind == v1::Segment::FRESH       ? 'F'
                      : part.kind == v1::Segment::QUOTED    ? 'Q'
                      : part.kind == v1::Segment::FORWARDED ? 'W'
                      : part.kind == v1::Segment::SIGNATURE ? 'S'
                                                            : '?';
    out += std::string(1, kind) + ":" + std::string(part.bytes.Of(body)) + "|";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::string Times(size_t n, const std::string& s) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += s;
  return out;
}

struct Row {
  const char* name;
  std::string body;
  std::string parts;
};

TEST(BodySplitter, CutsMail) {
  const Row rows[] = {
      {"empty (TRUST 33)", "", ""},
      {"plain", "It broke.\nAgain.\n", "F:It broke.\nAgain.\n"},
      {"no end of line", "It broke.", "F:It broke."},
      {"quote above", "> Hi\n>> Ho\nIt broke.\n", "Q:> Hi\n>> Ho\n|F:It broke.\n"},
      {"reply between quotes", "> one\nyes\n> two\nno\n", "Q:> one\n|F:yes\n|Q:> two\n|F:no\n"},
      {"blank lines go with what is before", "It broke.\n\n> Hi\n\nBye\n",
       "F:It broke.\n\n|Q:> Hi\n\n|F:Bye\n"},
      {"a face is no quote", ">:( it broke\n", "F:>:( it broke\n"},
      {"mailbox From is no quote", ">From the first day it was broken\n",
       "F:>From the first day it was broken\n"},
      {"English attribution", "It broke.\nOn 3 May 2026 at 10:12, Dana <d@example.org> wrote:\n> Hi\n",
       "F:It broke.\n|Q:On 3 May 2026 at 10:12, Dana <d@example.org> wrote:\n> Hi\n"},
      {"attribution over two lines",
       "It broke.\nOn 3 May 2026 at 10:12, Dana\n<d@example.org> wrote:\n> Hi\nStill.\n",
       "F:It broke.\n|Q:On 3 May 2026 at 10:12, Dana\n<d@example.org> wrote:\n> Hi\n|F:Still.\n"},
      {"attribution over three lines", "No.\nOn 3 May 2026\nat 10:12, Dana\n<d@example.org> wrote:\n\n> Hi\n",
       "F:No.\n|Q:On 3 May 2026\nat 10:12, Dana\n<d@example.org> wrote:\n\n> Hi\n"},
      {"attribution with an address, quote without marks",
       "No.\nOn 3 May 2026, Dana <d@example.org> wrote:\nHi\nHo\n",
       "F:No.\n|Q:On 3 May 2026, Dana <d@example.org> wrote:\nHi\nHo\n"},
      {"a person's own 'wrote:' stays", "On 3 May your agent wrote:\nyou will be paid.\n",
       "F:On 3 May your agent wrote:\nyou will be paid.\n"},
      {"German", "Kaputt.\nAm 03.05.2026 um 10:12 schrieb Dana <d@example.org>:\n> Hi\n",
       "F:Kaputt.\n|Q:Am 03.05.2026 um 10:12 schrieb Dana <d@example.org>:\n> Hi\n"},
      {"Hebrew", "נשבר.\n\u202Bבתאריך 3 במאי 2026 ב-10:12, דנה <d@example.org> כתבה:\u202C\n> שלום\n",
       "F:נשבר.\n|Q:\u202Bבתאריך 3 במאי 2026 ב-10:12, דנה <d@example.org> כתבה:\u202C\n> שלום\n"},
      {"Romanian",
       "S-a stricat.\nÎn data de mar., 3 mai 2026 la 10:12, Dana <d@example.org> a scris:\n> Salut\n",
       "F:S-a stricat.\n|Q:În data de mar., 3 mai 2026 la 10:12, Dana <d@example.org> a scris:\n> Salut\n"},
      {"Italian",
       "Rotto.\r\nIl giorno 3 mag 2026 alle ore 10:12 Dana\r\n<d@example.org> ha scritto:\r\n> Ciao\r\n",
       "F:Rotto.\r\n|Q:Il giorno 3 mag 2026 alle ore 10:12 Dana\r\n<d@example.org> ha scritto:\r\n> "
       "Ciao\r\n"},
      {"original message", "Broken.\n-----Original Message-----\nFrom: us\nHello\n",
       "F:Broken.\n|Q:-----Original Message-----\nFrom: us\nHello\n"},
      {"original message, Hebrew", "נשבר.\n-----הודעה מקורית-----\nשלום\n",
       "F:נשבר.\n|Q:-----הודעה מקורית-----\nשלום\n"},
      {"original message, Romanian", "Stricat.\n----- Mesaj original -----\nSalut\n",
       "F:Stricat.\n|Q:----- Mesaj original -----\nSalut\n"},
      {"original message, Italian", "Rotto.\n-----Messaggio originale-----\nCiao\n",
       "F:Rotto.\n|Q:-----Messaggio originale-----\nCiao\n"},
      {"words about a message stay", "--- the original message was lost ---\nHelp\n",
       "F:--- the original message was lost ---\nHelp\n"},
      {"headers", "Broken.\n\nFrom: Shop <s@example.org>\nSent: 3 May\nTo: Dana\nSubject: Hi\n\nHello\n",
       "F:Broken.\n\n|Q:From: Shop <s@example.org>\nSent: 3 May\nTo: Dana\nSubject: Hi\n\nHello\n"},
      {"headers under a rule", "Broken.\n________________\nFrom: Shop\nSent: 3 May\nSubject: Hi\nHello\n",
       "F:Broken.\n|Q:________________\nFrom: Shop\nSent: 3 May\nSubject: Hi\nHello\n"},
      {"headers, Hebrew", "נשבר.\nמאת: החנות\nנשלח: 3 במאי\nאל: דנה\nנושא: שלום\n\nשלום\n",
       "F:נשבר.\n|Q:מאת: החנות\nנשלח: 3 במאי\nאל: דנה\nנושא: שלום\n\nשלום\n"},
      {"headers, Romanian", "Stricat.\nDe la: Magazin\nTrimis: 3 mai\nCătre: Dana\nSubiect: Salut\n\nSalut\n",
       "F:Stricat.\n|Q:De la: Magazin\nTrimis: 3 mai\nCătre: Dana\nSubiect: Salut\n\nSalut\n"},
      {"headers, Italian", "Rotto.\nDa: Negozio\nInviato: 3 maggio\nA: Dana\nOggetto: Ciao\n\nCiao\n",
       "F:Rotto.\n|Q:Da: Negozio\nInviato: 3 maggio\nA: Dana\nOggetto: Ciao\n\nCiao\n"},
      {"a journey is no header", "From: Haifa\nTo: Eilat\nDate: 3 May\nThe bus never came.\n",
       "F:From: Haifa\nTo: Eilat\nDate: 3 May\nThe bus never came.\n"},
      {"forwarded", "See below.\n---------- Forwarded message ---------\nFrom: x\nHi\n",
       "F:See below.\n|W:---------- Forwarded message ---------\nFrom: x\nHi\n"},
      {"forwarded by a telephone", "See below.\n\nBegin forwarded message:\n\nHi\n",
       "F:See below.\n\n|W:Begin forwarded message:\n\nHi\n"},
      {"forwarded, Hebrew", "ראו.\n---------- הודעה שהועברה ---------\nשלום\n",
       "F:ראו.\n|W:---------- הודעה שהועברה ---------\nשלום\n"},
      {"forwarded, Italian", "Vedi.\n---------- Messaggio inoltrato ---------\nCiao\n",
       "F:Vedi.\n|W:---------- Messaggio inoltrato ---------\nCiao\n"},
      {"forwarded, Romanian", "Vezi.\n---------- Mesaj redirecționat ---------\nSalut\n",
       "F:Vezi.\n|W:---------- Mesaj redirecționat ---------\nSalut\n"},
      {"signature", "It broke.\n-- \nDana Levi\n+972 5\n", "F:It broke.\n|S:-- \nDana Levi\n+972 5\n"},
      {"signature above the quote", "No.\n-- \nDana\n> Hi\nAnd no.\n",
       "F:No.\n|S:-- \nDana\n|Q:> Hi\n|F:And no.\n"},
      {"device line", "It broke.\nSent from my iPhone\n", "F:It broke.\n|S:Sent from my iPhone\n"},
      {"a sentence from a telephone stays", "Sent from my phone, because your site is down.\n",
       "F:Sent from my phone, because your site is down.\n"},
      {"long text below dashes is no signature", "a\n--\n" + Times(20, "my story\n"),
       "F:a\n--\n" + Times(20, "my story\n")},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Split(row.body), row.parts);
  }
}

TEST(BodySplitter, IsNeverEmpty) {
  EXPECT_EQ(Split("> It broke.\n> Help\n"), "judged|F:> It broke.\n> Help\n");
  EXPECT_EQ(Split("---------- Forwarded message ---------\nIt broke\n"),
            "judged|F:---------- Forwarded message ---------\nIt broke\n");
  EXPECT_EQ(Split("\n-- \nIt broke\n"), "judged|F:\n|F:-- \nIt broke\n");
  EXPECT_EQ(Split("...\n> It broke\n-- \nDana\n"), "judged|F:...\n|F:> It broke\n|S:-- \nDana\n");
  EXPECT_EQ(Split(">\n> \n"), "Q:>\n> \n") << "no word anywhere";
}

TEST(BodySplitter, CutsNothingElsewhere) {
  const std::string chat = "> 3 weeks!\n-- \nmy story\n-----Original Message-----\n";
  EXPECT_EQ(Split(chat, false), "F:" + chat);
}

TEST(BodySplitter, GoesOnAfterAGap) {
  BodySplitter splitter(true);
  splitter.Add("No.\n-----Original Message-----\nHi\n", 0);
  splitter.Add("Ho\n", 1000);
  EXPECT_FALSE(splitter.Finish());
  ASSERT_EQ(splitter.parts().size(), 3U);
  EXPECT_EQ(splitter.parts()[2].kind, v1::Segment::QUOTED);
  EXPECT_EQ(splitter.parts()[2].bytes, (Span{1000, 1003}));
}

TEST(BodySplitter, LeavesNoByteOut) {
  static const std::string kLines[] = {"It broke.\n",
                                       "> quoted\n",
                                       "\n",
                                       "-- \n",
                                       "-----Original Message-----\n",
                                       "On 3 May 2026 at 10:12, D <d@example.org> wrote:\n",
                                       "From: x\n",
                                       "To: y\n",
                                       "Subject: z\n",
                                       "Sent from my iPhone\n",
                                       "\r\n",
                                       "Dana\n",
                                       ">\n",
                                       "no end"};
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string body;
    for (size_t i = random() % 12; i > 0; --i) body += kLines[random() % std::size(kLines)];
    BodySplitter splitter(true);
    splitter.Add(body, 0);
    const bool judged = splitter.Finish();
    uint32_t end = 0;
    bool fresh = false;
    for (const BodyPart& part : splitter.parts()) {
      ASSERT_EQ(part.bytes.begin, end) << body;
      ASSERT_FALSE(part.bytes.empty()) << body;
      end = part.bytes.end;
      fresh = fresh || part.kind == v1::Segment::FRESH;
    }
    ASSERT_EQ(end, body.size()) << body;
    ASSERT_TRUE(!judged || fresh) << body;
  }
}

// TRUST 53: a chain of replies 500 levels deep.
TEST(BodySplitter, TakesDeepChains) {
  std::string quoted;
  for (size_t level = 1; level <= 500; ++level) quoted += Times(level, ">") + " level\n";
  EXPECT_EQ(Split("No.\n" + quoted), "F:No.\n|Q:" + quoted);
}

// TRUST 38, 51: what is long or made to be looked at again and again is read once; kMaxParts bounds the rest.
TEST(BodySplitter, TakesLongBodies) {
  const std::string newlines(1000000, '\n');
  EXPECT_EQ(Split(newlines), "F:" + newlines);
  for (const char* const line :
       {"a\n> b\n", "--\n", "From: a\n", "____________\n", "On 3 wrote:\n", "a:\n", "-----\n"}) {
    SCOPED_TRACE(line);
    const std::string body = Times(100000, line);
    BodySplitter splitter(true);
    splitter.Add(body, 0);
    splitter.Finish();
    EXPECT_LE(splitter.parts().size(), BodySplitter::kMaxParts + 1);
    EXPECT_EQ(splitter.parts().back().bytes.end, body.size());
  }
}

}  // namespace
}  // namespace triage::text
