// The rule sets of the documents load and pass their own tests; the links of the documents lead somewhere.
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/docs/documents.h"
#include "triage/engine.h"
#include "triage/issue.h"
#include "triage/rules.h"

namespace triage::docs {
namespace {

const char kHeader[] = "# proto-file: triage/v1/ruleset.proto\n# proto-message: triage.v1.RuleSet\n";

std::string ContentsOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Compiles, and what it says of itself holds.
void ExpectGood(const std::string& path) {
  std::vector<Issue> issues;
  const auto engine = Engine::CompileFile(path, &issues);
  std::string told;
  for (const Issue& issue : issues) told += Format(issue);
  EXPECT_TRUE(engine.ok()) << told;
  if (!engine.ok()) return;
  for (const TestFailure& failure : RunTests(*engine).failures) {
    ADD_FAILURE() << failure.name << ": " << failure.message;
  }
}

TEST(DocsTest, WholeRuleSetsLoadAndPassTheirTests) {
  const CopyOfTheTree tree;
  int rule_sets = 0;
  for (const Fence& fence : Fences()) {
    if (!IsRuleSet(fence)) continue;
    SCOPED_TRACE(fence.where);
    ExpectGood(tree.Write("rules/document.txtpb", fence.text));
    ++rule_sets;
  }
  EXPECT_GE(rule_sets, 2) << "proto/README.md and rules/README.md show a whole rule set";
}

// Each together with those before it in its document, as a reader meets them.
TEST(DocsTest, FragmentsLoadBesideTheBase) {
  const CopyOfTheTree tree;
  tree.Write("base.txtpb", ContentsOf(TRIAGE_SOURCE_DIR "/tests/docs/base.txtpb"));
  ExpectGood(tree.path() + "/base.txtpb");
  int fragments = 0;
  std::string document;
  std::string text;
  for (const Fence& fence : Fences()) {
    if (fence.language != "txtpb" || fence.info != "fragment") continue;
    SCOPED_TRACE(fence.where);
    if (fence.document != document) {
      document = fence.document;
      text = std::string(kHeader) + "include: \"base.txtpb\"\n";
    }
    text += fence.text;
    ExpectGood(tree.Write("fragment.txtpb", text));
    ++fragments;
  }
  EXPECT_GE(fragments, 2) << "proto/README.md explains the language by fragments";
}

// A fence that says txtpb is one of the two.
TEST(DocsTest, EveryRuleTextIsTested) {
  for (const Fence& fence : Fences()) {
    if (fence.language != "txtpb") continue;
    EXPECT_TRUE(IsRuleSet(fence) || fence.info == "fragment")
        << fence.where << ": write `# proto-message:` in it, or ```txtpb fragment";
  }
}

TEST(DocsTest, RelativeLinksLeadToFiles) {
  const std::regex link(R"(\]\(([^)\s]+)\))");
  int links = 0;
  for (const Document& document : Documents()) {
    const auto folder = (std::filesystem::path(TRIAGE_SOURCE_DIR) / document.path).parent_path();
    bool inside = false;
    for (size_t i = 0; i < document.lines.size(); ++i) {
      const std::string& line = document.lines[i];
      if (line.rfind("```", 0) == 0) inside = !inside;
      if (inside) continue;
      for (std::sregex_iterator found(line.begin(), line.end(), link), end; found != end; ++found) {
        const std::string target = (*found)[1].str().substr(0, (*found)[1].str().find('#'));
        if (target.empty() || target.find("://") != std::string::npos || target.rfind("mailto:", 0) == 0)
          continue;
        EXPECT_TRUE(std::filesystem::exists(folder / target))
            << document.path << ":" << i + 1 << ": " << target;
        ++links;
      }
    }
  }
  EXPECT_GT(links, 10);
}

}  // namespace
}  // namespace triage::docs
