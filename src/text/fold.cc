#include "src/text/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

#include "src/base/utf8.h"
#include "src/text/folding/fold_table.h"
#include "src/text/folding/plain_run.h"

namespace triage::text {
namespace {

// Bytes beyond three times the input that quick paths may write before they know better.
constexpr size_t kSlack = 32;

constexpr int kMaxPoints = 20;  // of a letter and its marks, decomposed

FoldKind KindOf(uint32_t entry) { return static_cast<FoldKind>(entry & 7); }

}  // namespace

// Folds one piece. Invariant: edits.back() is not `whole`, and tells where in the input the next folded byte
// stands, if the next character is folded to one of its length.
class Folder {
 public:
  Folder(ShadowText* shadow, std::string_view text, uint32_t offset)
      : edits_(shadow->edits_),
        begin_(text.data()),
        end_(begin_ + text.size()),
        in_(begin_),
        offset_(offset),
        base_(shadow->buffer_.data()),
        out_(base_ + shadow->size_),
        piece_(out_),
        first_edit_(edits_.size()) {
    edits_.push_back(ShadowText::Edit::Of(FoldedNow(), offset_, false));
  }

  // Returns the end of what was written.
  char* Run() {
    while (in_ < end_) {
      const size_t plain = CopyPlain({in_, static_cast<size_t>(end_ - in_)}, out_, in_space_);
      if (plain > 0) {
        in_ += plain;
        out_ += plain;
        composes_ = false;
        in_space_ = IsAsciiSpace(in_[-1]);
        if (in_space_) StartBreaks(in_[-1]);
        if (in_ == end_) break;
      }
      if (in_space_ && after_return_ && *in_ == '\n') {  // the end of nearly each line of a mail
        Absorb(++in_);
        after_return_ = false;
        continue;
      }
      do {
        Step();
      } while (in_ < end_ && static_cast<unsigned char>(*in_) >= 0x80 && *in_ != '\xD7');
    }
    return out_;
  }

  uint32_t repaired() const { return repaired_; }

 private:
  uint32_t FoldedNow() const { return static_cast<uint32_t>(out_ - base_); }
  uint32_t Original(const char* p) const { return offset_ + static_cast<uint32_t>(p - begin_); }
  ShadowText::Edit Now(const char* p, bool whole) const {
    return ShadowText::Edit::Of(FoldedNow(), Original(p), whole);
  }

  // ---- the way back

  void BeginWhole() {
    if (edits_.back().folded == FoldedNow()) {
      edits_.back() = Now(in_, true);
    } else {
      edits_.push_back(Now(in_, true));
    }
  }
  void EndWhole(const char* end) { edits_.push_back(Now(end, false)); }

  bool EndsWhole() const { return edits_.size() - 1 > first_edit_ && edits_[edits_.size() - 2].whole(); }

  // Leaves out what lies before `end` and belongs to no character.
  void Skip(const char* end) {
    if (edits_.back().folded == FoldedNow() && !EndsWhole()) {
      edits_.back() = Now(end, false);
    } else {
      edits_.push_back(Now(end, false));
    }
  }

  // Leaves out what lies before `end` and belongs to the last character written.
  void Absorb(const char* end) {
    if (out_ == piece_) {
      Skip(end);
      return;
    }
    while (edits_.back().folded == FoldedNow()) {
      if (EndsWhole()) {
        edits_.back() = Now(end, false);
        return;
      }
      edits_.pop_back();
    }
    const char* last = out_ - 1;
    while (IsContinuation(*last)) --last;
    const auto folded = static_cast<uint32_t>(last - base_);
    ShadowText::Edit& run = edits_.back();
    const auto whole = ShadowText::Edit::Of(folded, run.original() + (folded - run.folded), true);
    if (folded == run.folded) {
      run = whole;
    } else {
      edits_.push_back(whole);
    }
    EndWhole(end);
  }

  // ---- characters

  // Two bytes are what letters with marks have: these at once.
  Decoded Decode(const char* p) const {
    const auto lead = static_cast<unsigned char>(*p);
    if (lead >= 0xC2 && lead < 0xE0 && p + 1 < end_ && IsContinuation(p[1])) {
      return {(lead & 0x1F) << 6 | (p[1] & 0x3F), 2, true};
    }
    return DecodeUtf8(p, end_);
  }

