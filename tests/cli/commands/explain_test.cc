#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/cli/console.h"
#include "tests/cli/sample_rules.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Explain, TextFromTheCommandLineOrStandardInput) {
  const Sample sample;
  const Outcome direct =
      sample.Run("explain rules.txtpb --text 'My son was burned.' --now 2026-11-23T10:00:00Z");
  EXPECT_EQ(direct.exit_code, kDone) << direct.err;
  EXPECT_THAT(direct.out, HasSubstr("CRITICAL"));
  EXPECT_THAT(direct.out, HasSubstr("\"burned\""));
  const Outcome piped =
      sample.Run("explain rules.txtpb --text - --now 2026-11-23T10:00:00Z", "printf 'My son was burned.' |");
  EXPECT_EQ(piped.out, direct.out);
}

TEST(Explain, AComplaintAndACustomerInJson) {
  const Sample sample;
  sample.folder.Write("complaint.json", "{\n  \"channel\": \"CHAT\",\n  \"body\": \"I am bleeding\"\n}\n");
  sample.folder.Write("customer.json", R"({"identity": {"id": "C-1"}, "satisfaction": {"nps": 11}})");
  const Outcome outcome =
      sample.Run("explain rules.txtpb --complaint complaint.json --customer customer.json --now 2026-11-23");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("CRITICAL"));
  EXPECT_THAT(outcome.out, HasSubstr("nps"));  // TRUST 81: named as out of range
}

TEST(Explain, HostileTextIsShownHarmless) {  // TRUST 55, 35, 42
  const Sample sample;
  const Outcome outcome =
      sample.Run("explain rules.txtpb --text - --now 2026-11-23",
                 R"(printf 'bur\033[31mned \033]0;owned\007 bleeding \377\376 \342\200\256 burned' |)");
  EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\"bleeding\""));
  for (const char* bad : {"\x1b", "\x07", "\xE2\x80\xAE", "\xFF"})
    EXPECT_THAT(outcome.out, Not(HasSubstr(bad)));
}

TEST(Explain, EmptyTextIsAComplaintToo) {  // TRUST 33, 34
  const Sample sample;
  for (const char* text : {"''", "'  '", "'\xE2\x80\x8B'"}) {
    const Outcome outcome = sample.Run(std::string("explain rules.txtpb --text ") + text);
    EXPECT_EQ(outcome.exit_code, kDone) << outcome.err;
    EXPECT_THAT(outcome.out, Not(IsEmpty()));
  }
}

TEST(Explain, Refusals) {
  const Sample sample;
  sample.folder.Write("bad.json", "{\"bdy\": 1}");
  struct Row {
    const char* arguments;
    const char* says;
  };
  constexpr Row kRows[] = {
      {"", "needs either --text or --complaint"},
      {"--text x --complaint y.json", "needs either --text or --complaint"},
      {"--complaint none.json", "none.json: cannot be opened"},
      {"--complaint .", "is a directory"},
      {"--complaint bad.json", "bad.json is no Complaint in JSON"},
      {"--text x --customer bad.json", "bad.json is no Customer in JSON"},
      {"--text x --channel PHNE", "did you mean \"PHONE\"?"},
      {"--text x --now yesterday", "is no time"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.arguments);
    const Outcome outcome = sample.Run(std::string("explain rules.txtpb ") + row.arguments);
    EXPECT_EQ(outcome.exit_code, kUsage);
    EXPECT_THAT(outcome.err, HasSubstr(row.says));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

}  // namespace
}  // namespace triage::cli
