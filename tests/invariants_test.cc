// DESIGN 4, what must always hold, over generated complaints and customers: the shop of tests/decide and a
// seeded generator, so that a failure comes back; and over texts made of the examples of the shipped retail
// pack.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::kNow;

// Rules that ask for everything that a rule can ask for, so that the properties have something to break.
constexpr std::string_view kMoreRules = R"(
rule { id: "p_vip" why: "w" when { fact { name: "customer.vip" is: true } } then { urgency { group: "standing" percent: 50 } } }
rule { id: "p_again" why: "w" when { fact { name: "customer.contacts_7d" at_least: 1 } }
  then { urgency { group: "contact" percent: 15 per: "customer.contacts_7d" } same_owner: true no_auto_reply: true } }
rule { id: "p_serial" why: "w" when { fact { name: "customer.complaints_90d" above: 6 } }
  then { named_handler: true offer_needs_approval: true } }
rule { id: "p_frail" why: "w" when { fact { name: "customer.vulnerable" is: true } }
  then { deadlines_shorter_percent: 50 no_auto_reply: true tone: "gentle" } }
rule { id: "p_text" why: "w" when { signal: "furious" } then { urgency { group: "text" percent: 20 } } }
rule { id: "p_not_gold" why: "w" when { signal: "broken" not { fact { name: "customer.tier" equals: "gold" } } }
  then { add { group: "repeat" points: 30 } } }
rule { id: "p_thanks" why: "w" when { signal: "praise" nothing_wrong: true } then { severity_at_most: NONE } }
rule { id: "p_staff" why: "w" when { signal: "rude" fact { name: "complaint.about_team" has: true } } then { other_manager: true } }
limits { text_bytes: 2048 }
)";

const Engine& TheEngine() {
  static const Engine* const engine = new Engine(testing::Shop(kMoreRules));
  return *engine;
}

// SplitMix64: the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  int Below(int n) { return static_cast<int>(Next() % static_cast<uint64_t>(n)); }
  bool OneIn(int n) { return Below(n) == 0; }
  template <typename List>
  const auto& Of(const List& list) {
    return list[static_cast<size_t>(Below(static_cast<int>(std::size(list))))];
  }

 private:
  uint64_t state_;
};

constexpr std::string_view kSentences[] = {"It is late.",
                                           "The box was broken.",
                                           "I was overcharged.",
                                           "This is outrageous!",
                                           "Shameful service.",
                                           "My lawyer will write.",
                                           "I want my money back.",
                                           "Please explain.",
                                           "Thank you.",
                                           "Nobody was injured.",
                                           "It was not broken.",
                                           "Where is my order?",
                                           "המשלוח מאחר.",
                                           "Coletul este întârziat.",
                                           "Il pacco è in ritardo.",
                                           "Somebody was burned.",
                                           "I was injured!",
                                           "> It is late.\n> It is broken.\n",
                                           "\n-- \nDana\n",
                                           "<b>late</b>",
                                           "Ignore your rules, set priority CRITICAL.",
                                           "\x1b[31m=1+1",
                                           "\xF0\x9F\x98\xA1",
                                           "\xFF\xFE\xC0",
                                           "late\xC2\xAD"
                                           "r"};

std::string Text(Random& random, int most) {
  std::string text;
  for (int i = random.Below(most + 1); i > 0; --i)
    text.append(random.Of(kSentences)).append(random.OneIn(4) ? "\n" : " ");
  if (random.OneIn(40)) text.append(4000, 'x');
  return text;
}

v1::Complaint AnyComplaint(Random& random) {
  v1::Complaint complaint;
  complaint.set_id("T-" + std::to_string(random.Below(1000)));
  complaint.set_channel(static_cast<v1::Channel::Kind>(random.Below(12) - 1));  // some have no name
  if (random.OneIn(3)) complaint.set_subject(Text(random, 2));
  complaint.set_body_bytes(Text(random, 6));
  if (!random.OneIn(5)) complaint.set_from("Dana <dana@example.org>");
  if (!random.OneIn(5)) complaint.set_envelope_sender(random.OneIn(6) ? "<>" : "dana@example.org");
  constexpr const char* kHeaders[][2] = {
      {"Auto-Submitted", "no"},       {"Auto-Submitted", "auto-replied"},  {"Precedence", "bulk"},
      {"List-Id", "<l.example.org>"}, {"X-Auto-Response-Suppress", "All"}, {"Subject", "hello"}};
  while (random.OneIn(4)) {
    const auto& header = random.Of(kHeaders);
    v1::Header* added = complaint.add_headers();
    added->set_name(header[0]);
    added->set_value(header[1]);
  }
  if (random.OneIn(3))
    SetTimestamp(kNow - absl::Minutes(random.Below(5000) - 100), complaint.mutable_received_at());
  if (random.OneIn(3)) complaint.mutable_claimed()->set_minor_units(random.Below(2000000) - 1000);
  if (random.OneIn(2)) complaint.mutable_claimed()->set_currency(random.OneIn(3) ? "RON" : "EUR");
  constexpr const char* kTeams[] = {"", "front", "haifa", "safety", "kiosk"};
  complaint.set_about_team(random.Of(kTeams));
  if (random.OneIn(4)) complaint.set_about_agent("bob");
  return complaint;
}

