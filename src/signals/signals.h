// Stage 3: what is said, and where?
//
// A SignalSet holds the signals and scopes of a rule set, compiled. Find() runs the matcher over the segments
// that some signal looks at, takes away what a scope cancels ("nobody was hurt"), and keeps count.
//
//   Findings findings;
//   set.Find(reading, scratch, &findings);
//   findings.Said(*set.Index("injury"));     // true only for evidence that counts
//
// Cost: the matcher's, plus a few nanoseconds a match. SignalSet is immutable after Build: thread-safe.
#ifndef TRIAGE_SRC_SIGNALS_SIGNALS_H_
#define TRIAGE_SRC_SIGNALS_SIGNALS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/base/issue_sink.h"
#include "src/base/span.h"
#include "src/signals/matcher.h"
#include "src/signals/scope.h"
#include "src/text/read.h"
#include "triage/v1/decision.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::signals {

// One place where a signal is said.
struct Finding {
  static constexpr uint32_t kCounts = Scopes::kNone;

  uint32_t signal = 0;              // index into the set
  Span span;                        // in the shadow text
  uint32_t segment = 0;             // index into Reading::segments
  uint32_t cancelled_by = kCounts;  // index of the scope that takes it away
};

struct Findings {
  std::vector<Finding> all;       // by begin, then signal
  std::vector<uint32_t> said;     // signals with evidence that counts, ascending
  std::vector<uint32_t> denied;   // signals of which all evidence was taken away, ascending: nearly said
  std::vector<uint32_t> count;    // by signal: how much evidence counts
  std::vector<int32_t> evidence;  // by position in `all`: index into Decision.evidence, or -1 where not kept

  // A signal of kind PROBLEM stands in a part of the text at which it does not look: a quotation, a
  // signature. It is no evidence, but no reason to be sure that nothing else is wrong either.
  bool problem_elsewhere = false;

  bool Said(uint32_t signal) const { return count[signal] > 0; }

  // Memory that Find and Report work in; means nothing afterwards.
  std::vector<Hit> hits;
  ScopeMarks marks;
  std::vector<uint32_t> end_of_last;  // by signal
};

class SignalSet {
 public:
  // A signal speaks for at most so many others over `also`.
  static constexpr size_t kMaxSpeaksFor = 256;

  // Compiles RuleSet.signal and RuleSet.scope; what is wrong goes to `issues` and is left out.
  static SignalSet Build(const v1::RuleSet& rules, IssueSink& issues);

  size_t size() const { return signals_.size(); }
  std::optional<uint32_t> Index(std::string_view id) const;
  const std::string& id(uint32_t signal) const { return signals_[signal].id; }
  v1::Signal::Kind kind(uint32_t signal) const { return signals_[signal].kind; }
  // The signal itself, and those that have it in `also`, however far: they fire where it is found, each in
  // the segments that it looks at itself and unless one of its own scopes takes it away.
  const std::vector<uint32_t>& speaks_for(uint32_t signal) const { return signals_[signal].speaks_for; }
  const std::string& scope_id(uint32_t scope) const { return scope_ids_[scope]; }
  size_t MemoryBytes() const;

  // Replaces `findings`. Where several expressions of one signal overlap, the leftmost counts, of these the
  // longest. Linear in the text.
  void Find(const text::Reading& reading, MatchScratch& scratch, Findings* findings) const;

  // Writes evidence by position, at most `limit` entries: the first of every signal before a second of any,
  // and of a signal that is said the first that counts. Sets findings->evidence. `quote` copies the bytes of
  // the complaint.
  void Report(const v1::Complaint& complaint, const text::Reading& reading, int limit, bool quote,
              Findings* findings, v1::Decision* decision) const;

 private:
  struct CompiledSignal {
    std::string id;
    v1::Signal::Kind kind = v1::Signal::PROBLEM;
    uint32_t look_in = 0;  // bits of v1::Segment::Kind
    std::vector<uint32_t> cancelled_by;
    std::vector<uint32_t> speaks_for;  // itself, and the signals that have it in `also`, however far
  };
  // What an expression of the matcher stands for.
  struct Meaning {
    enum class Kind : uint8_t { kSignal, kCue, kStop } kind = Kind::kSignal;
    uint32_t index = 0;  // of the signal or scope
  };

  Matcher matcher_;
  std::vector<Meaning> meanings_;  // by expression id
  std::vector<CompiledSignal> signals_;
  std::vector<std::string> scope_ids_;
  Scopes scopes_;
  absl::flat_hash_map<std::string, uint32_t> index_;
  uint32_t look_in_ = 0;  // of all signals together
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_SIGNALS_H_
