#include "src/cli/input/cells.h"

#include <cmath>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/v1/customer.pb.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;

TEST(Cells, Times) {
  struct Row {
    const char* text;
    int64_t seconds;  // since 1970; -1: refused
  };
  constexpr Row kRows[] = {
      {"2026-11-23T10:00:00Z", 1795428000},
      {"2026-11-23T12:00:00+02:00", 1795428000},
      {"2026-11-23T10:00:00.5Z", 1795428000},
      {"2026-11-23", 1795392000},
      {"2024-02-29", 1709164800},
      {"2027-02-29", -1},
      {"23/11/2026", -1},
      {"2026-11-23 10:00", -1},
      {"2026-11-23T10:00:00", -1},  // without a zone it could be any of 38 moments
      {"infinite-future", -1},
      {"now", -1},
      {"", -1},
      {"99999-01-01T00:00:00Z", -1},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.text);
    const absl::StatusOr<absl::Time> time = ParseTime(row.text);
    ASSERT_EQ(time.ok(), row.seconds >= 0);
    if (!time.ok()) continue;
    EXPECT_EQ(absl::ToUnixSeconds(*time), row.seconds);
  }
}

TEST(Cells, TimestampsOfTimesBefore1970HaveNanosUpwards) {
  const google::protobuf::Timestamp timestamp = ToTimestamp(absl::FromUnixMillis(-1500));
  EXPECT_EQ(timestamp.seconds(), -2);
  EXPECT_EQ(timestamp.nanos(), 500000000);
}

TEST(Cells, Flags) {
  for (const char* text : {"true", "TRUE", "yes", "Yes", "1"}) EXPECT_TRUE(ParseFlag(text).value()) << text;
  for (const char* text : {"false", "no", "NO", "0"}) EXPECT_FALSE(ParseFlag(text).value()) << text;
  for (const char* text : {"", "maybe", "y e s", "2"}) EXPECT_FALSE(ParseFlag(text).ok()) << text;
}

TEST(Cells, Money) {
  struct Row {
    const char* text;
    const char* currency;  // null: refused
    int64_t units;
  };
  constexpr Row kRows[] = {
      {"1234.50 EUR", "EUR", 123450},
      {"0 EUR", "EUR", 0},
      {"-12.3 RON", "RON", -1230},
      {"5000 JPY", "JPY", 5000},
      {"5000.00 JPY", "JPY", 5000},
      {"1.234 KWD", "KWD", 1234},
      {"5000.5 JPY", nullptr, 0},
      {"1.234,50 EUR", nullptr, 0},
      {"1,234.50 EUR", nullptr, 0},
      {"12.345 EUR", nullptr, 0},
      {"1234.50", nullptr, 0},
      {"EUR 12", nullptr, 0},
      {"12 eur", nullptr, 0},
      {"12. EUR", nullptr, 0},
      {"NaN EUR", nullptr, 0},                   // TRUST 78
      {"1e300 EUR", nullptr, 0},                 // TRUST 82
      {"99999999999999999999 EUR", nullptr, 0},  // TRUST 82
      {"", nullptr, 0},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.text);
    const absl::StatusOr<v1::Money> money = ParseMoney(row.text);
    ASSERT_EQ(money.ok(), row.currency != nullptr);
    if (!money.ok()) continue;
    EXPECT_EQ(money->currency(), row.currency);
    EXPECT_EQ(money->minor_units(), row.units);
  }
}

TEST(Cells, SetsEachTypeOfField) {
  v1::Customer customer;
  const auto set = [](google::protobuf::Message* message, const char* field, std::string_view cell) {
    return SetCell(cell, *message->GetDescriptor()->FindFieldByName(field), message);
  };
  EXPECT_TRUE(set(customer.mutable_standing(), "vip", "yes").ok());
  EXPECT_TRUE(
      set(customer.mutable_satisfaction(), "nps", "11").ok());  // TRUST 81: the engine judges the range
  EXPECT_TRUE(set(customer.mutable_satisfaction(), "churn_risk", "nan").ok());
  EXPECT_TRUE(set(customer.mutable_relationship(), "lifetime_value", "12.50 EUR").ok());
  EXPECT_TRUE(set(customer.mutable_relationship(), "since", "2020-02-29").ok());
  EXPECT_TRUE(set(customer.mutable_relationship(), "loyalty_points", "-5").ok());
  EXPECT_TRUE(set(customer.mutable_preferences(), "preferred", "mail|PHONE").ok());
  EXPECT_TRUE(customer.standing().vip());
  EXPECT_EQ(customer.satisfaction().nps(), 11);
  EXPECT_TRUE(std::isnan(customer.satisfaction().churn_risk()));
  EXPECT_EQ(customer.relationship().lifetime_value().minor_units(), 1250);
  EXPECT_EQ(customer.relationship().loyalty_points(), -5);
  ASSERT_EQ(customer.preferences().preferred_size(), 2);
  EXPECT_EQ(customer.preferences().preferred(1), v1::Channel::PHONE);
}

TEST(Cells, ABadCellChangesNothingAndSaysWhy) {
  struct Row {
    const char* field;
    std::string cell;
    const char* why;
  };
  const Row rows[] = {
      {"nps", "7.5", "no whole number"},      {"nps", "99999999999", "no whole number"},
      {"csat_percent", "82,5", "no number"},  {"as_of", "soon", "no time"},
      {"nps", std::string(5000, '9'), "..."},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.cell.substr(0, 20));
    v1::Satisfaction satisfaction;
    const auto* field = v1::Satisfaction::descriptor()->FindFieldByName(row.field);
    const absl::Status status = SetCell(row.cell, *field, &satisfaction);
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.why));
    EXPECT_LT(status.message().size(), 200U);
    EXPECT_EQ(satisfaction.ByteSizeLong(), 0U);
  }
  v1::Preferences preferences;
  const auto* preferred = v1::Preferences::descriptor()->FindFieldByName("preferred");
  const absl::Status status = SetCell("MAIL PHNE", *preferred, &preferences);
  EXPECT_THAT(std::string(status.message()), HasSubstr("did you mean \"PHONE\"?"));
  EXPECT_EQ(preferences.preferred_size(), 0);
}

}  // namespace
}  // namespace triage::cli
