#include "src/cli/input/json.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/decision.pb.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Json, ReadsBothSpellingsOfFieldNames) {
  v1::Complaint complaint;
  EXPECT_EQ(FromJson(R"({"received_at": "2026-11-23T10:00:00Z", "caseId": "K-1"})", &complaint).value(), 0);
  EXPECT_EQ(complaint.received_at().seconds(), 1795428000);
  EXPECT_EQ(complaint.case_id(), "K-1");
}

TEST(Json, ForgetsWhatTheMessageHeld) {
  v1::Complaint complaint;
  complaint.set_subject("of before");
  EXPECT_TRUE(FromJson("{}", &complaint).ok());
  EXPECT_EQ(complaint.subject(), "");
}

TEST(Json, RefusesWithAReason) {
  struct Row {
    const char* name;
    std::string text;
    const char* why;
  };
  const Row rows[] = {
      {"empty", "", "is empty"},
      {"list", "[{}]", "is a JSON list"},
      {"text", "hello", "is no JSON object"},
      {"cut off", R"({"id": "T-1")", "is no Complaint in JSON"},
      {"unknown field", R"({"chanel": "MAIL"})", "chanel"},
      {"wrong enum", R"({"channel": "PIGEON"})", "PIGEON"},
      {"wrong type", R"({"body": 7})", "is no Complaint in JSON"},
      {"bad time", R"({"received_at": "yesterday"})", "received_at"},
      {"two objects", "{} {}", "is no Complaint in JSON"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    v1::Complaint complaint;
    const absl::Status status = FromJson(row.text, &complaint).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.why));
    EXPECT_LT(status.message().size(), 400U);
  }
}

TEST(Json, DepthOfNestingEndsNothing) {
  // Whatever protobuf says of it: it returns, and the next complaint is read.
  const std::string lists = std::string(1000000, '[') + std::string(1000000, ']');
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"headers\":";
  v1::Complaint complaint;
  EXPECT_FALSE(FromJson("{\"body\": " + lists + "}", &complaint).ok());
  EXPECT_FALSE(FromJson(objects + std::string(100000, '}'), &complaint).ok());
  EXPECT_TRUE(FromJson("{\"id\": \"A\"}", &complaint).ok());
  EXPECT_EQ(complaint.id(), "A");
}

TEST(Json, ErrorsHoldNoTextOfTheCustomer) {
  v1::Complaint complaint;
  const absl::Status status =
      FromJson(R"({"body": "canary-4711", oops "id": "canary-4712"})", &complaint).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("canary")));
}

TEST(Json, RepairsInvalidUtf8) {  // TRUST 35, 58
  struct Row {
    const char* name;
    std::string_view body;
    std::string_view read;
    int repaired;
  };
  constexpr Row kRows[] = {
      {"latin-1", "caf\xE9 rotto", "caf\xEF\xBF\xBD rotto", 1},
      {"overlong", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2},
      {"surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},
      {"truncated at the end", "ok \xE2\x82", "ok \xEF\xBF\xBD\xEF\xBF\xBD", 2},
      {"valid Hebrew", "\xD7\xA9\xD7\x9C", "\xD7\xA9\xD7\x9C", 0},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    v1::Complaint complaint;
    const absl::StatusOr<int> repaired =
        FromJson("{\"body\": \"" + std::string(row.body) + "\"}", &complaint);
    ASSERT_TRUE(repaired.ok()) << repaired.status();
    EXPECT_EQ(*repaired, row.repaired);
    EXPECT_EQ(complaint.body(), row.read);
  }
}

TEST(Json, WritesOneLineWithProtoNames) {
  v1::Decision decision;
  decision.set_complaint_id("T-1\n\x1b[31m");
  decision.set_severity(v1::Severity::LOW);
  EXPECT_EQ(ToJson(decision).value(), "{\"complaint_id\":\"T-1\\n\\u001b[31m\",\"severity\":\"LOW\"}");
}

TEST(Json, BlankIsWhiteSpaceAlone) {
  EXPECT_TRUE(IsBlank(""));
  EXPECT_TRUE(IsBlank(" \t\r\n"));
  EXPECT_FALSE(IsBlank(" {}"));
}

}  // namespace
}  // namespace triage::cli
