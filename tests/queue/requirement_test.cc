#include "src/queue/requirement.h"

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace triage::queue {
namespace {

struct Row {
  const char* name;
  const char* item;
  const char* agent;
  bool may_take;
};

TEST(Requirement, WhoMayTakeWhat) {
  const Row kRows[] = {
      {"nothing asked", "", "", true},
      {"team", "team: 'a'", "teams: 'b' teams: 'a'", true},
      {"another team", "team: 'a'", "teams: 'b'", false},
      {"no team listed", "team: 'a'", "", false},
      {"all skills", "skills: 's' skills: 't'", "skills: 't' skills: 'u' skills: 's'", true},
      {"one skill of two", "skills: 's' skills: 't'", "skills: 't'", false},
      {"language", "language: 'ro'", "languages: 'he' languages: 'ro'", true},
      {"language by its first subtag", "language: 'ro-MD'", "languages: 'RO_ro'", true},
      {"another language", "language: 'ro'", "languages: 'he'", false},
      {"no language listed", "language: 'ro'", "", true},
      {"unknown language", "language: 'und'", "languages: 'he'", true},
      {"authority", "authority_level: 2", "authority_level: 2", true},
      {"too little authority", "authority_level: 2", "authority_level: 1", false},
      {"negative authority is none", "", "authority_level: -1", true},
      {"team complained about", "avoid_team: 'a'", "teams: 'a'", false},
      {"agent complained about", "avoid_agent: 'dana'", "", false},
      {"another agent complained about", "avoid_agent: 'noa'", "", true},
      {"no limit of hostility", "hostility: 100", "", true},
      {"hostility within the budget", "hostility: 31", "hostility_budget: 40", true},
      {"hostility rounds up to ten", "hostility: 31", "hostility_budget: 39", false},
      {"spent budget, calm item", "", "hostility_budget: -5", true},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    v1::QueueItem item;
    v1::Agent agent;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(row.item, &item));
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(row.agent, &agent));
    agent.set_id("dana");
    Names names;
    const Requirement needs = MakeRequirement(item, names);
    EXPECT_EQ(MayTake(MakeProfile(agent, names), needs), row.may_take);
  }
}

TEST(Requirement, SkillsInAnyOrderAreTheSameRequirement) {
  Names names;
  v1::QueueItem a, b;
  for (const char* skill : {"s", "t", "s"}) a.add_skills(skill);
  for (const char* skill : {"t", "", "s"}) b.add_skills(skill);
  EXPECT_TRUE(MakeRequirement(a, names) == MakeRequirement(b, names));
  b.set_team("x");
  EXPECT_FALSE(MakeRequirement(a, names) == MakeRequirement(b, names));
}

}  // namespace
}  // namespace triage::queue
