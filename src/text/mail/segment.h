// Cuts the body of a message into what the customer wrote now and what came along: quotes, forwarded mail,
// signatures.
//
//   BodySplitter splitter(/*is_mail=*/true);
//   splitter.Add("It broke again.\n> Dear Dana,\n> is it mended?\nNo.\n-- \nDana\n", 0);
//   splitter.Finish();                            // false: something fresh is there
//   // splitter.parts(): FRESH "It broke again.\n", QUOTED (2 lines), FRESH "No.\n", SIGNATURE
//
// Known are, in English, Hebrew, Romanian and Italian (and some in German, French, Spanish, Portuguese,
// Dutch):
//   QUOTED     lines that begin with '>', at any depth, and the one to three lines above them that say whose
//              they are ("On ... wrote:"); everything after "-----Original Message-----", after a block of
//              headers (From:, Sent:, Subject:), and after an "On ... wrote:" that holds an address or a time
//              where no '>' follows
//   FORWARDED  everything after "---------- Forwarded message ----------" and its like
//   SIGNATURE  "-- " and at most 15 lines, up to the next quote; "Sent from my iPhone"
// All else is FRESH: lines below and between quotes too. In doubt a line is FRESH: to lose a customer's line
// is worse than to leave a quoted one. A reply written into the text below "-----Original Message-----" is
// lost. HTML is text here. Where the text is no mail all of it is FRESH: people type '>' and "--" in chats.
//
// Guarantees: total; the parts are in order, without gaps, and end where lines end; never is nothing FRESH
// where there is a word. Linear: of a line only the first and last 256 bytes decide. At most kMaxParts parts:
// what comes then is FRESH. Thread-compatible.
#ifndef TRIAGE_SRC_TEXT_MAIL_SEGMENT_H_
#define TRIAGE_SRC_TEXT_MAIL_SEGMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/text/fold.h"
#include "triage/v1/complaint.pb.h"

namespace triage::text {

struct BodyPart {
  v1::Segment::Kind kind = v1::Segment::FRESH;
  Span bytes;  // of the field
};

class BodySplitter {
 public:
  static constexpr size_t kMaxParts = 1024;

  explicit BodySplitter(bool is_mail) : is_mail_(is_mail) {}

  // Takes a piece of the body that begins at `offset` of it. Pieces come in order; a second one after a gap
  // goes on in the mail, forwarded or quoted, in which the first one ended.
  void Add(std::string_view piece, uint32_t offset);

  // To be called once, after the last piece. Where no FRESH part holds a word, quoted and forwarded parts are
  // made FRESH, and if there are none the signature; then it returns true.
  bool Finish();

  const std::vector<BodyPart>& parts() const { return parts_; }

 private:
  using Kind = v1::Segment::Kind;

  // The line without its end; `next` is where the next one begins.
  struct Line {
    std::string_view text;
    size_t begin = 0;
    size_t next = 0;
  };
  Line LineAt(size_t begin) const;

  void Take(const Line& line);
  void Put(Kind kind, size_t begin, size_t end);
  void CutBack(size_t begin, Kind kind);

  bool IsHeaderBlock(const Line& first);
  size_t AttributionStart(const Line& last);
  bool IsShortSignature(const Line& dashes) const;
  bool QuoteFollows(size_t begin) const;

  // The line folded, without white space and ornament at both ends. Good until the next call.
  std::string_view Bare(std::string_view line);

  const bool is_mail_;
  std::string_view piece_;
  uint32_t offset_ = 0;
  bool new_piece_ = true;
  Kind rest_ = v1::Segment::UNKNOWN;  // what all that follows is, once that is known
  bool in_signature_ = false;
  size_t before_[2] = {SIZE_MAX, SIZE_MAX};  // where the last two lines begin, if fresh and not blank
  std::vector<BodyPart> parts_;
  std::vector<std::string_view> texts_;  // of the parts
  ShadowText shadow_;
};

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_MAIL_SEGMENT_H_
