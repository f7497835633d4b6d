// The matcher once more, slow and obvious: what src/signals/matcher.h says, word for word.
//
//   Oracle oracle(expressions);                     // those that Matcher::Build accepts
//   std::vector<Hit> hits = oracle.Match(shadow, range);
//
// Each expression is one RE2, tried at each start from left to right. A term becomes an alternation of the
// forms of each word, joined by the gap; a pattern is as written, in small letters, in any case. No tables,
// no anchors. About 10 microseconds for each byte of text and expression that begins there.
// Thread-safe: const after construction.
#ifndef TRIAGE_TESTS_ORACLE_ORACLE_H_
#define TRIAGE_TESTS_ORACLE_ORACLE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "re2/re2.h"
#include "src/base/span.h"
#include "src/signals/matcher.h"

namespace triage::oracle {

class Oracle {
 public:
  explicit Oracle(const std::vector<signals::Expression>& expressions);

  // False where RE2 refuses one of the expressions: then Match means nothing.
  bool ok() const { return ok_; }

  // The same as Matcher::Match.
  std::vector<signals::Hit> Match(std::string_view shadow, Span range) const;

 private:
  struct Entry {
    uint32_t id;
    std::unique_ptr<RE2> regex;
  };
  std::vector<Entry> entries_;
  bool ok_ = true;
};

}  // namespace triage::oracle

#endif  // TRIAGE_TESTS_ORACLE_ORACLE_H_
