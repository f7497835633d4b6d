// SignalSet::Find and Report on whole complaints. TRUST 35, 41, 44, 47, 48, 49, 57.
#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/base/utf8.h"
#include "src/signals/signals.h"

namespace triage::signals {
namespace {

using ::testing::ElementsAre;

class NoIssues : public IssueSink {
 public:
  void Add(Issue::Level, std::string_view code, Place, std::string message, std::string) override {
    ADD_FAILURE() << code << ": " << message;
  }
};

SignalSet BuildFrom(const std::string& text) {
  v1::RuleSet rules;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &rules)) << text;
  NoIssues issues;
  return SignalSet::Build(rules, issues);
}

const char kHarm[] = R"(
  signal { id: "harm"
    terms { language: "en" text: "hurt" text: "burned" text: "burned hand" text: "injury" text: "broken" }
    terms { language: "he" text: "נפגע" text: "נפצע" text: "נכווה" }
    terms { language: "ro" text: "rănit" text: "arsură" }
    terms { language: "it" text: "ferito" text: "male" text: "non funziona" } }
  scope { id: "negation" words_onward: 4 applies_by_default: true
    terms { language: "en" exact: true text: "not" text: "nobody" text: "no one" text: "never" text: "without"
            text: "wasn't" text: "didn't" }
    terms { language: "he" text: "לא" text: "אף אחד" text: "בלי" }
    terms { language: "ro" exact: true text: "nu" text: "nimeni" text: "fără" }
    terms { language: "it" exact: true text: "non" text: "nessuno" text: "senza" }
    stopped_by { language: "en" exact: true text: "but" text: "that" text: "only" }
    stopped_by { language: "he" text: "אבל" text: "אלא" }
    stopped_by { language: "ro" exact: true text: "dar" text: "că" }
    stopped_by { language: "it" exact: true text: "ma" text: "che" } }
  scope { id: "hypothesis" words_onward: 6 applies_by_default: true
    terms { language: "en" exact: true text: "what if" text: "if" } }
  scope { id: "solved" words_onward: 0 words_back: 3 applies_by_default: true
    terms { language: "en" exact: true text: "was solved" }
    terms { language: "it" exact: true text: "è stato risolto" } })";

class Search {
 public:
  explicit Search(const SignalSet& set) : set_(set) {}

  void On(const v1::Complaint& complaint, int limit = 100, bool quote = true) {
    text::Read(complaint, text::TextLimits(), text::Language::kUnknown, &reading, &facts_);
    set_.Find(reading, scratch_, &findings);
    decision.Clear();
    set_.Report(complaint, reading, limit, quote, &findings, &decision);
  }
  void On(const std::string& body, int limit = 100) {
    v1::Complaint complaint;
    complaint.set_body_bytes(body);
    On(complaint, limit);
  }
  std::vector<std::string> Quotes() const {
    std::vector<std::string> quotes;
    for (const v1::Evidence& e : decision.evidence()) quotes.push_back(e.signal() + ":" + e.quote());
    return quotes;
  }
  uint32_t Count(const char* id) const { return findings.count[*set_.Index(id)]; }

  Findings findings;
  text::Reading reading;
  v1::Decision decision;

 private:
  const SignalSet& set_;
  MatchScratch scratch_;
  v1::TextFacts facts_;
};

