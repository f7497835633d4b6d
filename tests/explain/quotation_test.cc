#include "src/explain/quotation.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "triage/explain.h"

namespace triage {
namespace {

v1::Complaint BurnedCustomer() {
  v1::Complaint complaint;
  complaint.set_subject("Your charger");
  complaint.set_body("The charger caught fire and my son was burned. Nobody died. He was burned badly.");
  return complaint;
}

v1::Evidence Said(v1::Field::Kind field, uint32_t begin, uint32_t end) {
  v1::Evidence evidence;
  evidence.set_field(field);
  evidence.set_begin(begin);
  evidence.set_end(end);
  return evidence;
}

v1::Decision Burned() {
  v1::Decision decision;
  *decision.add_evidence() = Said(v1::Field::BODY, 12, 23);
  *decision.add_evidence() = Said(v1::Field::BODY, 39, 45);
  *decision.add_evidence() = Said(v1::Field::BODY, 54, 58);
  decision.mutable_evidence(2)->set_cancelled_by("negation");
  *decision.add_evidence() = Said(v1::Field::BODY, 67, 73);
  for (const int index : {0, 1, 3}) decision.mutable_explanation()->add_deciding_evidence(index);
  return decision;
}

TEST(QuotedTest, TheWordsOfTheField) {
  EXPECT_EQ(Quoted(Said(v1::Field::BODY, 39, 45), BurnedCustomer()), "\"burned\"");
  EXPECT_EQ(Quoted(Said(v1::Field::SUBJECT, 5, 12), BurnedCustomer()), "\"charger\"");
}

TEST(QuotedTest, NothingOutsideOfTheComplaint) {
  const uint32_t size = static_cast<uint32_t>(BurnedCustomer().body().size());
  EXPECT_EQ(Quoted(Said(v1::Field::BODY, size - 6, size), BurnedCustomer()), "\"badly.\"");
  EXPECT_EQ(Quoted(Said(v1::Field::BODY, size - 6, size + 1), BurnedCustomer()), std::nullopt);
  EXPECT_EQ(Quoted(Said(v1::Field::BODY, 9, 3), BurnedCustomer()), std::nullopt);
  EXPECT_EQ(Quoted(Said(v1::Field::BODY, 0xFFFFFFFE, 0xFFFFFFFF), BurnedCustomer()), std::nullopt);
}

TEST(QuotedTest, TheQuoteOfTheDecisionWhereTheComplaintIsAnother) {
  v1::Evidence evidence = Said(v1::Field::BODY, 12, 23);
  evidence.set_quote("caught fire");
  EXPECT_EQ(Quoted(evidence, v1::Complaint()), "\"caught fire\"");
}

TEST(DecidingWordsTest, EachOnceInTheOrderOfTheText) {
  v1::Decision decision = Burned();
  decision.mutable_explanation()->clear_deciding_evidence();
  for (const int index : {3, 2, 1, 0, -1, 99}) decision.mutable_explanation()->add_deciding_evidence(index);
  EXPECT_EQ(DecidingWords(decision, BurnedCustomer()), "\"caught fire\", \"burned\"");
}

TEST(DecidingWordsTest, SubjectBeforeBody) {
  v1::Decision decision = Burned();
  v1::Evidence* evidence = decision.add_evidence();
  evidence->set_field(v1::Field::SUBJECT);
  evidence->set_begin(5);
  evidence->set_end(12);
  decision.mutable_explanation()->add_deciding_evidence(4);
  EXPECT_EQ(DecidingWords(decision, BurnedCustomer()), "\"charger\", \"caught fire\", \"burned\"");
}

TEST(DecidingWordsTest, CutAtAWholeQuotation) {
  const std::string all = "\"caught fire\", \"burned\"";
  for (const auto& [max_bytes, expected] : std::vector<std::pair<size_t, std::string>>{
           {0, ""}, {12, ""}, {13, "\"caught fire\""}, {22, "\"caught fire\""}, {23, all}, {200, all}}) {
    SCOPED_TRACE(max_bytes);
    EXPECT_EQ(DecidingWords(Burned(), BurnedCustomer(), max_bytes), expected);
  }
}

TEST(DecidingWordsTest, LongEvidenceIsShortened) {
  v1::Complaint complaint;
  complaint.set_body(std::string(500, 'a'));
  v1::Decision decision;
  decision.add_evidence()->set_end(500);
  decision.mutable_explanation()->add_deciding_evidence(0);
  EXPECT_EQ(DecidingWords(decision, complaint), "\"" + std::string(120, 'a') + "...\"");
}

TEST(DecidingWordsTest, NothingOfAnEmptyDecision) {
  EXPECT_EQ(DecidingWords(v1::Decision(), v1::Complaint()), "");
}

}  // namespace
}  // namespace triage
