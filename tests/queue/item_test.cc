#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "triage/queue.h"

namespace triage {
namespace {

template <typename Message>
Message Parse(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

TEST(ToQueueItem, TakesWhatTheQueueNeeds) {
  const auto decision = Parse<v1::Decision>(R"(
    id: "d" complaint_id: "c" customer_id: "k" decided_at { seconds: 900 } severity: SERIOUS disposition: QUEUE
    priority { serve_by { seconds: 1000 } hostility: 30 }
    route { team: "t" skills: "s" language: "he" authority_level: 2 owner: "o" avoid_team: "at" avoid_agent: "aa" })");
  const auto complaint = Parse<v1::Complaint>("received_at { seconds: 800 } channel: CHAT");
  const auto expected = Parse<v1::QueueItem>(R"(
    id: "d" complaint_id: "c" customer_id: "k" serve_by { seconds: 1000 } arrived_at { seconds: 800 }
    severity: SERIOUS channel: CHAT team: "t" skills: "s" language: "he" authority_level: 2 owner: "o"
    avoid_team: "at" avoid_agent: "aa" hostility: 30)");
  EXPECT_EQ(ToQueueItem(decision, complaint).DebugString(), expected.DebugString());
  EXPECT_EQ(ToQueueItem(decision, v1::Complaint()).arrived_at().seconds(), 900) << "the time of the decision";
}

TEST(ToQueueItem, EscalationsGoToTheHead) {
  EXPECT_TRUE(ToQueueItem(Parse<v1::Decision>("disposition: ESCALATE"), {}).head_of_queue());
  EXPECT_TRUE(ToQueueItem(Parse<v1::Decision>("priority { head_of_queue: true }"), {}).head_of_queue());
  EXPECT_FALSE(ToQueueItem(Parse<v1::Decision>("disposition: QUEUE"), {}).head_of_queue());
}

TEST(NeedsAgent, WhatIsSettledNeedsNobody) {
  EXPECT_TRUE(NeedsAgent(Parse<v1::Decision>("disposition: QUEUE")));
  EXPECT_TRUE(NeedsAgent(Parse<v1::Decision>("disposition: ESCALATE")));
  EXPECT_TRUE(NeedsAgent(v1::Decision())) << "in doubt a person looks";
  EXPECT_FALSE(NeedsAgent(Parse<v1::Decision>("disposition: AUTO_REPLY")));
  EXPECT_FALSE(NeedsAgent(Parse<v1::Decision>("disposition: SUPPRESS")));
}

}  // namespace
}  // namespace triage
