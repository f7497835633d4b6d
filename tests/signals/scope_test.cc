#include "src/signals/scope.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/text/fold.h"

namespace triage::signals {
namespace {

// Where `word` stands in `shadow`, for the `nth` time.
Span At(const std::string& shadow, const std::string& word, int nth = 0) {
  size_t at = shadow.find(word);
  for (; nth > 0; --nth) at = shadow.find(word, at + 1);
  EXPECT_NE(at, std::string::npos) << word;
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + word.size())};
}

TEST(WordsBetween, CountsWordsAndSeesSentenceEnds) {
  const struct {
    const char* name;
    const char* between;  // stands between "cue" and "hurt"
    int words;
  } rows[] = {
      {"next to each other", " ", 0},
      {"one word", " was ", 1},
      {"words of Hebrew and with an apostrophe", " לא n'a ", 3},
      {"comma and hyphen go on", " a, b - c ", 3},
      {"single line break was folded to a space", " a b ", 2},
      {"period", " a. b ", -1},
      {"period without a space after it", " work.it ", -1},
      {"period right before the finding", " a.", -1},
      {"period before a Hebrew letter", " a.לא ", -1},
      {"period in quotes", " a.\" ", -1},
      {"dots", "... ", -1},
      {"decimal", " 3.5 mm ", 3},
      {"time of day", " at 10:30 ", 3},
      {"abbreviation inside", " e.g ", 2},
      {"abbreviation with a period at its end", " e.g. ", -1},
      {"colon", " a: ", -1},
      {"exclamation mark", "! ", -1},
      {"question mark", "? ", -1},
      {"semicolon", "; ", -1},
      {"blank line", " a\x02", -1},
      {"symbols are no end", " \x01\x01\x01\x01 ", 0},
      {"as many as the limit", " 1 2 3 4 5 6 7 8 9 ", 9},
      {"above the limit counting stops", " 1 2 3 4 5 6 7 8 9 10 11 12 ", 10},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const std::string shadow = std::string("\x01") + "cue" + row.between + "hurt\x01";
    const Span between{4, static_cast<uint32_t>(shadow.size() - 5)};
    EXPECT_EQ(WordsBetween(shadow, between, 9), row.words);
  }
}

TEST(Scopes, ACueInsideALongerCueDoesNotHideIt) {
  Scopes scopes;
  scopes.Add({3, 0});
  const std::string shadow = "\x01it is not the case that he is hurt\x01";
  ScopeMarks marks;
  marks.Add({0, false, At(shadow, "it is not the case that")});
  marks.Add({0, false, At(shadow, "not")});
  marks.Sort();
  EXPECT_EQ(scopes.CancelledBy(shadow, At(shadow, "hurt"), {0}, marks), 0u);
}

TEST(Scopes, AStopHoldsForItsOwnScopeAlone) {
  Scopes scopes;
  scopes.Add({4, 0});
  scopes.Add({4, 0});
  const std::string shadow = "\x01not good but hurt\x01";
  ScopeMarks marks;
  marks.Add({0, true, At(shadow, "but")});
  marks.Add({0, false, At(shadow, "not")});
  marks.Add({1, false, At(shadow, "not")});
  marks.Sort();
  const Span hurt = At(shadow, "hurt");
  EXPECT_EQ(scopes.CancelledBy(shadow, hurt, {0}, marks), Scopes::kNone);
  EXPECT_EQ(scopes.CancelledBy(shadow, hurt, {0, 1}, marks), 1u);
  EXPECT_EQ(scopes.CancelledBy(shadow, hurt, {}, marks), Scopes::kNone);
}

TEST(Scopes, AStopThatIsPartOfTheCueDoesNotStopIt) {
  Scopes scopes;
  scopes.Add({4, 4});
  const std::string shadow = "\x01hurt not only hurt\x01";
  ScopeMarks marks;
  marks.Add({0, false, At(shadow, "not only")});
  marks.Add({0, true, At(shadow, "only")});
  marks.Sort();
  EXPECT_EQ(scopes.CancelledBy(shadow, At(shadow, "hurt", 1), {0}, marks), 0u);
  EXPECT_EQ(scopes.CancelledBy(shadow, At(shadow, "hurt"), {0}, marks), 0u);
}

