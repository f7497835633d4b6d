#include "src/base/compat.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"

namespace triage {
namespace {

TEST(Views, GoThereAndBackWithoutACopy) {
  const std::string bytes("a\0b", 3);
  const absl::string_view there = Absl(bytes);
  const std::string_view back = Std(there);
  EXPECT_EQ(back.data(), bytes.data());
  EXPECT_EQ(back, std::string_view(bytes));
  EXPECT_EQ(Std(bytes).data(), bytes.data());
  EXPECT_EQ(absl::StrCat(Absl(std::string_view("x")), "y"), "xy");
  EXPECT_TRUE(Std(Absl({})).empty());
}

TEST(TextErrors, ReceiveWhatTheParserSaysCountedFromZero) {
  struct Collected : TextErrors {
    void OnError(int line, int column, std::string message) override {
      lines.push_back(line);
      columns.push_back(column);
      messages.push_back(std::move(message));
    }
    std::vector<int> lines, columns;
    std::vector<std::string> messages;
  } errors;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  google::protobuf::Timestamp stamp;
  EXPECT_FALSE(parser.ParseFromString("seconds: 1\n  wrong: 2\n", &stamp));
  ASSERT_FALSE(errors.lines.empty());
  EXPECT_EQ(errors.lines[0], 1);
  EXPECT_GE(errors.columns[0], 2);
  EXPECT_NE(errors.messages[0].find("wrong"), std::string::npos);
}

}  // namespace
}  // namespace triage
