#include "src/text/mail/segment.h"

#include <algorithm>
#include <cstring>

#include "src/text/mail/mail_phrases.h"

namespace triage::text {
namespace {

constexpr size_t kDecides = 256;  // bytes of a line, at either end
constexpr int kSignatureLines = 15;
constexpr int kHeaderLines = 8;
constexpr int kBlankLines = 4;  // between an attribution and its quote
constexpr size_t kHeaderNameBytes = 32;
constexpr size_t kDeviceLineBytes = 72;

// White space, also that of Unicode which mail programs leave at the ends of lines: no-break space, bidi
// marks.
std::string_view Trim(std::string_view s) {
  while (!s.empty()) {
    const auto wide = [](std::string_view c) { return c == "\xC2\xA0"; };
    const auto mark = [](std::string_view c) {
      return c.size() == 3 && c[0] == '\xE2' &&
             ((c[1] == '\x80' && (c[2] <= '\x8F' || c[2] >= '\xAA')) || c[1] == '\x81');
    };
    if (s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r')) {
      s.remove_prefix(1);
    } else if (s.back() == ' ' || (s.back() >= '\t' && s.back() <= '\r')) {
      s.remove_suffix(1);
    } else if (wide(s.substr(0, 2))) {
      s.remove_prefix(2);
    } else if (s.size() > 1 && wide(s.substr(s.size() - 2))) {
      s.remove_suffix(2);
    } else if (mark(s.substr(0, 3))) {
      s.remove_prefix(3);
    } else if (s.size() > 2 && mark(s.substr(s.size() - 3))) {
      s.remove_suffix(3);
    } else {
      break;
    }
  }
  return s;
}

std::string_view StripOrnament(std::string_view s) {
  constexpr std::string_view kOrnament = "-_*=#~ \x01\x02";
  const size_t begin = s.find_first_not_of(kOrnament);
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(kOrnament) + 1 - begin);
}

bool IsQuoteLine(std::string_view trimmed) {
  if (trimmed.empty() || trimmed[0] != '>') return false;
  // ">:(" is a face, and ">From" is how mailboxes keep a line that begins with "From".
  return trimmed.substr(1, 1) != ":" && trimmed.substr(1, 5) != "From ";
}

bool IsRule(std::string_view trimmed) {
  return trimmed.size() >= 5 && trimmed.find_first_not_of("_-=* ") == std::string_view::npos;
}

bool HasWord(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
  });
}

}  // namespace

BodySplitter::Line BodySplitter::LineAt(size_t begin) const {
  const char* const start = piece_.data() + begin;
  const size_t left = piece_.size() - begin;
  const void* const end = left == 0 ? nullptr : std::memchr(start, '\n', left);
  const size_t size = end == nullptr ? left : static_cast<size_t>(static_cast<const char*>(end) - start);
  return {piece_.substr(begin, size), begin, begin + size + (end == nullptr ? 0 : 1)};
}

std::string_view BodySplitter::Bare(std::string_view line) {
  shadow_.Clear();
  const Span folded = shadow_.Append(line.substr(0, 2 * kDecides));
  return StripOrnament(folded.Of(shadow_.bytes()));
}

void BodySplitter::Put(Kind kind, size_t begin, size_t end) {
  if (begin == end) return;
  const Span bytes{static_cast<uint32_t>(offset_ + begin), static_cast<uint32_t>(offset_ + end)};
  if (!new_piece_ && parts_.back().kind == kind) {
    parts_.back().bytes.end = bytes.end;
    const char* const text = texts_.back().data();
    texts_.back() = std::string_view(text, static_cast<size_t>(piece_.data() + end - text));
    return;
  }
  parts_.push_back({kind, bytes});
  texts_.push_back(piece_.substr(begin, end - begin));
  new_piece_ = false;
}

// What was put as fresh from `begin` on is of another kind.
void BodySplitter::CutBack(size_t begin, Kind kind) {
  BodyPart& last = parts_.back();
  const uint32_t at = offset_ + static_cast<uint32_t>(begin);
  const size_t end = last.bytes.end - offset_;
  if (last.bytes.begin == at) {
    last.kind = kind;
    return;
  }
  texts_.back().remove_suffix(last.bytes.end - at);
  last.bytes.end = at;
  Put(kind, begin, end);
}

// From, Subject, and when or to whom, within a few lines.
bool BodySplitter::IsHeaderBlock(const Line& first) {
  constexpr int kOfOneKind = 3;  // "To:" and two of "Cc:"; more is a list of something else
  int seen[5] = {};
  Line line = first;
  for (int i = 0; i < kHeaderLines; ++i) {
    std::string_view text = line.text.substr(0, kHeaderNameBytes);
    const size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
      const QuotedHeader header = HeaderOf(Bare(text.substr(0, colon)));
      if (i == 0 && (header == QuotedHeader::kNone || header == QuotedHeader::kTo)) return false;
      if (++seen[static_cast<int>(header)] > kOfOneKind) return false;
    } else if (i == 0) {
      return false;
    }
    if (line.next >= piece_.size()) break;
    line = LineAt(line.next);
  }
  const auto has = [&seen](QuotedHeader header) { return seen[static_cast<int>(header)] > 0; };
  return has(QuotedHeader::kFrom) && has(QuotedHeader::kSubject) &&
         (has(QuotedHeader::kSent) || has(QuotedHeader::kTo));
}

// Where an attribution that ends with this line begins, over one to three lines; SIZE_MAX where there is
// none.
size_t BodySplitter::AttributionStart(const Line& last) {
  const size_t starts[] = {last.begin, before_[0], before_[1]};
  for (const size_t start : starts) {
    if (start == SIZE_MAX || last.begin + last.text.size() - start > 2 * kDecides) break;
    if (IsAttribution(Bare(piece_.substr(start, last.begin + last.text.size() - start)))) return start;
  }
  if (last.text.size() <= 2 * kDecides && IsAddressedAttribution(Bare(last.text))) return last.begin;
  return SIZE_MAX;
}