  void StartBreaks(char c) {
    breaks_ = c == ' ' || c == '\t' ? 0 : 1;
    after_return_ = c == '\r';
  }

  void Step() {
    const Decoded d = Decode(in_);
    const uint32_t entry = FoldEntry(d.code_point);
    const FoldKind kind = KindOf(entry);
    const char* const next = in_ + d.length;
    if (kind == FoldKind::kSpace) {
      Space(d.code_point, entry >> 8, next);
    } else if (kind == FoldKind::kDrop) {
      Skip(next);
    } else if (composes_ && (kind == FoldKind::kMark || ((entry & kFoldJoins) != 0 && AfterHangul()))) {
      Compose();
      return;
    } else if (kind == FoldKind::kMark) {
      Absorb(next);
      after_return_ = false;
    } else {
      Letter(d, entry, kind);
    }
    in_ = next;
  }

  // True where the last character written is a Hangul syllable or part of one.
  bool AfterHangul() const {
    const char* last = out_ - 1;
    while (IsContinuation(*last)) --last;
    const int32_t c = DecodeUtf8(last, out_).code_point;
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0xAC00 && c <= 0xD7A3);
  }

  void Space(int32_t c, uint32_t breaks, const char* next) {
    composes_ = false;
    if (!in_space_) {
      BeginWhole();
      *out_++ = ' ';
      EndWhole(next);
      in_space_ = true;
      breaks_ = breaks;
    } else {
      Absorb(next);
      if (c != '\n' || !after_return_) breaks_ += breaks;
    }
    after_return_ = c == '\r';
    if (breaks_ >= 2) out_[-1] = ShadowText::kParagraph;
  }

  void Letter(const Decoded& d, uint32_t entry, FoldKind kind) {
    in_space_ = false;
    composes_ = (entry & kFoldKeepsMarks) != 0;
    if (composes_) {
      letter_in_ = in_;
      letter_out_ = out_;
      letter_edits_ = edits_.size();
      letter_edit_ = edits_.back();
    }
    const bool aligned = (entry & kFoldAligned) != 0;
    if (!aligned) BeginWhole();
    if (kind == FoldKind::kInline) {
      const uint32_t bytes = entry >> 8;
      for (int i = 0; i < 3; ++i) out_[i] = static_cast<char>(bytes >> (8 * i));
      out_ += entry >> 6 & 3;
    } else if (kind == FoldKind::kKeep) {
      out_ = std::copy_n(in_, d.length, out_);
    } else if (kind == FoldKind::kPool) {
      const unsigned char* const from = kFoldPool + (entry >> 8 & 0xFFFF);
      out_ = std::copy_n(reinterpret_cast<const char*>(from), entry >> 24, out_);
    } else {
      out_ = std::fill_n(out_, d.valid ? d.length : 3, '\x01');
      repaired_ += d.valid ? 0 : 1;
    }
    if (!aligned) EndWhole(in_ + d.length);
  }

  // Takes back the last letter and writes it with the marks that follow, composed. Rare: so through utf8proc.
  void Compose() {
    out_ = letter_out_;
    edits_.resize(letter_edits_);
    edits_.back() = letter_edit_;

    int32_t points[kMaxPoints];
    int size = 0;
    bool marked = false;
    const char* after = letter_in_;
    for (const char* p = letter_in_; p < end_;) {
      const Decoded d = DecodeUtf8(p, end_);
      const uint32_t entry = FoldEntry(d.code_point);
      const bool mark = KindOf(entry) == FoldKind::kMark;
      const char* const here = p;
      p += d.length;
      if (KindOf(entry) == FoldKind::kDrop) continue;
      if (here != letter_in_ && !mark && (marked || (entry & kFoldJoins) == 0)) break;
      marked = mark;
      constexpr auto kOptions = static_cast<utf8proc_option_t>(
          UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE);
      int boundary = 0;
      const utf8proc_ssize_t n =
          utf8proc_decompose_char(d.code_point, points + size, kMaxPoints - size, kOptions, &boundary);
      const bool fits = n > 0 && n <= kMaxPoints - size;
      if (!fits && !mark) break;
      if (fits) size += static_cast<int>(n);
      after = p;
    }
    size = ComposePoints(points, size);

    in_ = letter_in_;
    BeginWhole();
    for (int i = 0; i < size; ++i) {
      const int length = EncodeUtf8(points[i], out_);
      const FoldKind kind = KindOf(FoldEntry(points[i]));
      if (points[i] >= 0x80 && kind == FoldKind::kSymbol) std::fill_n(out_, length, '\x01');
      out_ += length;
    }
    in_ = after;
    EndWhole(after);
    composes_ = false;
    in_space_ = false;
  }

