#include "bench/peers.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "bench/aho_corasick.h"
#ifdef TRIAGE_BENCH_HYPERSCAN
#include <hs/hs.h>
#endif

namespace triage::bench {
namespace {

using signals::Hit;

// Any byte but [0-9a-z_]; what is not ASCII is part of a word in a shadow text.
constexpr char kBoundary[] = R"([\x00-/:-^`{-\x7f])";

std::string Bounded(const std::string& regex) {
  return std::string(kBoundary) + "(?:" + regex + ")" + kBoundary;
}

// The range with the boundaries around it.
std::string_view WithEdges(std::string_view shadow, Span range) {
  return shadow.substr(range.begin - 1, range.size() + 2u);
}

class Ours : public Peer {
 public:
  explicit Ours(const std::vector<Pattern>& patterns) {
    std::vector<signals::ExpressionIssue> issues;
    matcher_ = signals::Matcher::Build(Expressions(patterns), {}, &issues);
  }
  void Match(std::string_view shadow, Span range, std::vector<Hit>* hits) override {
    matcher_.Match(shadow, range, scratch_, hits);
  }

 private:
  signals::Matcher matcher_;
  signals::MatchScratch scratch_;
};

RE2::Options SpanOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_longest_match(true);
  return options;
}

// The RE2s of all patterns, for spans.
class Spans {
 public:
  explicit Spans(const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns)
      res_.push_back(std::make_unique<RE2>(Bounded(pattern.regex), SpanOptions()));
  }
  size_t size() const { return res_.size(); }
  void Add(size_t id, std::string_view text, uint32_t offset, std::vector<Hit>* hits) const {
    Add(*res_[id], id, text, offset, hits);
  }
  static void Add(const RE2& re, size_t id, std::string_view text, uint32_t offset, std::vector<Hit>* hits) {
    re2::StringPiece match;
    for (size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, &match, 1);) {
      const uint32_t begin = static_cast<uint32_t>(match.data() - text.data());
      const uint32_t end = begin + static_cast<uint32_t>(match.size());
      hits->push_back({static_cast<uint32_t>(id), {offset + begin + 1, offset + end - 1}});
      at = end - 1;  // a boundary may serve two matches
    }
  }

 private:
  std::vector<std::unique_ptr<RE2>> res_;
};

class Re2Loop : public Peer {
 public:
  explicit Re2Loop(const std::vector<Pattern>& patterns) : spans_(patterns), ends_(patterns.size(), 0) {}
  void Match(std::string_view shadow, Span range, std::vector<Hit>* hits) override {
    hits->clear();
    const std::string_view text = WithEdges(shadow, range);
    for (size_t id = 0; id < spans_.size(); ++id) spans_.Add(id, text, range.begin - 1, hits);
    Settle(hits, &ends_);
  }

 private:
  Spans spans_;
  std::vector<uint32_t> ends_;
};

class Re2Set : public Peer {
 public:
  explicit Re2Set(const std::vector<Pattern>& patterns)
      : set_(Options(), RE2::UNANCHORED), spans_(patterns), ends_(patterns.size(), 0) {
    for (const Pattern& pattern : patterns) ok_ = set_.Add(Bounded(pattern.regex), nullptr) >= 0 && ok_;
    ok_ = ok_ && set_.Compile();
  }
  bool ok() const { return ok_; }
  void Match(std::string_view shadow, Span range, std::vector<Hit>* hits) override {
    hits->clear();
    const std::string_view text = WithEdges(shadow, range);
    RE2::Set::ErrorInfo error;
    if (set_.Match(text, &found_, &error)) {
      for (const int id : found_) spans_.Add(static_cast<size_t>(id), text, range.begin - 1, hits);
    } else if (error.kind != RE2::Set::kNoError) {
      for (size_t id = 0; id < spans_.size(); ++id) spans_.Add(id, text, range.begin - 1, hits);
    }
    Settle(hits, &ends_);
  }

 private:
  static RE2::Options Options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(int64_t{1} << 30);
    return options;
  }
  RE2::Set set_;
  Spans spans_;
  std::vector<int> found_;
  std::vector<uint32_t> ends_;
  bool ok_ = true;
};