bool BodySplitter::QuoteFollows(size_t begin) const {
  for (int i = 0; i <= kBlankLines && begin < piece_.size(); ++i) {
    const Line line = LineAt(begin);
    const std::string_view trimmed = Trim(line.text.substr(0, kDecides));
    if (!trimmed.empty()) return IsQuoteLine(trimmed);
    begin = line.next;
  }
  return false;
}

bool BodySplitter::IsShortSignature(const Line& dashes) const {
  size_t begin = dashes.next;
  for (int i = 0; i <= kSignatureLines; ++i) {
    if (begin >= piece_.size()) return true;
    const Line line = LineAt(begin);
    if (IsQuoteLine(Trim(line.text.substr(0, kDecides)))) return true;
    begin = line.next;
  }
  return false;
}

void BodySplitter::Take(const Line& line) {
  const auto put = [&](Kind kind) {
    Put(kind, line.begin, line.next);
    before_[1] = before_[0];
    before_[0] = kind == v1::Segment::FRESH ? line.begin : SIZE_MAX;
  };
  const auto put_rest = [&](Kind kind) {
    rest_ = kind;
    put(kind);
  };
  std::string_view trimmed = Trim(line.text.substr(0, kDecides));
  if (trimmed.empty()) {  // goes with what is before it
    put(new_piece_ ? v1::Segment::FRESH : parts_.back().kind);
    before_[0] = before_[1] = SIZE_MAX;
    return;
  }
  if (IsQuoteLine(trimmed)) {
    in_signature_ = false;
    put(v1::Segment::QUOTED);
    return;
  }
  const char first = trimmed[0];
  if (first == '-' || first == '_' || first == '*' || first == '=') {
    if ((trimmed == "--") && line.text.substr(0, 2) == "--" && IsShortSignature(line)) {
      in_signature_ = true;
      put(v1::Segment::SIGNATURE);
      return;
    }
    const std::string_view bare =
        trimmed.size() > 4 && (trimmed[1] == first || trimmed[1] == '-') ? Bare(trimmed) : std::string_view();
    if (IsOriginalMark(bare)) return put_rest(v1::Segment::QUOTED);
    if (IsForwardMark(bare)) return put_rest(v1::Segment::FORWARDED);
    if (IsRule(trimmed) && line.next < piece_.size()) {  // Outlook's line above the headers
      Line next = LineAt(line.next);
      if (Trim(next.text.substr(0, kDecides)).empty() && next.next < piece_.size()) next = LineAt(next.next);
      if (IsHeaderBlock(next)) return put_rest(v1::Segment::QUOTED);
    }
  }
  if (trimmed.substr(0, kHeaderNameBytes).find(':') != std::string_view::npos && IsHeaderBlock(line)) {
    return put_rest(v1::Segment::QUOTED);
  }
  const std::string_view end =
      Trim(line.text.size() > kDecides ? line.text.substr(line.text.size() - kDecides) : trimmed);
  if (!end.empty() && end.back() == ':') {
    std::string_view bare = Bare(trimmed);
    while (!bare.empty() && (bare.back() == ':' || bare.back() == ' ')) bare.remove_suffix(1);
    if (IsForwardMark(bare)) return put_rest(v1::Segment::FORWARDED);
    const size_t start = AttributionStart(line);
    if (start != SIZE_MAX) {
      const bool quote_follows = QuoteFollows(line.next);
      if (quote_follows || HasAddressOrTime(piece_.substr(start, line.begin + line.text.size() - start))) {
        if (start != line.begin) CutBack(start, v1::Segment::QUOTED);
        in_signature_ = false;
        if (!quote_follows) rest_ = v1::Segment::QUOTED;
        put(v1::Segment::QUOTED);
        return;
      }
    }
  }
  if (in_signature_ || (trimmed.size() <= kDeviceLineBytes && IsDeviceLine(Bare(trimmed)))) {
    put(v1::Segment::SIGNATURE);
    return;
  }
  put(v1::Segment::FRESH);
}

void BodySplitter::Add(std::string_view piece, uint32_t offset) {
  piece_ = piece;
  offset_ = offset;
  new_piece_ = true;
  before_[0] = before_[1] = SIZE_MAX;
  if (!is_mail_) rest_ = v1::Segment::FRESH;
  for (size_t at = 0; at < piece_.size();) {
    if (rest_ == v1::Segment::UNKNOWN && parts_.size() >= kMaxParts) rest_ = v1::Segment::FRESH;
    if (rest_ != v1::Segment::UNKNOWN) {
      Put(rest_, at, piece_.size());
      return;
    }
    const Line line = LineAt(at);
    Take(line);
    at = line.next;
  }
}

bool BodySplitter::Finish() {
  bool has_word[v1::Segment::Kind_ARRAYSIZE] = {};
  for (size_t i = 0; i < parts_.size(); ++i) {
    bool& seen = has_word[parts_[i].kind];
    seen = seen || HasWord(texts_[i]);
  }
  if (has_word[v1::Segment::FRESH]) return false;
  const bool quoted = has_word[v1::Segment::QUOTED] || has_word[v1::Segment::FORWARDED];
  if (!quoted && !has_word[v1::Segment::SIGNATURE]) return false;
  for (BodyPart& part : parts_) {
    if ((part.kind == v1::Segment::SIGNATURE) != quoted) part.kind = v1::Segment::FRESH;
  }
  return true;
}

}  // namespace triage::text
