// The engine as a host sees it: compiling, sharing, deciding. What each stage decides is tested beside the
// stage.
#include "triage/engine.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/arena.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"
#include "triage/explain.h"

namespace triage {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::triage::testing::Customer;
using ::triage::testing::kNow;
using ::triage::testing::Mail;
using ::triage::testing::Shop;

const std::string kRetail = TRIAGE_SOURCE_DIR "/rules/retail.txtpb";

// Compiled once: the packs are large.
const Engine& Retail() {
  static const auto* const engine = new absl::StatusOr<Engine>(Engine::CompileFile(kRetail));
  EXPECT_TRUE(engine->ok()) << engine->status();
  return engine->value();
}

// A folder of this test's own, emptied before and removed after it.
class EngineFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = std::filesystem::path(::testing::TempDir()) / ("triage_engine_" + test);
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) const {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  std::filesystem::path folder_;
};

const char kHeader[] = "# proto-file: triage/v1/ruleset.proto\n# proto-message: triage.v1.RuleSet\n";

// The smallest rule set that loads, with one rule: the word makes a complaint CRITICAL.
std::string SmallestWith(const std::string& word) {
  return "name: \"small\" house { default_team: \"care\" } calendar { id: \"always\" round_the_clock: true "
         "}\n"
         "team { id: \"care\" calendar: \"always\" } signal { id: \"it\" terms { language: \"en\" text: \"" +
         word +
         "\" } }\n"
         "rule { id: \"it\" why: \"It was said.\" when { signal: \"it\" } then { severity_at_least: CRITICAL "
         "} }\n";
}

v1::Severity::Level SeverityOf(const Engine& engine, std::string_view body) {
  return engine.Triage(Mail(body), kNow).severity();
}

// ---- the first page ----

TEST(EngineTest, DecidesTheComplaintOfTheReadme) {
  v1::Complaint complaint;
  complaint.set_body("The charger caught fire and my son was burned.");
  const v1::Decision decision = Retail().Triage(complaint, kNow);
  EXPECT_EQ(decision.severity(), v1::Severity::CRITICAL);
  EXPECT_EQ(decision.disposition(), v1::Disposition::ESCALATE);
  EXPECT_TRUE(decision.priority().head_of_queue());
  EXPECT_THAT(DecidingWords(decision, complaint), AllOf(HasSubstr("fire"), HasSubstr("burned")));
  EXPECT_THAT(Explain(decision, complaint), HasSubstr("CRITICAL"));
}

TEST(EngineTest, NamesItsRulesInEveryDecision) {
  const v1::Decision decision = Shop().Triage(Mail("hello"), kNow);
  EXPECT_EQ(decision.fingerprint(), Shop().fingerprint());
  EXPECT_EQ(decision.ruleset(), "test");
  EXPECT_EQ(decision.complaint_id(), "T-1");
}

// ---- three ways in ----

TEST_F(EngineFiles, CompilesFromAFileAndItsIncludes) {
  Write("words.txtpb",
        std::string(kHeader) + "signal { id: \"it\" terms { language: \"en\" text: \"shipwreck\" } }\n");
  const std::string path =
      Write("shop.txtpb", std::string(kHeader) + "include: \"words.txtpb\"\n" + SmallestWith("tempest"));
  std::vector<Issue> issues;
  const auto engine = Engine::CompileFile(path, &issues);
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_EQ(SeverityOf(*engine, "A tempest!"), v1::Severity::CRITICAL);
  EXPECT_EQ(SeverityOf(*engine, "A shipwreck!"), v1::Severity::NONE)
      << "the including file's signal replaces it";
}

TEST_F(EngineFiles, AMissingFileIsNotFound) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileFile("/no/such/folder/shop.txtpb", &issues);
  EXPECT_EQ(engine.status().code(), absl::StatusCode::kNotFound) << engine.status();
  EXPECT_EQ(issues.size(), 1u);
}

TEST(EngineTest, CompilesFromText) {
  const auto engine = Engine::CompileText("small.txtpb", SmallestWith("tempest"));
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_EQ(SeverityOf(*engine, "A tempest!"), v1::Severity::CRITICAL);
}