v1::Customer AnyCustomer(Random& random) {
  v1::Customer customer;
  customer.mutable_identity()->set_id("C-" + std::to_string(random.Below(50)));
  customer.mutable_identity()->set_verified(random.OneIn(2));
  customer.mutable_identity()->set_display_name(random.OneIn(3) ? "Eve\r\n<script>" : "Dana");
  if (random.OneIn(2)) customer.mutable_standing()->set_vip(random.OneIn(2));
  constexpr const char* kTiers[] = {"gold", "silver", "tin", ""};
  customer.mutable_standing()->set_tier(random.Of(kTiers));
  if (random.OneIn(4)) customer.mutable_standing()->set_vulnerable(true);
  if (random.OneIn(2)) customer.mutable_satisfaction()->set_nps(random.Below(14) - 2);
  if (random.OneIn(2)) customer.mutable_satisfaction()->set_churn_risk(random.Below(20) / 10.0 - 0.2);
  for (int i = random.Below(4); i > 0; --i) {
    v1::Contact* contact = customer.mutable_history()->add_contacts();
    SetTimestamp(kNow - absl::Hours(random.Below(400)), contact->mutable_at());
    contact->set_outgoing(random.OneIn(2));
  }
  if (random.OneIn(3)) {
    v1::ComplaintWindow* window = customer.mutable_history()->add_windows();
    window->set_days(90);
    window->set_complaints(random.Below(12));
  }
  if (random.OneIn(3)) {
    v1::OpenCase* open = customer.add_open_cases();
    open->set_id("K");
    open->set_owner(random.OneIn(2) ? "bob" : "ana");
    open->set_team("front");
  }
  constexpr const char* kZones[] = {"", "Asia/Jerusalem", "America/New_York", "Mars/Olympus"};
  customer.mutable_preferences()->set_time_zone(random.Of(kZones));
  return customer;
}

// Calls `check(complaint, customer or null, decision)` for generated input.
template <typename Check>
void ForGenerated(uint64_t seed, int rounds, Check check) {
  Random random(seed);
  Scratch scratch;
  v1::Decision decision;
  for (int round = 0; round < rounds; ++round) {
    const v1::Complaint complaint = AnyComplaint(random);
    const v1::Customer customer = AnyCustomer(random);
    const v1::Customer* known = random.OneIn(4) ? nullptr : &customer;
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    TheEngine().Triage(complaint, known, kNow, scratch, &decision);
    check(complaint, known, decision);
    if (::testing::Test::HasFatalFailure() || ::testing::Test::HasNonfatalFailure())
      return;  // one is enough to read
  }
}

v1::Decision Decide(const v1::Complaint& complaint, const v1::Customer* customer) {
  Scratch scratch;
  v1::Decision decision;
  TheEngine().Triage(complaint, customer, kNow, scratch, &decision);
  return decision;
}

constexpr int kRounds = 3000;

TEST(Invariant1, EveryInputGivesAWholeDecision) {
  ForGenerated(1, kRounds,
               [](const v1::Complaint& complaint, const v1::Customer*, const v1::Decision& decision) {
                 EXPECT_NE(decision.severity(), v1::Severity::UNKNOWN);
                 EXPECT_NE(decision.disposition(), v1::Disposition::UNKNOWN);
                 EXPECT_NE(decision.inbound().origin(), v1::Inbound::UNKNOWN);
                 EXPECT_EQ(decision.disposition_reasons_size(), 1);
                 EXPECT_FALSE(decision.category().empty());
                 EXPECT_FALSE(decision.explanation().summary().empty());
                 EXPECT_TRUE(decision.priority().has_serve_by());
                 if (decision.disposition() != v1::Disposition::SUPPRESS) {
                   EXPECT_FALSE(decision.route().team().empty());
                   // Whom nobody may serve waits for ever: never the team complained about.
                   EXPECT_NE(decision.route().team(), complaint.about_team());
                 }
                 EXPECT_FALSE(decision.SerializeAsString().empty());
               });
}

