#include "src/text/read.h"

#include <algorithm>
#include <string>

#include "src/base/utf8.h"
#include "src/text/mail/segment.h"

namespace triage::text {
namespace {

// Mail conventions hold in mail; a channel that the host does not name is taken for mail.
bool IsMail(v1::Channel::Kind channel) {
  return channel == v1::Channel::MAIL || channel == v1::Channel::UNKNOWN;
}

LanguageGuess GuessOf(const Reading& reading, Language hint) {
  LanguageTally tally;
  const auto add = [&](v1::Segment::Kind kind) {
    for (const Segment& segment : reading.segments) {
      if (segment.kind == kind) tally.Add(segment.folded.Of(reading.shadow.bytes()));
    }
  };
  // The subject of a reply is often ours: it is asked only where the text itself says nothing.
  add(v1::Segment::FRESH);
  const LanguageGuess guess = tally.Guess(hint);
  if (guess.language != Language::kUnknown) return guess;
  add(v1::Segment::SUBJECT);
  return tally.Guess(hint);
}

}  // namespace

std::string_view BodyOf(const v1::Complaint& complaint) {
  return complaint.body_bytes().empty() ? std::string_view(complaint.body())
                                        : std::string_view(complaint.body_bytes());
}

void Read(const v1::Complaint& complaint, const TextLimits& limits, Language hint, Reading* reading,
          v1::TextFacts* facts) {
  reading->shadow.Clear();
  reading->segments.clear();
  reading->truncated = false;
  facts->Clear();

  const size_t budget = std::min(limits.text_bytes, ShadowText::kMaxBytes);
  const auto append = [&](v1::Segment::Kind kind, v1::Field::Kind field, Span original,
                          std::string_view whole) {
    const Span folded = reading->shadow.Append(original.Of(whole), original.begin);
    reading->segments.push_back({kind, field, original, folded});
  };

  const std::string_view subject = complaint.subject();
  size_t subject_end = subject.size();
  if (subject_end > budget / 4) {
    subject_end = CharacterStart(subject, budget / 4);
    reading->truncated = true;
  }
  if (subject_end > 0) {
    append(v1::Segment::SUBJECT, v1::Field::SUBJECT, {0, static_cast<uint32_t>(subject_end)}, subject);
  }

  const std::string_view body = BodyOf(complaint);
  const size_t left = budget - subject_end;
  BodySplitter splitter(IsMail(complaint.channel()));
  if (body.size() <= left) {
    splitter.Add(body, 0);
  } else {
    reading->truncated = true;
    const size_t tail = left / 4;
    const size_t head_end = CharacterStart(body, left - tail);
    size_t tail_begin = body.size() - tail;
    for (int i = 0; i < 3 && tail_begin < body.size() && IsContinuation(body[tail_begin]); ++i) ++tail_begin;
    splitter.Add(body.substr(0, head_end), 0);
    splitter.Add(body.substr(tail_begin), static_cast<uint32_t>(tail_begin));
  }
  facts->set_judged_quoted(splitter.Finish());
  for (const BodyPart& part : splitter.parts()) append(part.kind, v1::Field::BODY, part.bytes, body);

  const LanguageGuess guess = GuessOf(*reading, hint);
  reading->language = guess.language;

  for (const Segment& segment : reading->segments) {
    v1::Segment* const out = facts->add_segments();
    out->set_kind(segment.kind);
    out->set_field(segment.field);
    out->set_begin(segment.original.begin);
    out->set_end(segment.original.end);
  }
  facts->set_language(std::string(Tag(guess.language)));
  facts->set_language_confidence(guess.confidence_percent);
  facts->set_truncated(reading->truncated);
  facts->set_repaired_bytes(static_cast<int32_t>(std::min<uint32_t>(reading->shadow.repaired(), INT32_MAX)));
}

}  // namespace triage::text
