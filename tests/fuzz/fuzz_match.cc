// The matcher against the oracle (TRUST 2, target 3): the same ids and spans.
//
// Input: one expression a line, "t LANGUAGE words" (language e, h, r, i or none; capital: exact) or "p
// pattern", up to an empty line; the rest is the text.
#include <cctype>
#include <cstdint>
#include <string>
#include <vector>

#include "src/signals/matcher.h"
#include "src/text/fold.h"
#include "tests/fuzz/expect.h"
#include "tests/oracle/oracle.h"

namespace triage {
namespace {

using signals::Expression;
using text::Language;

constexpr size_t kMaxExpressions = 8;
constexpr size_t kMaxText = 600;

Expression ReadExpression(std::string_view line) {
  Expression expression;
  if (line.substr(0, 2) == "p ") {
    expression.kind = Expression::Kind::kPattern;
    expression.text = std::string(line.substr(2));
    return expression;
  }
  switch (line.size() > 2 ? std::tolower(static_cast<unsigned char>(line[2])) : 0) {
    case 'e':
      expression.language = Language::kEnglish;
      break;
    case 'h':
      expression.language = Language::kHebrew;
      break;
    case 'r':
      expression.language = Language::kRomanian;
      break;
    case 'i':
      expression.language = Language::kItalian;
      break;
    default:
      break;
  }
  expression.exact = line.size() > 2 && std::isupper(static_cast<unsigned char>(line[2])) != 0;
  expression.text = std::string(line.substr(line.size() < 4 ? line.size() : 4));
  return expression;
}

// The oracle takes patterns as they are: only those whose folding changes nothing can be compared.
bool IsPlain(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c < ' ' || c == 0x7f || (c >= 'A' && c <= 'Z') || c == '\\' || c == '`' || c == '(') {
      if (c == '(' && pattern.substr(i, 3) == "(?:") continue;
      if (c == '(' && pattern.substr(i, 2) != "(?") continue;
      return false;
    }
    if (c == ' ' && i > 0 && pattern[i - 1] == ' ') return false;
  }
  return text::Fold(pattern) == pattern;
}

std::string Show(const std::vector<signals::Hit>& hits) {
  std::string shown;
  for (const signals::Hit& hit : hits) {
    shown += " " + std::to_string(hit.id) + "@" + std::to_string(hit.span.begin) + ".." +
             std::to_string(hit.span.end);
  }
  return shown;
}

}  // namespace
}  // namespace triage

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace triage;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::vector<signals::Expression> expressions;
  while (!input.empty() && input[0] != '\n') {
    const size_t end = std::min(input.find('\n'), input.size());
    const signals::Expression expression = ReadExpression(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    const bool comparable = expression.kind == signals::Expression::Kind::kTerm || IsPlain(expression.text);
    if (!comparable || expressions.size() == kMaxExpressions) continue;
    expressions.push_back(expression);
    expressions.back().id = static_cast<uint32_t>(expressions.size());
  }

  std::vector<signals::ExpressionIssue> issues;
  signals::Matcher::Build(expressions, {}, &issues);
  std::vector<signals::Expression> accepted;
  for (size_t i = 0; i < expressions.size(); ++i) {
    bool refused = false;
    for (const signals::ExpressionIssue& issue : issues) {
      fuzz::Expect(issue.index < expressions.size() && !issue.message.empty(),
                   "an issue says where and what");
      refused = refused || (issue.index == i && !issue.warning);
    }
    if (!refused) accepted.push_back(expressions[i]);
  }
  issues.clear();
  const signals::Matcher matcher = signals::Matcher::Build(accepted, {}, &issues);
  const oracle::Oracle oracle(accepted);
  if (!oracle.ok()) return 0;

  text::ShadowText shadow;
  const Span range = shadow.Append(input.substr(0, kMaxText));
  signals::MatchScratch scratch;
  std::vector<signals::Hit> hits;
  matcher.Match(shadow.bytes(), range, scratch, &hits);
  const std::vector<signals::Hit> expected = oracle.Match(shadow.bytes(), range);
  fuzz::Expect(hits == expected,
               "matcher and oracle agree; matcher:" + Show(hits) + "; oracle:" + Show(expected));
  std::vector<signals::Hit> again;
  matcher.Match(shadow.bytes(), range, scratch, &again);
  fuzz::Expect(again == hits, "a used scratch changes nothing");
  return 0;
}