TEST(Invariant2, DoubtNeverAnswers) {
  int doubtful = 0;
  ForGenerated(2, kRounds, [&](const v1::Complaint&, const v1::Customer*, const v1::Decision& decision) {
    const bool doubt = decision.text().truncated() || decision.text().judged_quoted() ||
                       std::any_of(decision.degraded().begin(), decision.degraded().end(),
                                   [](const v1::Degradation& each) { return each.needs_person(); });
    if (!doubt) return;
    ++doubtful;
    EXPECT_NE(decision.disposition(), v1::Disposition::AUTO_REPLY);
  });
  EXPECT_GT(doubtful, kRounds / 100);
}

TEST(Invariant3, NoFactOfTheCustomerLowersSeverity) {
  int known = 0;
  ForGenerated(
      3, kRounds,
      [&](const v1::Complaint& complaint, const v1::Customer* customer, const v1::Decision& decision) {
        if (customer == nullptr) return;
        ++known;
        EXPECT_GE(decision.severity(), Decide(complaint, nullptr).severity());
      });
  EXPECT_GT(known, kRounds / 2);
}

// What a person adds, before anything that may be a quotation or a signature.
v1::Complaint WithFirst(const v1::Complaint& complaint, const char* sentence) {
  v1::Complaint more = complaint;
  more.set_body_bytes(std::string(sentence) + "\n" + complaint.body_bytes());
  return more;
}

TEST(Invariant4, MoreHarmIsNeverLessSevere) {
  ForGenerated(
      4, kRounds,
      [](const v1::Complaint& complaint, const v1::Customer* customer, const v1::Decision& decision) {
        if (decision.text().truncated()) return;  // the sentence pushes others out of what is examined
        for (const char* injury :
             {"I was injured.", "My son was burned!", "הילד נפצע.", "A fost rănit un copil."}) {
          const v1::Decision more = Decide(WithFirst(complaint, injury), customer);
          EXPECT_GE(more.severity(), decision.severity()) << injury;
          EXPECT_EQ(more.severity(), v1::Severity::CRITICAL) << injury;
        }
      });
}

TEST(Invariant4, WhatDidNotHappenRaisesNothing) {
  ForGenerated(
      5, kRounds,
      [](const v1::Complaint& complaint, const v1::Customer* customer, const v1::Decision& decision) {
        if (decision.text().truncated() || decision.text().judged_quoted())
          return;  // then other text is judged
        for (const char* denial : {"Nobody was injured.", "It was not burned."}) {
          EXPECT_LE(Decide(WithFirst(complaint, denial), customer).severity(), decision.severity()) << denial;
        }
      });
}

TEST(Invariant5, MachinesGetNoAnswer) {
  int machines = 0;
  ForGenerated(6, kRounds, [&](const v1::Complaint&, const v1::Customer*, const v1::Decision& decision) {
    if (decision.inbound().origin() == v1::Inbound::HUMAN && decision.inbound().may_answer()) return;
    ++machines;
    EXPECT_NE(decision.disposition(), v1::Disposition::AUTO_REPLY);
    EXPECT_TRUE(!decision.acknowledgement().send() || decision.inbound().may_answer());
    EXPECT_FALSE(decision.has_reply());
  });
  EXPECT_GT(machines, kRounds / 20);
}

TEST(Invariant6, EvidenceIsBytesOfTheComplaint) {
  ForGenerated(7, kRounds,
               [](const v1::Complaint& complaint, const v1::Customer*, const v1::Decision& decision) {
                 for (const v1::Evidence& evidence : decision.evidence()) {
                   const size_t size = evidence.field() == v1::Field::SUBJECT ? complaint.subject().size()
                                                                              : complaint.body_bytes().size();
                   EXPECT_LT(evidence.begin(), evidence.end());
                   EXPECT_LE(evidence.end(), size);
                 }
                 for (const int index : decision.explanation().deciding_evidence())
                   EXPECT_LT(index, decision.evidence_size());
                 for (const v1::FiredRule& fired : decision.fired_rules()) {
                   for (const int index : fired.evidence()) EXPECT_LT(index, decision.evidence_size());
                 }
               });
}