TEST(Negation, TakesAwayWhatItReaches) {
  const struct {
    const char* name;
    const char* text;
    uint32_t counts;
    uint32_t cancelled;
  } rows[] = {
      {"plain", "my son was hurt", 1, 0},
      {"nobody", "nobody was hurt", 0, 1},
      {"capitals", "NOBODY WAS HURT!", 0, 1},
      {"the fourth word", "no one in the house hurt", 0, 1},
      {"the fifth word", "no one in the house was hurt", 1, 0},
      {"that stops it", "nobody cares that my son was hurt", 1, 0},
      {"not only", "not only broken but also burned", 2, 0},
      {"but stops it", "I was not hurt, but my son was burned", 1, 1},
      {"two sentences", "Nobody called. My son was hurt", 1, 0},
      {"two sentences, no space", "Nobody called.My son was hurt", 1, 0},
      {"two sentences, cue in each", "Nobody was hurt. Nobody was burned.", 0, 2},
      {"exclamation", "It does not work! burned my hand", 1, 0},
      {"question", "why not? burned my hand", 1, 0},
      {"semicolon", "not good; burned hand", 1, 0},
      {"colon", "not good: burned hand", 1, 0},
      {"paragraph", "not good\n\nburned hand", 1, 0},
      {"line break alone", "nobody\nwas hurt", 0, 1},
      {"decimal", "not 3.5 mm hurt", 0, 1},
      {"abbreviation ends in doubt", "not e.g. hurt", 1, 0},
      {"emoji between", "not \xF0\x9F\x98\xA1 hurt", 0, 1},
      {"contraction", "he wasn't hurt", 0, 1},
      {"curly apostrophe", "he wasn\xE2\x80\x99t hurt", 0, 1},
      {"cue after", "hurt, not at all", 1, 0},
      {"two cues", "nobody was not hurt", 0, 1},
      {"each its own", "not hurt, not burned", 0, 2},
      {"another first", "hurt and not burned", 1, 1},
      {"hypothesis", "what if my son had been hurt", 0, 1},
      {"hypothesis not stopped by that of negation", "if only he was hurt", 0, 1},
      {"words back", "hurt, this was solved", 0, 1},
      {"words back too far", "hurt, and all of this was solved", 1, 0},
      {"words back, next sentence", "hurt. This was solved", 1, 0},
      {"zero width in the cue",
       "no\xE2\x80\x8B"
       "body was hurt",
       0, 1},
      {"full width", "ｎｏｔ ｈｕｒｔ", 0, 1},
      {"word that begins like a cue", "nothings hurt", 1, 0},
      {"Hebrew, no one", "אף אחד לא נפגע", 0, 1},
      {"Hebrew", "הבן שלי נפגע", 1, 0},
      {"Hebrew with a prefix", "ולא נפצע", 0, 1},
      {"Hebrew, but", "לא נפצע אבל נכווה", 1, 1},
      {"Hebrew, period without a space", "לא טוב.נפצע", 1, 0},
      {"Hebrew with points", "לֹא נִפְגַּע", 0, 1},
      {"Romanian, nobody", "nimeni nu a fost rănit", 0, 1},
      {"Romanian, bare letters", "fara ranit", 0, 1},
      {"Romanian", "fiul meu a fost rănit", 1, 0},
      {"Romanian, but", "nu e bine dar sunt rănit", 1, 0},
      {"Romanian, that", "nimeni nu a spus că e rănit", 1, 0},
      {"Italian, nobody", "nessuno si è fatto male", 0, 1},
      {"Italian", "mio figlio si è fatto male", 1, 0},
      {"Italian, the cue is in the term", "il caricatore non funziona", 1, 0},
      {"Italian, but", "non è ferito, ma si è fatto male", 1, 1},
      {"Italian, solved", "ferito, è stato risolto", 0, 1},
      {"five languages", "Nobody came. Bonjour, mio figlio è ferito. לא טוב", 1, 0},
  };
  const SignalSet set = BuildFrom(kHarm);
  Search run(set);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    run.On(row.text);
    EXPECT_EQ(run.Count("harm"), row.counts);
    EXPECT_EQ(run.findings.all.size() - run.Count("harm"), row.cancelled);
    EXPECT_EQ(run.findings.said.empty(), row.counts == 0);
  }
}

TEST(Negation, EndsWithTheSegment) {
  const SignalSet set = BuildFrom(kHarm);
  Search run(set);
  v1::Complaint complaint;
  complaint.set_subject("nobody");
  complaint.set_body("hurt");
  run.On(complaint);
  EXPECT_EQ(run.Count("harm"), 1u);
}

TEST(Find, OverlapsCountOnceAndTheLongestOfTheLeftmost) {
  const SignalSet set = BuildFrom(kHarm);
  Search run(set);
  run.On("burned hand, burned");
  EXPECT_THAT(run.Quotes(), ElementsAre("harm:burned hand", "harm:burned"));
  EXPECT_EQ(run.Count("harm"), 2u);
}

// TRUST 48: quoted text is no complaint of now, unless a signal asks for it.
TEST(Find, LooksWhereTheSignalSays) {
  const SignalSet set = BuildFrom(R"(
      signal { id: "now" terms { language: "en" text: "hurt" } }
      signal { id: "quoted" look_in: QUOTED terms { language: "en" text: "hurt" } }
      signal { id: "subject" look_in: SUBJECT also: "now" }
      signal { id: "any" look_in: QUOTED look_in: FRESH also: "quoted" also: "now" })");
  Search run(set);
  v1::Complaint complaint;
  complaint.set_subject("hurt");
  complaint.set_body("See below, hurt.\n> I am hurt\n");
  run.On(complaint);
  EXPECT_EQ(run.Count("now"), 2u);
  EXPECT_EQ(run.Count("quoted"), 1u);
  EXPECT_EQ(run.Count("subject"), 1u);
  EXPECT_EQ(run.Count("any"), 2u);
  std::set<std::string> segments;
  for (const v1::Evidence& e : run.decision.evidence()) {
    segments.insert(e.signal() + " " + v1::Segment::Kind_Name(e.segment()));
    EXPECT_EQ(e.field() == v1::Field::SUBJECT, e.segment() == v1::Segment::SUBJECT);
  }
  EXPECT_THAT(segments, ElementsAre("any FRESH", "any QUOTED", "now FRESH", "now SUBJECT", "quoted QUOTED",
                                    "subject SUBJECT"));
}

