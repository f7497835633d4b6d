#include "src/cli/command_line.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/sample_rules.h"
#include "triage/version.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Outcome Call(std::vector<const char*> words) {
  std::ostringstream out;
  std::ostringstream err;
  words.insert(words.begin(), "triage");
  const int code = CommandMain(static_cast<int>(words.size()), words.data(), Console{out, err});
  return {code, out.str(), err.str()};
}

TEST(CommandLine, VersionAndHelpGoToStandardOutput) {
  const Outcome version = Call({"--version"});
  EXPECT_EQ(version.exit_code, kDone);
  EXPECT_EQ(version.out, "triage " TRIAGE_VERSION "\n");
  const Outcome help = Call({"--help"});
  EXPECT_EQ(help.exit_code, kDone);
  EXPECT_THAT(help.err, IsEmpty());
  for (const char* word : {"run", "check", "test", "explain", "bench", "Ends with:", "NO_COLOR"}) {
    EXPECT_THAT(help.out, HasSubstr(word));
  }
}

TEST(CommandLine, EveryCommandHasHelpWithAnExample) {
  for (const char* command : {"run", "check", "test", "explain", "bench"}) {
    SCOPED_TRACE(command);
    const Outcome help = Call({command, "--help"});
    EXPECT_EQ(help.exit_code, kDone);
    EXPECT_THAT(help.out, HasSubstr("Example:\n  triage " + std::string(command)));
    EXPECT_THAT(help.out, HasSubstr("RULES"));
    EXPECT_EQ(help.out.back(), '\n');
  }
}

TEST(CommandLine, RefusesWithAHint) {
  struct Row {
    const char* name;
    std::vector<const char*> words;
    const char* says;
  };
  const Row rows[] = {
      {"nothing", {}, "Usage"},
      {"misspelt command", {"rnu"}, "unknown command \"rnu\"; did you mean \"run\"?"},
      {"no such command", {"frobnicate"}, "triage --help lists the commands"},
      {"unknown option", {"check", "a.txtpb", "--colour"}, "try: triage check --help"},
      {"missing argument", {"check"}, "RULES is required"},
      {"missing option", {"run", "a.txtpb"}, "--complaints is required"},
      {"option before the command", {"--complaints", "x"}, "triage: "},
      {"no number", {"run", "a", "--complaints", "b", "--limit", "many"}, "--limit"},
      {"negative number", {"run", "a", "--complaints", "b", "--limit", "-1"}, "--limit"},
      {"table and no table", {"run", "a", "--complaints", "b", "--table", "--no-table"}, "excludes"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Outcome outcome = Call(row.words);
    EXPECT_EQ(outcome.exit_code, kUsage);
    EXPECT_THAT(outcome.err, HasSubstr(row.says));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

TEST(CommandLine, ArgumentsAreShownWithoutEscapes) {  // TRUST 55
  EXPECT_THAT(Call({"\x1b[2Jrun"}).err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(Call({"check", "a", "--\x1b[2J"}).err, Not(HasSubstr("\x1b")));
}

TEST(CommandLine, TheProgramEndsWithTheCode) {
  const Sample sample;
  EXPECT_EQ(sample.Run("--version").exit_code, kDone);
  EXPECT_EQ(sample.Run("--version").out, "triage " TRIAGE_VERSION "\n");
  EXPECT_EQ(sample.Run("chekc rules.txtpb").exit_code, kUsage);
}

TEST(CommandLine, AFullDiskIsTold) {
  const Sample sample;
  for (const char* command : {"check rules.txtpb", "test rules.txtpb", "explain rules.txtpb --text late",
                              "run rules.txtpb --complaints inbox.jsonl"}) {
    SCOPED_TRACE(command);
    const Outcome outcome = sample.Run(std::string(command) + " >/dev/full");
    EXPECT_EQ(outcome.exit_code, kWriteFailed);
    EXPECT_THAT(outcome.err, HasSubstr("standard output: cannot be written"));
  }
}

TEST(CommandLine, HelpOfTestSaysWhoseTestsRun) {
  EXPECT_THAT(Call({"test", "--help"}).out, HasSubstr("not those of files that it includes"));
}

}  // namespace
}  // namespace triage::cli