TEST(EngineTest, CompilesFromAMessage) {
  const auto from_text = Engine::CompileText("small.txtpb", SmallestWith("tempest"));
  ASSERT_TRUE(from_text.ok()) << from_text.status();
  const auto engine = Engine::Compile(from_text->rules());
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_EQ(engine->fingerprint(), from_text->fingerprint());
  EXPECT_EQ(SeverityOf(*engine, "A tempest!"), v1::Severity::CRITICAL);
}

TEST(EngineTest, TextWithIncludesButNoReaderIsRefused) {
  std::vector<Issue> issues;
  const auto engine =
      Engine::CompileText("a.txtpb", "include: \"b.txtpb\"\n" + SmallestWith("x1"), nullptr, &issues);
  EXPECT_FALSE(engine.ok());
  EXPECT_THAT(issues, Contains(AllOf(Field(&Issue::line, 1), Field(&Issue::file, "a.txtpb"))));
}

TEST(EngineTest, TellsAllIssuesAtOnceAndTheFirstInTheStatus) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText("a.txtpb",
                                          SmallestWith("tempest") +
                                              "rule { id: \"b\" why: \"w\" when { signal: \"itt\" } }\n"
                                              "rule { id: \"c\" why: \"w\" when { signal: \"it\" }\n"
                                              "  then { team: \"caer\" } }\n",
                                          nullptr, &issues);
  ASSERT_FALSE(engine.ok());
  EXPECT_EQ(engine.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(engine.status().message()), HasSubstr("a.txtpb:4"));
  EXPECT_THAT(issues, Contains(AllOf(Field(&Issue::line, 4), Field(&Issue::hint, HasSubstr("\"it\"")))));
  EXPECT_THAT(issues, Contains(AllOf(Field(&Issue::line, 6), Field(&Issue::hint, HasSubstr("\"care\"")))));
}

TEST(EngineTest, IssuesAreAddedToThoseThatStandThere) {
  std::vector<Issue> issues(1);
  issues[0].code = "mine";
  EXPECT_FALSE(Engine::CompileText("a.txtpb", "nothing: 1", nullptr, &issues).ok());
  ASSERT_GT(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, "mine");
}

TEST(EngineTest, WarningsDoNotStopIt) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileText(
      "a.txtpb",
      SmallestWith("tempest") + "signal { id: \"unused\" terms { language: \"en\" text: \"calm\" } }\n",
      nullptr, &issues);
  EXPECT_TRUE(engine.ok()) << engine.status();
  for (const Issue& issue : issues) EXPECT_EQ(issue.level, Issue::Level::kWarning) << Format(issue);
}

TEST(EngineTest, TheIssuesOfAMessageNameTheirPlaceInIt) {
  v1::RuleSet rules = Engine::CompileText("a", SmallestWith("tempest"))->rules();
  rules.mutable_rule(0)->mutable_when()->set_signal(0, "itt");
  std::vector<Issue> issues;
  EXPECT_FALSE(Engine::Compile(rules, &issues).ok());
  ASSERT_THAT(issues, Not(IsEmpty()));
  EXPECT_THAT(issues[0].path, HasSubstr("rule"));
  EXPECT_EQ(issues[0].line, 0);
  EXPECT_EQ(issues[0].file, "");
}

// ---- what names the rules ----