TEST(Report, GivesTheBytesAsTheyStand) {
  const struct {
    const char* name;
    std::string text;
    std::string quote;
  } rows[] = {
      {"Hebrew with points", "הוּא נִפְצַע", "harm:נִפְצַע"},
      {"Romanian comma below", "fiul RĂNIT!", "harm:RĂNIT"},
      {"Romanian decomposed", "fiul ra\xCC\x86nit", "harm:ra\xCC\x86nit"},
      {"full width", "he is ｈｕｒｔ．", "harm:ｈｕｒｔ"},
      {"soft hyphen", "bro\xC2\xADken", "harm:bro\xC2\xADken"},
      {"two spaces", "burned \n hand", "harm:burned \n hand"},
      {"after invalid bytes", "\xFF\xC3 hurt\xFE", "harm:hurt"},
  };
  const SignalSet set = BuildFrom(kHarm);
  Search run(set);
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    run.On(row.text);
    EXPECT_THAT(run.Quotes(), ElementsAre(row.quote));
    ASSERT_EQ(run.decision.evidence_size(), 1);
    const v1::Evidence& e = run.decision.evidence(0);
    EXPECT_EQ("harm:" + row.text.substr(e.begin(), e.end() - e.begin()), row.quote);
  }
}

TEST(Report, RepairsQuotesAndQuotesOnlyWhereAsked) {
  const SignalSet set = BuildFrom(R"(signal { id: "wide" pattern: "lost .{1,4} parcel" })");
  Search run(set);
  v1::Complaint complaint;
  complaint.set_body_bytes("lost \xFF parcel");
  run.On(complaint);
  EXPECT_THAT(run.Quotes(), ElementsAre("wide:lost \xEF\xBF\xBD parcel"));
  run.On(complaint, 100, /*quote=*/false);
  EXPECT_THAT(run.Quotes(), ElementsAre("wide:"));
  EXPECT_EQ(run.decision.evidence(0).end(), 13u);
}