class Filtered : public Peer {
 public:
  explicit Filtered(const std::vector<Pattern>& patterns)
      : filter_(/*min_atom_len=*/3), ends_(patterns.size(), 0) {
    for (const Pattern& pattern : patterns) {
      int id = 0;
      ok_ = filter_.Add(Bounded(pattern.regex), SpanOptions(), &id) == RE2::NoError && ok_;
    }
    std::vector<std::string> atoms;
    filter_.Compile(&atoms);
    automaton_ = std::make_unique<AhoCorasick>(atoms);
  }
  bool ok() const { return ok_; }
  void Match(std::string_view shadow, Span range, std::vector<Hit>* hits) override {
    hits->clear();
    const std::string_view text = WithEdges(shadow, range);
    automaton_->Find(text, &atoms_);
    filter_.AllPotentials(atoms_, &found_);
    for (const int id : found_)
      Spans::Add(filter_.GetRE2(id), static_cast<size_t>(id), text, range.begin - 1, hits);
    Settle(hits, &ends_);
  }

 private:
  re2::FilteredRE2 filter_;
  std::unique_ptr<AhoCorasick> automaton_;
  std::vector<int> atoms_, found_;
  std::vector<uint32_t> ends_;
  bool ok_ = true;
};

#ifdef TRIAGE_BENCH_HYPERSCAN
class Hyperscan : public Peer {
 public:
  Hyperscan(const std::vector<Pattern>& patterns, bool one_space) : ends_(patterns.size(), 0) {
    std::vector<std::string> regexes;
    std::vector<const char*> texts;
    std::vector<unsigned> flags, ids;
    for (const Pattern& pattern : patterns)
      regexes.push_back(Bounded(one_space ? pattern.regex_one_space : pattern.regex));
    for (const std::string& regex : regexes) {
      texts.push_back(regex.c_str());
      flags.push_back(HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST);
      ids.push_back(static_cast<unsigned>(ids.size()));
    }
    hs_compile_error_t* error = nullptr;
    ok_ = hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                           HS_MODE_BLOCK, nullptr, &database_, &error) == HS_SUCCESS;
    hs_free_compile_error(error);
    ok_ = ok_ && hs_alloc_scratch(database_, &scratch_) == HS_SUCCESS;
  }
  ~Hyperscan() override {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }
  bool ok() const { return ok_; }
  void Match(std::string_view shadow, Span range, std::vector<Hit>* hits) override {
    hits->clear();
    hits_ = hits;
    offset_ = range.begin - 1;
    const std::string_view text = WithEdges(shadow, range);
    hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, &Hyperscan::Take, this);
    Settle(hits, &ends_);
  }

 private:
  static int Take(unsigned id, unsigned long long from, unsigned long long to, unsigned, void* context) {
    const auto& self = *static_cast<Hyperscan*>(context);
    self.hits_->push_back(
        {id, {self.offset_ + static_cast<uint32_t>(from) + 1, self.offset_ + static_cast<uint32_t>(to) - 1}});
    return 0;
  }
  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
  std::vector<Hit>* hits_ = nullptr;
  uint32_t offset_ = 0;
  std::vector<uint32_t> ends_;
  bool ok_ = false;
};
#endif

template <typename T>
std::unique_ptr<Peer> IfOk(std::unique_ptr<T> peer) {
  if (!peer->ok()) return nullptr;
  return peer;
}

}  // namespace

const std::vector<std::string>& PeerNames() {
  static const auto* const kNames = new std::vector<std::string>{
      "ours", "re2_loop", "re2_set", "filtered_re2", "hyperscan", "hyperscan_space"};
  return *kNames;
}

std::unique_ptr<Peer> MakePeer(const std::string& name, const std::vector<Pattern>& patterns) {
  if (name == "ours") return std::make_unique<Ours>(patterns);
  if (name == "re2_loop") return std::make_unique<Re2Loop>(patterns);
  if (name == "re2_set") return IfOk(std::make_unique<Re2Set>(patterns));
  if (name == "filtered_re2") return IfOk(std::make_unique<Filtered>(patterns));
#ifdef TRIAGE_BENCH_HYPERSCAN
  if (name == "hyperscan") return IfOk(std::make_unique<Hyperscan>(patterns, false));
  if (name == "hyperscan_space") return IfOk(std::make_unique<Hyperscan>(patterns, true));
#endif
  return nullptr;
}

void Settle(std::vector<Hit>* hits, std::vector<uint32_t>* ends) {
  std::sort(hits->begin(), hits->end(), [](const Hit& a, const Hit& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    return a.id != b.id ? a.id < b.id : a.span.end > b.span.end;
  });
  size_t kept = 0;
  for (const Hit& hit : *hits) {
    uint32_t& end = (*ends)[hit.id];
    if (hit.span.begin < end) continue;
    end = hit.span.end;
    (*hits)[kept++] = hit;
  }
  hits->resize(kept);
  for (const Hit& hit : *hits) (*ends)[hit.id] = 0;
}

}  // namespace triage::bench