  // Canonical order, then composition. Returns the new size.
  static int ComposePoints(int32_t* points, int size) {
    const auto rank = [](int32_t c) { return utf8proc_get_property(c)->combining_class; };
    for (int i = 0; i < size;) {
      int j = i;
      while (j < size && rank(points[j]) != 0) ++j;
      std::stable_sort(points + i, points + j, [&](int32_t a, int32_t b) { return rank(a) < rank(b); });
      i = j + 1;
    }
    constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    const utf8proc_ssize_t n = utf8proc_normalize_utf32(points, size, kOptions);
    return n < 0 ? 0 : static_cast<int>(n);
  }

  std::vector<ShadowText::Edit>& edits_;
  const char* const begin_;
  const char* const end_;
  const char* in_;
  const uint32_t offset_;
  char* const base_;
  char* out_;
  char* const piece_;
  const size_t first_edit_;
  uint32_t repaired_ = 0;

  bool in_space_ = false;      // the last character written stands for white space
  bool after_return_ = false;  // of which the last is '\r'
  uint32_t breaks_ = 0;        // and which holds so many line breaks

  bool composes_ = false;  // the last character written takes marks; it began here:
  const char* letter_in_ = nullptr;
  char* letter_out_ = nullptr;
  size_t letter_edits_ = 0;
  ShadowText::Edit letter_edit_ = {0, 0};
};

void ShadowText::Clear() {
  size_ = 1;
  taken_ = 0;
  edits_.clear();
  repaired_ = 0;
}

Span ShadowText::Append(std::string_view text, uint32_t offset) {
  text = text.substr(0, kMaxBytes - taken_);
  taken_ += text.size();
  const size_t room = size_ + 3 * text.size() + 1 + kSlack;
  if (buffer_.size() < room) buffer_.resize(std::max(room, buffer_.size() + buffer_.size() / 2));
  buffer_[0] = kEdge;
  Folder folder(this, text, offset);
  char* const end = folder.Run();
  repaired_ += folder.repaired();
  const Span folded{static_cast<uint32_t>(size_), static_cast<uint32_t>(end - buffer_.data())};
  *end = kEdge;
  size_ = folded.end + size_t{1};
  return folded;
}

size_t ShadowText::EditAt(uint32_t folded) const {
  const auto after = std::upper_bound(edits_.begin(), edits_.end(), folded,
                                      [](uint32_t at, const Edit& edit) { return at < edit.folded; });
  return static_cast<size_t>(after - edits_.begin()) - 1;
}

Span ShadowText::ToOriginal(Span folded) const {
  if (edits_.empty() || folded.begin < edits_.front().folded) return {};
  const Edit& first = edits_[EditAt(folded.begin)];
  uint32_t begin = folded.begin;
  while (begin > first.folded && IsContinuation(buffer_[begin])) --begin;
  Span original;
  original.begin = first.original() + (first.whole() ? 0 : begin - first.folded);
  if (folded.end <= folded.begin) return {original.begin, original.begin};

  const size_t last = EditAt(folded.end - 1);
  if (edits_[last].whole()) {
    original.end = edits_[last + 1].original();
  } else {
    uint32_t end = folded.end;
    while (end < size_ && IsContinuation(buffer_[end])) ++end;
    original.end = edits_[last].original() + (end - edits_[last].folded);
  }
  return original;
}

std::string Fold(std::string_view text) {
  ShadowText shadow;
  return std::string(shadow.Append(text).Of(shadow.bytes()));
}

}  // namespace triage::text