TEST(Report, GivesPlacesToEverySignalFirst) {
  const SignalSet set = BuildFrom(R"(
      signal { id: "a" terms { language: "en" text: "hurt" } }
      signal { id: "b" terms { language: "en" text: "lost" } }
      signal { id: "c" terms { language: "en" text: "late" } }
      scope { id: "negation" applies_by_default: true words_onward: 1
              terms { language: "en" text: "not" } })");
  Search run(set);
  const std::string text = "not late, hurt. hurt; not hurt. hurt. not lost. lost";
  const struct {
    int limit;
    std::vector<std::string> begins;
  } rows[] = {
      {-1, {}},
      {0, {}},
      {1, {"a10"}},
      {2, {"a10", "b48"}},
      {3, {"c4", "a10", "b48"}},
      {4, {"c4", "a10", "a16", "b48"}},
      {7, {"c4", "a10", "a16", "a26", "a32", "b42", "b48"}},
      {100, {"c4", "a10", "a16", "a26", "a32", "b42", "b48"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.limit);
    run.On(text, row.limit);
    EXPECT_EQ(run.Count("a"), 3u);  // exact, whatever is kept
    std::vector<std::string> begins;
    for (const v1::Evidence& e : run.decision.evidence())
      begins.push_back(e.signal() + std::to_string(e.begin()));
    EXPECT_EQ(begins, row.begins);
    int32_t kept = 0;
    for (size_t f = 0; f < run.findings.all.size(); ++f) {
      if (run.findings.evidence[f] >= 0) {
        EXPECT_EQ(run.findings.evidence[f], kept++);
      }
    }
    EXPECT_EQ(kept, run.decision.evidence_size());
  }
}

TEST(Find, FindingsGoFromSetToSet) {
  const SignalSet large =
      BuildFrom(kHarm + std::string(R"(signal { id: "z" terms { language: "en" text: "lost" } })"));
  const SignalSet small = BuildFrom(R"(signal { id: "only" terms { language: "en" text: "lost" } })");
  MatchScratch scratch;
  Findings findings;
  text::Reading reading;
  v1::TextFacts facts;
  v1::Complaint complaint;
  complaint.set_body("lost, hurt, lost");
  text::Read(complaint, text::TextLimits(), text::Language::kUnknown, &reading, &facts);
  for (int round = 0; round < 3; ++round) {
    large.Find(reading, scratch, &findings);
    EXPECT_EQ(findings.all.size(), 3u);
    EXPECT_THAT(findings.count, ElementsAre(1, 2));
    small.Find(reading, scratch, &findings);
    EXPECT_THAT(findings.count, ElementsAre(2));
    EXPECT_THAT(findings.said, ElementsAre(0));
    EXPECT_TRUE(findings.evidence.empty());
  }
}

// DESIGN 4.6: the bytes of evidence alone, folded again, say the same. Cancelled evidence never counts.
TEST(Report, EvidenceIsExactOnRandomTexts) {
  const std::vector<std::string> pieces = {"hurt",
                                           "Burned",
                                           "HAND",
                                           "not ",
                                           "nobody",
                                           "but",
                                           "נִפְצַע",
                                           "ונפגע",
                                           "לא",
                                           "אבל",
                                           "RĂNIT",
                                           "ranitul",
                                           "nimeni",
                                           "ferita",
                                           "male",
                                           "non funziona",
                                           "\xF0\x9F\x98\xA1",
                                           "\xFF",
                                           "\xC3",
                                           "\xE2\x80\x8B",
                                           "\xCC\x81",
                                           "ｈｕｒｔ",
                                           ".",
                                           ", ",
                                           " ",
                                           " ",
                                           " ",
                                           "\n",
                                           "\n\n",
                                           "\n> ",
                                           "\xE2\x80\xAE",
                                           "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
                                           "3.5"};
  const SignalSet set = BuildFrom(kHarm);
  Search run(set);
  Search again(set);
  std::mt19937 random(5);
  size_t evidence = 0, cancelled = 0;
  for (int round = 0; round < 1500; ++round) {
    const auto text = [&] {
      std::string s;
      for (size_t n = random() % 40; n > 0; --n)
        s += pieces[random() % pieces.size()] + (random() % 2 ? " " : "");
      return s;
    };
    v1::Complaint complaint;
    std::string subject = RepairUtf8(text());
    complaint.set_subject(subject);
    const std::string body = text();
    complaint.set_body_bytes(body);
    run.On(complaint);
    uint32_t counts = 0;
    for (const v1::Evidence& e : run.decision.evidence()) {
      const std::string& field = e.field() == v1::Field::SUBJECT ? subject : body;
      ASSERT_LT(e.begin(), e.end());
      ASSERT_LE(e.end(), field.size());
      const std::string bytes = field.substr(e.begin(), e.end() - e.begin());
      EXPECT_EQ(e.quote(), RepairUtf8(bytes));
      again.On(bytes);
      ASSERT_EQ(again.Count("harm"), 1u) << "'" << bytes << "' in '" << field << "'";
      EXPECT_EQ(again.decision.evidence(0).signal(), e.signal());
      ++evidence;
      counts += e.cancelled_by().empty();
      cancelled += !e.cancelled_by().empty();
    }
    if (run.decision.evidence_size() < 100) {
      EXPECT_EQ(counts, run.Count("harm"));
    }
  }
  EXPECT_GT(evidence, 2000u);
  EXPECT_GT(cancelled, 300u);
}

// TRUST 49: the best of nine, four times the text, at most ten times the time.
TEST(Find, StuffedTextsCostWhatTheirLengthSays) {
  const SignalSet set = BuildFrom(kHarm);
  MatchScratch scratch;
  Findings findings;
  text::Reading reading;
  v1::TextFacts facts;
  for (const std::string stuffing : {"not hurt ", "hurt ", "nobody but hurt ", "what if hurt. ",
                                     "hurt was solved, ", "not not not ,,,,,,,,,, "}) {
    SCOPED_TRACE(stuffing);
    double best[2] = {1e9, 1e9};
    for (const int big : {0, 1}) {
      std::string body;
      while (body.size() < (size_t{64} << 10 << (2 * big)) - 32) body += stuffing;
      v1::Complaint complaint;
      complaint.set_body(body);
      text::Read(complaint, text::TextLimits(), text::Language::kUnknown, &reading, &facts);
      for (int round = 0; round < 9; ++round) {
        const auto start = std::chrono::steady_clock::now();
        set.Find(reading, scratch, &findings);
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        best[big] = std::min(best[big], time.count());
      }
    }
    EXPECT_LT(best[1], 10 * best[0] + 0.002);
  }
}

}  // namespace
}  // namespace triage::signals
