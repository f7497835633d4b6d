#include "src/inbound/header_value.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/match.h"
#include "src/base/compat.h"
#include "src/base/utf8.h"

namespace triage::inbound {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool EndsToken(char c) { return IsSpace(c) || c == '(' || c == ',' || c == ';'; }

// The length of the comment that begins at value[0] == '(', comments within it and quoted pairs included.
size_t CommentLength(std::string_view value) {
  size_t depth = 0;
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\') {
      ++i;
    } else if (value[i] == '(') {
      ++depth;
    } else if (value[i] == ')' && --depth == 0) {
      return i + 1;
    }
  }
  return value.size();
}

bool IsHarmful(int32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) ||  // C0, DEL, C1
         code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) ||  // line separators, embeddings, overrides
         (code >= 0x2066 && code <= 0x2069);    // isolates
}

}  // namespace

bool SameWord(std::string_view a, std::string_view b) { return absl::EqualsIgnoreCase(Absl(a), Absl(b)); }

std::string_view Trim(std::string_view value) {
  while (!value.empty() && IsSpace(value.front())) value.remove_prefix(1);
  while (!value.empty() && IsSpace(value.back())) value.remove_suffix(1);
  return value;
}

std::string_view OneLine(std::string_view value, size_t limit) {
  value = value.substr(0, limit);
  const auto end_of_line = [&](size_t from) {
    while (from < value.size() && value[from] != '\r' && value[from] != '\n') ++from;
    return from;
  };
  size_t at = 0;
  while ((at = end_of_line(at)) < value.size()) {
    const size_t next = value[at] == '\r' && at + 1 < value.size() && value[at + 1] == '\n' ? at + 2 : at + 1;
    if (next >= value.size() || (value[next] != ' ' && value[next] != '\t')) return value.substr(0, at);
    at = next;
  }
  return value;
}

void SkipComments(std::string_view* value) {
  while (!value->empty()) {
    if (IsSpace(value->front())) {
      value->remove_prefix(1);
    } else if (value->front() == '(') {
      value->remove_prefix(CommentLength(*value));
    } else {
      return;
    }
  }
}

size_t QuotedLength(std::string_view value) {
  for (size_t i = 1; i < value.size(); ++i) {
    if (value[i] == '\\') {
      ++i;
    } else if (value[i] == '"') {
      return i + 1;
    }
  }
  return value.size();
}

std::string_view TakeToken(std::string_view* value) {
  const auto end = std::find_if(value->begin(), value->end(), EndsToken);
  const std::string_view token = value->substr(0, static_cast<size_t>(end - value->begin()));
  value->remove_prefix(token.size());
  return token;
}

std::string_view FirstToken(std::string_view value) {
  SkipComments(&value);
  return TakeToken(&value);
}

bool IsKeyword(std::string_view value, std::string_view word) {
  SkipComments(&value);
  if (!SameWord(TakeToken(&value), word)) return false;
  SkipComments(&value);
  return value.empty() || value.front() == ';';
}

bool HasToken(std::string_view value, std::string_view word) {
  while (true) {
    SkipComments(&value);
    if (value.empty()) return false;
    const std::string_view token = TakeToken(&value);
    if (SameWord(token, word)) return true;
    if (token.empty()) value.remove_prefix(1);  // a comma or semicolon
  }
}

std::string_view Parameter(std::string_view value, std::string_view name) {
  while (!value.empty()) {
    // To the next parameter, over quoted strings and comments.
    const char c = value.front();
    if (c == '"') {
      value.remove_prefix(QuotedLength(value));
      continue;
    }
    if (c == '(') {
      value.remove_prefix(CommentLength(value));
      continue;
    }
    value.remove_prefix(1);
    if (c != ';') continue;
    SkipComments(&value);
    const size_t length = std::min(value.size(), value.find_first_of("= \t\r\n(;\""));
    const bool wanted = SameWord(value.substr(0, length), name);
    value.remove_prefix(length);
    SkipComments(&value);
    if (!wanted || value.empty() || value.front() != '=') continue;
    value.remove_prefix(1);
    SkipComments(&value);
    if (value.empty() || value.front() != '"') return TakeToken(&value);
    const std::string_view quoted = value.substr(1, QuotedLength(value) - 1);
    return quoted.empty() || quoted.back() != '"' ? quoted : quoted.substr(0, quoted.size() - 1);
  }
  return {};
}

std::string Shown(std::string_view value, size_t limit) {
  value = Trim(value);
  std::string shown;
  while (!value.empty()) {
    const Decoded next = DecodeUtf8(value.data(), value.data() + value.size());
    const size_t length = static_cast<size_t>(next.length);
    if (next.valid && !IsHarmful(next.code_point)) {
      if (shown.size() + length > limit) break;
      shown.append(value.data(), length);
    }
    value.remove_prefix(length);
  }
  return shown;
}

}  // namespace triage::inbound
