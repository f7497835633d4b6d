#include "src/cli/nearest.h"

#include "gtest/gtest.h"

namespace triage::cli {
namespace {

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> names = {"run", "check", "test", "explain", "standing.vip", "standing.tier"};
  struct Row {
    const char* name;
    const char* found;
  };
  constexpr Row kRows[] = {
      {"rnu", "run"},
      {"chekc", "check"},
      {"exlpain", "explain"},
      {"vip", "standing.vip"},
      {"standing.teir", "standing.tier"},
      {"frobnicate", ""},
      {"", ""},
      {"x", ""},
      {"tests", "test"},
  };
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Nearest(row.name, names), row.found);
  }
  EXPECT_EQ(Nearest(std::string(100000, 'a'), names), "");
}

TEST(Nearest, AsksOnlyWhereSomethingIsNear) {
  EXPECT_EQ(DidYouMean("rnu", {"run"}), "; did you mean \"run\"?");
  EXPECT_EQ(DidYouMean("zzz", {"run"}), "");
}

}  // namespace
}  // namespace triage::cli
