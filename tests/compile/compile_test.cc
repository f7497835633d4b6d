#include "src/compile/compile.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "triage/engine.h"

namespace triage {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kLeast =
    "house { default_team: 't' } calendar { id: 'c' round_the_clock: true } team { id: 't' precedence: 1 "
    "calendar: 'c' }\n";

class CompileFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "triage_compile_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = fs::canonical(pattern);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  // The first issue of a file that is refused, as "code file:line:column message"; empty where it loads.
  std::string FirstIssue(const std::string& path) {
    std::vector<Issue> issues;
    const auto engine = Engine::CompileFile(path, &issues);
    EXPECT_EQ(engine.ok(), issues.empty()) << engine.status();
    if (issues.empty()) return "";
    return absl::StrCat(issues[0].code, " ", fs::path(issues[0].file).filename().string(), ":",
                        issues[0].line, ":", issues[0].column, " ", issues[0].message);
  }

  fs::path folder_;
};

// TRUST 20.
TEST_F(CompileFileTest, IncludesAreReadInTheFolder) {
  Write("least.txtpb", kLeast);
  Write("cycle_b.txtpb", "\ninclude: 'cycle_a.txtpb'");
  Write("sub/inner.txtpb", "include: 'beside.txtpb'");
  Write("sub/beside.txtpb", "# nothing");
  Write("broken.txtpb", "name 'x'");
  Write("newer.txtpb", "name: 'x'\nschema: 3");
  fs::create_symlink("/etc/hostname", folder_ / "link.txtpb");
  ASSERT_EQ(mkfifo((folder_ / "pipe.txtpb").c_str(), 0600), 0);
  const struct {
    const char* name;
    std::string text;
    const char* issue;
  } rows[] = {
      {"one", "include: 'least.txtpb'", ""},
      {"of a folder below", "include: 'least.txtpb' include: 'sub/inner.txtpb'", ""},
      {"cycle", "include: 'least.txtpb'\ninclude: 'cycle_b.txtpb'",
       "include_cycle cycle_b.txtpb:2:1 \"cycle_a.txtpb\" includes this file in turn"},
      {"itself", "include: 'least.txtpb'\n  include: 'cycle_a.txtpb'",
       "include_cycle cycle_a.txtpb:2:3 \"cycle_a.txtpb\" includes this file in turn"},
      {"missing", "include: 'least.txtpb'\ninclude: 'no.txtpb'",
       "missing_include cycle_a.txtpb:2:1 no file \"no.txtpb\" beside cycle_a.txtpb"},
      {"outside", "include: '../x.txtpb'",
       "bad_include cycle_a.txtpb:1:1 \"../x.txtpb\" is no path below the folder of the rule set; neither "
       "\"..\" nor \"/\" may stand in it"},
      {"link that leads out", "include: 'link.txtpb'",
       "bad_include cycle_a.txtpb:1:1 \"link.txtpb\" is a link that leads out of the rule set's folder"},
      {"a folder", "include: 'sub'", "bad_include cycle_a.txtpb:1:1"},
      {"a pipe", "include: 'pipe.txtpb'", "bad_include cycle_a.txtpb:1:1"},
      {"with an error of its own", "include: 'broken.txtpb'", "syntax broken.txtpb:1:6"},
      {"of a newer schema", "include: 'newer.txtpb'",
       "newer_schema newer.txtpb:2:1 this file is of schema 3"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const std::string issue = FirstIssue(Write("cycle_a.txtpb", row.text));
    EXPECT_THAT(issue, HasSubstr(row.issue));
    EXPECT_EQ(issue.empty(), std::string(row.issue).empty()) << issue;
  }
}

TEST_F(CompileFileTest, ADiamondIsReadOnce) {
  Write("base.txtpb", std::string(kLeast) + "signal { id: 's' pattern: 'abc' }");
  Write("left.txtpb", "include: 'base.txtpb'");
  Write("right.txtpb", "include: './/base.txtpb'");
  const std::string path = Write("top.txtpb", "include: 'left.txtpb' include: 'right.txtpb'");
  const auto engine = Engine::CompileFile(path);
  ASSERT_TRUE(engine.ok()) << engine.status();
  EXPECT_THAT(engine->rules().signal(), SizeIs(1));
  EXPECT_THAT(engine->rules().include(), IsEmpty());
}

TEST_F(CompileFileTest, AtMostSixtyFourFiles) {
  for (const int files : {64, 65}) {
    std::string top = kLeast;
    for (int i = 1; i < files; ++i) {
      Write(absl::StrCat("f", i, ".txtpb"), "# nothing");
      absl::StrAppend(&top, "include: 'f", i, ".txtpb'\n");
    }
    const std::string issue = FirstIssue(Write("top.txtpb", top));
    EXPECT_EQ(issue, files == 64
                         ? ""
                         : "too_many_files top.txtpb:65:1 more than 64 files, or 32 of them in one another");
  }
}

TEST_F(CompileFileTest, IncludesInOneAnotherEnd) {
  for (int i = 0; i < 40; ++i)
    Write(absl::StrCat("f", i, ".txtpb"), absl::StrCat("include: 'f", i + 1, ".txtpb'"));
  Write("f40.txtpb", kLeast);
  EXPECT_EQ(FirstIssue((folder_ / "f0.txtpb").string()),
            "too_many_files f31.txtpb:1:1 more than 64 files, or 32 of them in one another");
  EXPECT_EQ(FirstIssue((folder_ / "f9.txtpb").string()), "");
}

TEST_F(CompileFileTest, AtMostSixteenMebibytesTogether) {
  const std::string mebibyte(1 << 20, '#');
  std::string top = kLeast;
  for (int i = 0; i < 16; ++i) {
    Write(absl::StrCat("f", i, ".txtpb"), mebibyte);
    absl::StrAppend(&top, "include: 'f", i, ".txtpb'\n");
  }
  EXPECT_EQ(FirstIssue(Write("top.txtpb", top)),
            "too_large f15.txtpb:0:0 with this file the rule set is larger than 16777216 bytes");
}

// TRUST 30, 31: the file itself.
TEST_F(CompileFileTest, AFileThatCannotBeReadKeepsItsStatus) {
  Write("large.txtpb", std::string((1 << 20) + 1, '#'));
  Write("file", "x");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  const struct {
    const char* path;
    absl::StatusCode code;
    const char* message;
  } rows[] = {
      {"missing.txtpb", absl::StatusCode::kNotFound, "No such file or directory"},
      {"file/below", absl::StatusCode::kNotFound, "Not a directory"},
      {".", absl::StatusCode::kInvalidArgument, "is a folder, not a rule file"},
      {"pipe", absl::StatusCode::kInvalidArgument, "is no regular file"},
      {"large.txtpb", absl::StatusCode::kResourceExhausted,
       "larger than 1048576 bytes; split it with include"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.path);
    const std::string path = (folder_ / row.path).string();
    std::vector<Issue> issues;
    EXPECT_EQ(Engine::CompileFile(path, &issues).status().code(), row.code);
    ASSERT_THAT(issues, SizeIs(1));
    EXPECT_EQ(issues[0].code, "unreadable_file");
    EXPECT_EQ(Format(issues[0]), absl::StrCat(path, ": error: ", row.message, " [unreadable_file]\n"));
    EXPECT_EQ(ReadRules(path).status().code(), row.code);
  }
  EXPECT_EQ(Engine::CompileFile("/dev/zero").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(CompileFileTest, ReadRulesGivesWhatTheEngineSees) {
  Write("base.txtpb", std::string(kLeast) + "signal { id: 's' pattern: 'abc' }");
  const std::string path =
      Write("top.txtpb", "name: 'top' include: 'base.txtpb' signal { id: 's' pattern: 'xyz' }");
  const auto rules = ReadRules(path);
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_THAT(rules->include(), IsEmpty());
  ASSERT_THAT(rules->signal(), SizeIs(1));
  EXPECT_EQ(rules->signal(0).pattern(0), "xyz");
  const auto of_file = Engine::CompileFile(path);
  const auto of_message = Engine::Compile(*rules);
  ASSERT_TRUE(of_file.ok() && of_message.ok());
  EXPECT_EQ(of_file->fingerprint(), of_message->fingerprint());
}

TEST(CompileText, IncludesComeFromTheReader) {
  const IncludeReader reader = [](std::string_view name) -> absl::StatusOr<std::string> {
    if (name == "a") return std::string(kLeast);
    if (name == "self") return std::string("include: 'self'");
    if (name == "top") return std::string("# the same name as the file that is compiled");
    if (name == "huge") return std::string((1 << 20) + 1, '#');
    return absl::NotFoundError("nothing of that name");
  };
  EXPECT_TRUE(Engine::CompileText("top", "include: 'a'", reader).ok());
  const struct {
    const char* text;
    const char* code;
  } rows[] = {{"include: 'b'", "missing_include"},
              {"include: 'a' include: 'self'", "include_cycle"},
              {"include: 'a' include: 'huge'", "too_large"},
              {"include: 'a' include: 'top'", "include_cycle"}};
  for (const auto& row : rows) {
    std::vector<Issue> issues;
    EXPECT_FALSE(Engine::CompileText("top", row.text, reader, &issues).ok());
    ASSERT_FALSE(issues.empty());
    EXPECT_EQ(issues[0].code, row.code) << row.text;
  }
}

TEST(CompileText, TellsAllErrorsAtOnceInTheOrderOfTheFile) {
  std::vector<Issue> issues;
  const absl::Status status =
      Engine::CompileText("f",
                          std::string(kLeast) +
                              "rule { id: 'b' why: 'w' when { signal: 'x' } then { team: 'nobody' } }\n"
                              "patience { minutes: 0 }\n"
                              "rule { id: 'a' why: 'w' when { fact { name: 'customer.npss' has: true } } "
                              "then { tag: 'x' } }\n",
                          nullptr, &issues)
          .status();
  std::vector<std::string> codes;
  for (const Issue& issue : issues) codes.push_back(absl::StrCat(issue.code, " ", issue.line));
  EXPECT_THAT(codes, ::testing::ElementsAre("unknown_signal 2", "bad_patience 3", "unknown_fact 4"));
  EXPECT_EQ(status.message(), "f:2:32: unknown signal \"x\" (and 2 more)");
}

TEST(CompileMessage, NamesPathsWhereThereIsNoText) {
  v1::RuleSet rules = Engine::CompileText("f", kLeast)->rules();
  v1::Rule* rule = rules.add_rule();
  rule->set_id("injury");
  rule->set_why("w");
  rule->mutable_when()->add_signal("injry");
  rule->mutable_then()->add_tag("x");
  std::vector<Issue> issues;
  const absl::Status status = Engine::Compile(rules, &issues).status();
  ASSERT_THAT(issues, SizeIs(1));
  EXPECT_EQ(issues[0].path, "rule[\"injury\"].when.signal[0]");
  EXPECT_EQ(issues[0].file, "");
  EXPECT_EQ(issues[0].line, 0);
  EXPECT_EQ(status.message(), "rule[\"injury\"].when.signal[0]: unknown signal \"injry\"");
}

TEST(CompileMessage, RefusesWhatAFileCouldNotHold) {
  const v1::RuleSet least = Engine::CompileText("f", kLeast)->rules();
  const struct {
    const char* name;
    void (*change)(v1::RuleSet*);
    const char* code;
    const char* path;
  } rows[] = {
      {"include", [](v1::RuleSet* r) { r->add_include("x"); }, "include_in_message", "include[0]"},
      {"two of one id", [](v1::RuleSet* r) { *r->add_team() = r->team(0); }, "duplicate_id",
       "team[\"t\"].id"},
      {"two of one level",
       [](v1::RuleSet* r) { r->add_authority()->set_level(1), r->add_authority()->set_level(1); },
       "duplicate_id", "authority[1].level"},
      {"two acknowledgements",
       [](v1::RuleSet* r) {
         r->add_acknowledgement()->set_id("a");
         r->add_acknowledgement()->set_id("a");
       },
       "duplicate_id", "acknowledgement[\"a\"].id"},
      {"bytes that are no text", [](v1::RuleSet* r) { r->mutable_house()->set_company("\xFF"); }, "not_utf8",
       "house.company"},
      {"a number that is no channel",
       [](v1::RuleSet* r) {
         v1::Patience* patience = r->add_patience();
         patience->set_minutes(5);
         patience->add_channel(static_cast<v1::Channel::Kind>(99));
       },
       "unknown_value", "patience[0].channel[0]"},
      {"newer schema", [](v1::RuleSet* r) { r->set_schema(2); }, "newer_schema", "schema"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    v1::RuleSet rules = least;
    row.change(&rules);
    std::vector<Issue> issues;
    EXPECT_EQ(Engine::Compile(rules, &issues).status().code(), absl::StatusCode::kInvalidArgument);
    ASSERT_FALSE(issues.empty());
    EXPECT_EQ(issues[0].code, row.code);
    EXPECT_EQ(issues[0].path, row.path);
  }
}

}  // namespace
}  // namespace triage