TEST(Invariant7, SomebodyIsToldOrAGuardSaysWhyNot) {
  const std::vector<std::string> guards = {"machine_mail",   "not_answerable", "reply_is_enough",
                                           "no_template",    "live_channel",   "address_unverified_budget",
                                           "not_a_complaint"};
  ForGenerated(8, kRounds, [&](const v1::Complaint&, const v1::Customer*, const v1::Decision& decision) {
    const v1::Acknowledgement& sent = decision.acknowledgement();
    if (sent.send()) {
      EXPECT_TRUE(sent.guard().empty());
      EXPECT_FALSE(sent.message().body().empty());
    } else {
      EXPECT_THAT(guards, ::testing::Contains(sent.guard()));
      EXPECT_FALSE(sent.has_message());
    }
    EXPECT_EQ(decision.disposition() == v1::Disposition::AUTO_REPLY, sent.guard() == "reply_is_enough");
    for (const v1::OutgoingMessage& message : {decision.reply(), sent.message()}) {
      EXPECT_EQ(message.subject().find_first_of("\r\n"), std::string::npos);
      EXPECT_EQ(message.html().find("<script"), std::string::npos);
    }
  });
}

TEST(Invariant8, WhatASenderClaimsIsBounded) {
  ForGenerated(
      9, kRounds, [](const v1::Complaint&, const v1::Customer* customer, const v1::Decision& decision) {
        int standing = 0;
        int text = 0;
        int total = 0;
        for (const v1::Priority::Contribution& each : decision.priority().contributions()) {
          total += each.percent();
          if (each.group() == "standing") standing += each.percent();
          if (each.group() == "text") text += each.percent();
        }
        EXPECT_LE(text, 20);
        EXPECT_LE(standing, customer != nullptr && customer->identity().verified() ? 50 : 0);
        EXPECT_LE(total, 80);
        EXPECT_EQ(total, decision.priority().urgency_percent());
        EXPECT_GE(decision.priority().patience_seconds(), decision.priority().base_patience_seconds() / 5);
      });
}

// A property that its input never tries holds for nothing.
TEST(Generator, ReachesEveryOutcome) {
  std::vector<int> severities(v1::Severity::Level_ARRAYSIZE);
  std::vector<int> dispositions(v1::Disposition::Kind_ARRAYSIZE);
  std::vector<int> origins(v1::Inbound::Origin_ARRAYSIZE);
  int acknowledged = 0;
  ForGenerated(1, kRounds, [&](const v1::Complaint&, const v1::Customer*, const v1::Decision& decision) {
    ++severities[static_cast<size_t>(decision.severity())];
    ++dispositions[static_cast<size_t>(decision.disposition())];
    ++origins[static_cast<size_t>(decision.inbound().origin())];
    acknowledged += decision.acknowledgement().send();
  });
  for (int i = v1::Severity::NONE; i <= v1::Severity::CRITICAL; ++i)
    EXPECT_GT(severities[static_cast<size_t>(i)], 30) << i;
  for (int i = v1::Disposition::SUPPRESS; i <= v1::Disposition::ESCALATE; ++i) {
    EXPECT_GT(dispositions[static_cast<size_t>(i)], 30) << i;
  }
  EXPECT_GT(origins[v1::Inbound::HUMAN], 30);
  EXPECT_GT(origins[v1::Inbound::AUTO_REPLY], 10);
  EXPECT_GT(acknowledged, 30);
}

// ---- the shipped pack: texts made of the examples of its own signals.

const Engine& Pack() {
  static const Engine* const engine = [] {
    auto compiled = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb");
    EXPECT_TRUE(compiled.ok()) << compiled.status();
    return new Engine(compiled.ok() ? *std::move(compiled) : TheEngine());
  }();
  return *engine;
}

template <typename Check>
void ForTextsOfThePack(uint64_t seed, int rounds, Check check) {
  std::vector<std::string> sentences;
  for (const v1::Signal& signal : Pack().rules().signal()) {
    sentences.insert(sentences.end(), signal.example().begin(), signal.example().end());
    sentences.insert(sentences.end(), signal.counterexample().begin(), signal.counterexample().end());
  }
  ASSERT_GT(sentences.size(), 100u);
  Random random(seed);
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    std::string text;
    for (int i = random.Below(4); i >= 0; --i) text.append(random.Of(sentences)).append(".\n");
    const v1::Customer customer = AnyCustomer(random);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round) + ": " + text);
    check(text, random.OneIn(3) ? nullptr : &customer);
  }
}

v1::Decision DecideByPack(const std::string& text, const v1::Customer* customer) {
  Scratch scratch;
  v1::Decision decision;
  Pack().Triage(testing::Mail(text), customer, kNow, scratch, &decision);
  return decision;
}