TEST(Scopes, ReachEndsAfterSoManyBytes) {
  for (const uint32_t length : {Scopes::kMaxReachBytes, Scopes::kMaxReachBytes + 1}) {
    Scopes scopes;
    scopes.Add({4, 4});
    const std::string shadow =
        "\x01not" + std::string(length, ',') + "hurt" + std::string(length, ',') + "not\x01";
    const Span hurt = At(shadow, "hurt");
    const uint32_t expected = length == Scopes::kMaxReachBytes ? 0 : Scopes::kNone;
    for (const int nth : {0, 1}) {
      ScopeMarks marks;
      marks.Add({0, false, At(shadow, "not", nth)});
      marks.Sort();
      EXPECT_EQ(scopes.CancelledBy(shadow, hurt, {0}, marks), expected) << length << " " << nth;
    }
  }
}

// By the definition: any cue of the scopes that reaches, without a stop of its scope between.
bool SlowlyCancelled(const std::string& shadow, Span finding, const std::vector<Scopes::Reach>& reaches,
                     const std::vector<uint32_t>& scopes, const std::vector<ScopeMark>& marks) {
  return std::any_of(marks.begin(), marks.end(), [&](const ScopeMark& cue) {
    if (cue.stop || std::find(scopes.begin(), scopes.end(), cue.scope) == scopes.end()) return false;
    const bool before = cue.span.end <= finding.begin;
    if (!before && cue.span.begin < finding.end) return false;
    const Span between = before ? Span{cue.span.end, finding.begin} : Span{finding.end, cue.span.begin};
    const int words = WordsBetween(shadow, between, 100);
    if (words < 0 || words >= (before ? reaches[cue.scope].onward : reaches[cue.scope].back)) return false;
    return std::none_of(marks.begin(), marks.end(), [&](const ScopeMark& stop) {
      return stop.stop && stop.scope == cue.scope && stop.span.begin >= between.begin &&
             stop.span.end <= between.end;
    });
  });
}

TEST(Scopes, AgreeWithTheDefinitionOnRandomMarks) {
  std::mt19937 random(11);
  int cancelled = 0, counts = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string shadow = "\x01";
    std::vector<Span> words;
    for (int w = 0; w < 14; ++w) {
      const auto begin = static_cast<uint32_t>(shadow.size());
      shadow += random() % 2 == 0 ? "ab" : "x";
      words.push_back({begin, static_cast<uint32_t>(shadow.size())});
      shadow += random() % 12 == 0 ? ". " : random() % 30 == 0 ? "." : " ";
    }
    shadow += '\x01';
    std::vector<Scopes::Reach> reaches;
    Scopes scopes;
    for (int s = 0; s < 3; ++s) {
      reaches.push_back({static_cast<int>(random() % 6), static_cast<int>(random() % 4)});
      scopes.Add(reaches.back());
    }
    std::vector<ScopeMark> list;
    ScopeMarks marks;
    for (size_t m = random() % 7; m > 0; --m) {
      const size_t first = random() % words.size();
      const size_t last = std::min(words.size() - 1, first + random() % 4);
      list.push_back(
          {static_cast<uint32_t>(random() % 3), random() % 4 == 0, {words[first].begin, words[last].end}});
      marks.Add(list.back());
    }
    marks.Sort();
    const std::vector<uint32_t> of_signal =
        random() % 2 == 0 ? std::vector<uint32_t>{0, 1} : std::vector<uint32_t>{2};
    const Span finding = words[random() % words.size()];
    const bool expected = SlowlyCancelled(shadow, finding, reaches, of_signal, list);
    ASSERT_EQ(scopes.CancelledBy(shadow, finding, of_signal, marks) != Scopes::kNone, expected)
        << "round " << round << ": " << shadow;
    ++(expected ? cancelled : counts);
  }
  EXPECT_GT(cancelled, 500);
  EXPECT_GT(counts, 500);
}

}  // namespace
}  // namespace triage::signals
