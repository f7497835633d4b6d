// A half-open range of bytes, [begin, end).
#ifndef TRIAGE_SRC_BASE_SPAN_H_
#define TRIAGE_SRC_BASE_SPAN_H_

#include <cstdint>
#include <string_view>

namespace triage {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(uint32_t offset) const { return begin <= offset && offset < end; }
  std::string_view Of(std::string_view text) const { return text.substr(begin, end - begin); }
  friend bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
  friend bool operator!=(Span a, Span b) { return !(a == b); }
};

}  // namespace triage

#endif  // TRIAGE_SRC_BASE_SPAN_H_