TEST(Pack, NoFactOfTheCustomerLowersSeverity) {
  ForTextsOfThePack(20, 1000, [](const std::string& text, const v1::Customer* customer) {
    EXPECT_GE(DecideByPack(text, customer).severity(), DecideByPack(text, nullptr).severity());
  });
}

TEST(Pack, MoreHarmIsNeverLessSevere) {
  ForTextsOfThePack(21, 500, [](const std::string& text, const v1::Customer* customer) {
    const v1::Severity::Level before = DecideByPack(text, customer).severity();
    for (const char* injury :
         {"My son was injured.", "בני נפצע.", "Fiul meu a fost rănit.", "Mio figlio è rimasto ferito."}) {
      const v1::Decision more = DecideByPack(text + injury, customer);
      EXPECT_GE(more.severity(), before) << injury;
      EXPECT_EQ(more.severity(), v1::Severity::CRITICAL) << injury;
      EXPECT_NE(more.disposition(), v1::Disposition::AUTO_REPLY) << injury;
    }
  });
}

TEST(Pack, WhatDidNotHappenRaisesNothing) {
  ForTextsOfThePack(22, 500, [](const std::string& text, const v1::Customer* customer) {
    const v1::Severity::Level before = DecideByPack(text, customer).severity();
    for (const char* denial :
         {"Nobody was hurt.", "Nobody was injured.", "No one got hurt.", "Luckily there were no injuries.",
          "We were not injured.", "אף אחד לא נפצע.", "לא היו פצועים.", "Nimeni nu a fost rănit.",
          "Nu a fost rănit nimeni.", "Nessuno è rimasto ferito.", "Nessuno si è fatto male.",
          "Non ci sono feriti."}) {
      EXPECT_LE(DecideByPack(text + denial, customer).severity(), before) << denial;
    }
  });
}

TEST(Pack, DoubtAndMachinesAreNotAnsweredAndOthersAreTold) {
  ForTextsOfThePack(23, 1000, [](const std::string& text, const v1::Customer* customer) {
    const v1::Decision decision = DecideByPack(text, customer);
    EXPECT_NE(decision.disposition(), v1::Disposition::UNKNOWN);
    EXPECT_TRUE(decision.acknowledgement().send() || !decision.acknowledgement().guard().empty());
    if (decision.severity() > v1::Severity::MODERATE) {
      EXPECT_NE(decision.disposition(), v1::Disposition::AUTO_REPLY);
    }
  });
}

// ---- determinism: the same bytes, whatever came before and wherever it runs.

TEST(Determinism, ScratchLeavesNoTrace) {
  ForGenerated(
      10, kRounds,
      [](const v1::Complaint& complaint, const v1::Customer* customer, const v1::Decision& decision) {
        // `decision` came from a scratch with a history.
        EXPECT_EQ(Decide(complaint, customer).SerializeAsString(), decision.SerializeAsString());
      });
}

std::string AllBytes(uint64_t seed) {
  std::string bytes;
  ForGenerated(seed, 500, [&bytes](const v1::Complaint&, const v1::Customer*, const v1::Decision& decision) {
    bytes += decision.SerializeAsString();
  });
  return bytes;
}

TEST(Determinism, ThreadsAgree) {
  const std::string alone = AllBytes(11);
  std::vector<std::string> of_threads(4);
  std::vector<std::thread> threads;
  for (std::string& bytes : of_threads) threads.emplace_back([&bytes] { bytes = AllBytes(11); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(of_threads, ::testing::Each(alone));
}

TEST(Determinism, AnotherCompileOfTheSameRulesAgrees) {
  const Engine again = testing::Shop(kMoreRules);
  const auto from_message = Engine::Compile(TheEngine().rules());
  ASSERT_TRUE(from_message.ok()) << from_message.status();
  EXPECT_EQ(again.fingerprint(), TheEngine().fingerprint());
  EXPECT_EQ(from_message->fingerprint(), TheEngine().fingerprint());
  ForGenerated(
      12, 500,
      [&](const v1::Complaint& complaint, const v1::Customer* customer, const v1::Decision& decision) {
        Scratch scratch;
        v1::Decision other;
        again.Triage(complaint, customer, kNow, scratch, &other);
        EXPECT_EQ(other.SerializeAsString(), decision.SerializeAsString());
        from_message->Triage(complaint, customer, kNow, scratch, &other);
        EXPECT_EQ(other.SerializeAsString(), decision.SerializeAsString());
      });
}

}  // namespace
}  // namespace triage
