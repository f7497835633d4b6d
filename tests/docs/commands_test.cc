// The commands that the documents show run, and end with 0: in a folder that holds rules/, examples/ and, as
// shop.txtpb, the first rule set of the same document.
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "tests/docs/documents.h"

namespace triage::docs {
namespace {

struct Ended {
  int code = -1;
  std::string output;
};

// With the built command first in PATH, and no terminal.
Ended RunShell(const std::string& folder, const std::string& command) {
  const std::string line = "cd '" + folder + "' && PATH='" +
                           std::filesystem::path(TRIAGE_COMMAND).parent_path().string() + "':$PATH && (" +
                           command + ") </dev/null 2>&1";
  Ended ended;
  FILE* const pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return ended;
  char buffer[4096];
  for (size_t read; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) ended.output.append(buffer, read);
  const int status = pclose(pipe);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ended;
}

// What stands beside a command in words, from two spaces or '#' on, is cut off.
std::string WithoutRemark(const std::string& line) {
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (quoted || line[i] != ' ' || i + 1 == line.size()) continue;
    if (line[i + 1] == '#' || line[i + 1] == ' ') return line.substr(0, i);
  }
  return line;
}

TEST(DocsCommandsTest, CutsRemarksOff) {
  EXPECT_EQ(WithoutRemark("triage check a   # why"), "triage check a");
  EXPECT_EQ(WithoutRemark("triage check a     what is wrong"), "triage check a");
  EXPECT_EQ(WithoutRemark("triage explain a --text \"b  # c\""), "triage explain a --text \"b  # c\"");
}

TEST(DocsCommandsTest, CommandsOfTheDocumentsEndWell) {
  const CopyOfTheTree tree;
  int commands = 0;
  for (const Fence& fence : Fences()) {
    if (!fence.language.empty() && fence.language != "sh") continue;
    for (const Fence& other : Fences()) {
      if (other.document == fence.document && IsRuleSet(other)) {
        tree.Write("shop.txtpb", other.text);
        break;
      }
    }
    std::istringstream lines(fence.text);
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("triage ", 0) != 0) continue;
      while (line.back() == '\\') {
        line.pop_back();
        std::string next;
        std::getline(lines, next);
        line += next.substr(std::min(next.find_first_not_of(' '), next.size()));
      }
      const Ended ended = RunShell(tree.path(), WithoutRemark(line));
      EXPECT_EQ(ended.code, 0) << fence.where << ": " << line << "\n" << ended.output;
      EXPECT_FALSE(ended.output.empty()) << fence.where << ": " << line;
      ++commands;
    }
  }
  EXPECT_GE(commands, 6);
}

}  // namespace
}  // namespace triage::docs