TEST(EngineTest, TheFingerprintIsOfBehaviourAlone) {
  const std::string small = SmallestWith("tempest");
  const std::string base = Engine::CompileText("a.txtpb", small)->fingerprint();
  EXPECT_EQ(base.size(), 32u);
  EXPECT_EQ(base.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(Engine::CompileText("b.txtpb", "# a remark\n" + small)->fingerprint(), base);
  EXPECT_EQ(Engine::CompileText("c.txtpb",
                                small + "test { name: \"t\" complaint { body: \"x\" } expect { severity: "
                                        "NONE } }\n")
                ->fingerprint(),
            base);
  EXPECT_NE(Engine::CompileText("a.txtpb", SmallestWith("tempests"))->fingerprint(), base);
}

TEST(EngineTest, MemoryGrowsWithTheRules) {
  const auto small = Engine::CompileText("a.txtpb", SmallestWith("tempest"));
  EXPECT_GT(small->MemoryBytes(), 0u);
  EXPECT_GT(Retail().MemoryBytes(), small->MemoryBytes());
}

// ---- sharing and replacing ----

TEST(EngineTest, CopiesShareTheRules) {
  const Engine& first = Retail();
  const Engine second =
      first;  // NOLINT(performance-unnecessary-copy-initialization): the copy is what is tested
  EXPECT_EQ(&second.rules(), &first.rules());
  EXPECT_EQ(&second.fingerprint(), &first.fingerprint());
}

TEST(EngineTest, WorkInFlightKeepsItsRulesWhenTheyAreReplaced) {
  Engine current = *Engine::CompileText("old.txtpb", SmallestWith("tempest"));
  const Engine in_flight = current;
  current = *Engine::CompileText("new.txtpb", SmallestWith("shipwreck"));
  EXPECT_EQ(SeverityOf(in_flight, "A tempest!"), v1::Severity::CRITICAL);
  EXPECT_EQ(SeverityOf(in_flight, "A shipwreck!"), v1::Severity::NONE);
  EXPECT_EQ(SeverityOf(current, "A tempest!"), v1::Severity::NONE);
  EXPECT_EQ(SeverityOf(current, "A shipwreck!"), v1::Severity::CRITICAL);
}

// TRUST 29: a file cut within an entry is refused wherever the cut is, and the engine in use stays. (A cut
// between two entries leaves a rule set that may be whole: hosts replace files by renaming.)
TEST_F(EngineFiles, AHalfWrittenFileDoesNotReplaceTheEngine) {
  const std::string whole = std::string(kHeader) + SmallestWith("tempest");
  const Engine current = *Engine::CompileFile(Write("shop.txtpb", whole));
  const size_t last_entry = whole.rfind("rule {");
  for (size_t length = last_entry + 1; length < whole.rfind('}'); ++length) {
    auto next = Engine::CompileFile(Write("shop.txtpb", whole.substr(0, length)));
    ASSERT_FALSE(next.ok()) << "after " << length << " bytes";
    EXPECT_EQ(next.status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(SeverityOf(current, "A tempest!"), v1::Severity::CRITICAL);
}

// ---- memory of the caller ----

static_assert(!std::is_copy_constructible_v<Scratch> && !std::is_copy_assignable_v<Scratch>);
static_assert(std::is_nothrow_move_constructible_v<Scratch> && std::is_nothrow_move_assignable_v<Scratch>);
static_assert(!std::is_default_constructible_v<Engine>);

// A Scratch that served one engine serves another, larger or smaller: each answer is that of a new Scratch.
TEST(EngineTest, OneScratchServesEnginesOfAnySize) {
  const Engine shop = Shop();
  const Engine small = *Engine::CompileText("small.txtpb", SmallestWith("tempest"));
  const std::array<const Engine*, 3> engines = {&Retail(), &shop, &small};
  const std::array<std::string, 6> bodies = {"The charger caught fire and my son was burned.",
                                             "My parcel is late. A tempest!",
                                             "",
                                             "Pachetul meu a întârziat două zile, vă rog.",
                                             "broken, burned, outrageous, lawyer " + std::string(9000, 'x'),
                                             "> quoted: my son was burned\n\nnothing new"};
  Scratch reused;
  v1::Decision decision;
  for (int round = 0; round < 36; ++round) {
    const Engine& engine = *engines[static_cast<size_t>(round) % 3];
    const v1::Complaint complaint = Mail(bodies[static_cast<size_t>(round * 5 / 3) % 6]);
    engine.Triage(complaint, nullptr, kNow, reused, &decision);
    EXPECT_EQ(decision.SerializeAsString(), engine.Triage(complaint, kNow).SerializeAsString())
        << "round " << round;
  }
}

TEST(EngineTest, AMovedScratchGoesOnAndAnAssignedOneLivesAgain) {
  const Engine shop = Shop();
  Scratch first;
  v1::Decision decision;
  shop.Triage(Mail("I was injured"), nullptr, kNow, first, &decision);
  Scratch second = std::move(first);
  shop.Triage(Mail("It is late"), nullptr, kNow, second, &decision);
  EXPECT_EQ(decision.severity(), v1::Severity::LOW);
  first = Scratch();
  shop.Triage(Mail("I was injured"), nullptr, kNow, first, &decision);
  EXPECT_EQ(decision.severity(), v1::Severity::CRITICAL);
}

TEST(EngineTest, ADecisionIsClearedBeforeItIsFilled) {
  const Engine shop = Shop();
  Scratch scratch;
  v1::Decision decision;
  shop.Triage(Mail("I was injured by the broken lamp, I call my lawyer"), nullptr, kNow, scratch, &decision);
  shop.Triage(Mail("It is late"), nullptr, kNow, scratch, &decision);
  EXPECT_EQ(decision.SerializeAsString(), shop.Triage(Mail("It is late"), kNow).SerializeAsString());
}

TEST(EngineTest, ADecisionMayLiveInAnArena) {
  const Engine shop = Shop();
  google::protobuf::Arena arena;
  auto* const decision = google::protobuf::Arena::CreateMessage<v1::Decision>(&arena);
  Scratch scratch;
  for (const char* body : {"It is late", "I was injured", "It is broken"}) {
    shop.Triage(Mail(body), nullptr, kNow, scratch, decision);
    EXPECT_EQ(decision->SerializeAsString(), shop.Triage(Mail(body), kNow).SerializeAsString()) << body;
  }
  EXPECT_EQ(decision->GetArena(), &arena);
}

// ---- customers and times ----

TEST(EngineTest, TheThreeOverloadsAgree) {
  const Engine shop = Shop();
  const v1::Complaint complaint = Mail("My lamp is broken");
  const v1::Customer customer = Customer("identity { id: 'C-1' verified: true }");
  Scratch scratch;
  v1::Decision decision;
  shop.Triage(complaint, &customer, kNow, scratch, &decision);
  EXPECT_EQ(decision.SerializeAsString(), shop.Triage(complaint, customer, kNow).SerializeAsString());
  EXPECT_EQ(decision.customer_id(), "C-1");
  shop.Triage(complaint, nullptr, kNow, scratch, &decision);
  EXPECT_EQ(decision.SerializeAsString(), shop.Triage(complaint, kNow).SerializeAsString());
  EXPECT_EQ(decision.customer_id(), "");
}

// `now` out of the bounds is taken as the nearest bound; every deadline stays within them.
TEST(EngineTest, TimesOutOfRangeAreTakenAsTheBounds) {
  const Engine shop = Shop();
  const v1::Complaint complaint = Mail("My lamp is broken");
  const absl::Time last = absl::FromUnixSeconds(253402300799);
  const struct {
    const char* name;
    absl::Time now;
    absl::Time taken_as;
  } kTimes[] = {
      {"the infinite past", absl::InfinitePast(), absl::UnixEpoch()},
      {"the year 1000", absl::FromCivil(absl::CivilYear(1000), absl::UTCTimeZone()), absl::UnixEpoch()},
      {"one nanosecond before 1970", absl::UnixEpoch() - absl::Nanoseconds(1), absl::UnixEpoch()},
      {"1970", absl::UnixEpoch(), absl::UnixEpoch()},
      {"the end of 9999", last, last},
      {"the year 10000", last + absl::Seconds(1), last},
      {"the infinite future", absl::InfiniteFuture(), last},
  };
  for (const auto& row : kTimes) {
    SCOPED_TRACE(row.name);
    const v1::Decision decision = shop.Triage(complaint, row.now);
    EXPECT_EQ(decision.decided_at().seconds(), absl::ToUnixSeconds(row.taken_as));
    EXPECT_EQ(decision.SerializeAsString(), shop.Triage(complaint, row.taken_as).SerializeAsString());
    EXPECT_EQ(decision.severity(), v1::Severity::MODERATE);
    EXPECT_EQ(decision.disposition(), v1::Disposition::QUEUE);
    for (const v1::Deadline& deadline : decision.deadlines()) {
      EXPECT_GE(deadline.due().seconds(), 0);
      EXPECT_LE(deadline.due().seconds(), 253402300799);
    }
  }
}

}  // namespace
}  // namespace triage
