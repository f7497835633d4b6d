// The way of a complaint through the stages: each result lands in its field, in one pass, whatever stood
// there before.
#include "src/pipeline.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/timestamp.h"
#include "src/compile/compile.h"
#include "tests/decide/small_shop.h"

namespace triage {
namespace {

using testing::Customer;
using ::testing::ElementsAre;
using testing::kNow;
using testing::Mail;

std::shared_ptr<const Program> Compiled(std::string_view text = "") {
  auto program = compile::CompileText("test.txtpb", testing::InShop(text), testing::ShopReader(), nullptr);
  EXPECT_TRUE(program.ok()) << program.status();
  return *program;
}

v1::Decision Decide(const Program& program, const v1::Complaint& complaint,
                    const v1::Customer* customer = nullptr, absl::Time now = kNow) {
  Workspace workspace;
  v1::Decision decision;
  RunPipeline(program, complaint, customer, now, workspace, &decision);
  return decision;
}

TEST(PipelineTest, EachStageLandsInItsField) {
  const auto program = Compiled();
  const v1::Complaint complaint = Mail("My lamp is broken and I was burned.");
  const v1::Customer customer =
      Customer("identity { id: 'C-1' verified: true } preferences { language: 'en' }");
  const v1::Decision decision = Decide(*program, complaint, &customer);
  EXPECT_EQ(decision.inbound().origin(), v1::Inbound::HUMAN);
  EXPECT_EQ(decision.text().language(), "en");
  ASSERT_EQ(decision.evidence_size(), 2);
  EXPECT_EQ(complaint.body().substr(decision.evidence(1).begin(),
                                    decision.evidence(1).end() - decision.evidence(1).begin()),
            "burned");
  std::vector<std::string> fired;
  for (const v1::FiredRule& rule : decision.fired_rules()) fired.push_back(rule.id());
  EXPECT_THAT(fired, ElementsAre("broken", "injury"));
  EXPECT_EQ(decision.severity(), v1::Severity::CRITICAL);
  EXPECT_EQ(decision.category(), "safety");
  EXPECT_EQ(decision.priority().base_patience_seconds(), 15 * 60);
  EXPECT_EQ(decision.disposition(), v1::Disposition::ESCALATE);
  EXPECT_EQ(decision.route().team(), "safety");
  ASSERT_GT(decision.deadlines_size(), 0);
  EXPECT_EQ(decision.acknowledgement().message().template_(), "received");
  EXPECT_FALSE(decision.explanation().summary().empty());
  EXPECT_EQ(decision.degraded_size(), 0);
}

TEST(PipelineTest, WhatStoodInTheDecisionIsGone) {
  const auto program = Compiled();
  Workspace workspace;
  v1::Decision decision;
  RunPipeline(*program, Mail("I was burned; my lawyer"), nullptr, kNow, workspace, &decision);
  RunPipeline(*program, Mail("It is late"), nullptr, kNow, workspace, &decision);
  EXPECT_EQ(decision.SerializeAsString(), Decide(*program, Mail("It is late")).SerializeAsString());
}

// Numbers of signals, facts and rules differ; what one program left says nothing to the next.
TEST(PipelineTest, AWorkspaceServesProgramsOfAnySize) {
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += "signal { id: 's" + std::to_string(i) + "' terms { language: 'en' text: 'word" +
            std::to_string(i) + "' } } rule { id: 'r" + std::to_string(i) + "' why: 'w' when { signal: 's" +
            std::to_string(i) + "' } then { add { group: 'problem' points: 10 } } }\n";
  }
  const auto small = Compiled();
  const auto large = Compiled(many);
  const v1::Customer customer = Customer("identity { id: 'C-1' verified: true } standing { vip: true }");
  Workspace workspace;
  v1::Decision decision;
  for (const char* body : {"word299 word0 burned", "It is late", "", "word17", "broken, late and shameful"}) {
    SCOPED_TRACE(body);
    for (const v1::Customer* who : {&customer, static_cast<const v1::Customer*>(nullptr)}) {
      for (const auto* program : {&large, &small, &large}) {
        RunPipeline(**program, Mail(body), who, kNow, workspace, &decision);
        EXPECT_EQ(decision.SerializeAsString(), Decide(**program, Mail(body), who).SerializeAsString());
      }
    }
  }
}

// The verdict on the origin stands before the text is judged, and wins over it.
TEST(PipelineTest, MachineMailIsSuppressedWhateverItSays) {
  const auto program = Compiled();
  v1::Complaint complaint = Mail("I was burned and call my lawyer");
  v1::Header* header = complaint.add_headers();
  header->set_name("Auto-Submitted");
  header->set_value("auto-replied");
  const v1::Decision decision = Decide(*program, complaint);
  EXPECT_EQ(decision.inbound().origin(), v1::Inbound::AUTO_REPLY);
  EXPECT_EQ(decision.disposition(), v1::Disposition::SUPPRESS);
  EXPECT_FALSE(decision.acknowledgement().send());
  EXPECT_FALSE(decision.priority().head_of_queue());
}

// Doubts of different stages stand together, in the order of the stages.
TEST(PipelineTest, EveryStageMayDoubt) {
  const auto program = Compiled();
  const v1::Customer customer = Customer("satisfaction { nps: 11 }");
  const v1::Decision decision = Decide(*program, Mail("late " + std::string(300000, 'a')), &customer);
  ASSERT_EQ(decision.degraded_size(), 2);
  EXPECT_EQ(decision.degraded(0).code(), "customer_out_of_range");
  EXPECT_EQ(decision.degraded(1).code(), "truncated");
  EXPECT_EQ(decision.disposition(), v1::Disposition::QUEUE);
}

// What a rule sets is no input of another: a category or team that a rule gives cannot be asked about, so
// order does not matter.
TEST(PipelineTest, TheOrderOfRulesDoesNotMatter) {
  const std::string a =
      "rule { id: 'a' why: 'w' when { signal: 'late' } then { severity_at_least: MODERATE tag: 'x' } }";
  const std::string b =
      "rule { id: 'b' why: 'w' when { signal: 'late' } then { team: 'haifa' no_auto_reply: true } }";
  v1::Decision forth = Decide(*Compiled(a + b), Mail("It is late"));
  v1::Decision back = Decide(*Compiled(b + a), Mail("It is late"));
  EXPECT_EQ(forth.severity(), back.severity());
  EXPECT_EQ(forth.disposition(), back.disposition());
  EXPECT_EQ(forth.route().SerializeAsString(), back.route().SerializeAsString());
  EXPECT_EQ(forth.priority().SerializeAsString(), back.priority().SerializeAsString());
}

TEST(PipelineTest, TheTimeIsBroughtWithinItsBoundsOnce) {
  const auto program = Compiled();
  const v1::Decision decision = Decide(*program, Mail("It is broken"), nullptr, absl::InfiniteFuture());
  EXPECT_EQ(ToTime(decision.decided_at()), kLastTime);
  for (const v1::Deadline& deadline : decision.deadlines()) EXPECT_LE(ToTime(deadline.due()), kLastTime);
}

}  // namespace
}  // namespace triage
