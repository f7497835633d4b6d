// Reading one header value as RFC 5322 writes it, without copying: folding, comments, parameters.
//
//   FirstToken("(by \"vacation\")\r\n Auto-Replied; owner=a@example.org")       // "Auto-Replied"
//   Parameter("multipart/report; Report-Type=\"delivery-status\"", "report-type")  // "delivery-status"
//   Parameter("multipart/mixed; boundary=x", "report-type")                        // ""
//   OneLine("no\r\nX-Forged: yes", 8192)                                           // "no"
//
// Total: an open comment or quote ends with the value. Linear in the value; nothing is allocated but the
// result of Shown. The views point into the argument. Thread-safe.
#ifndef TRIAGE_SRC_INBOUND_HEADER_VALUE_H_
#define TRIAGE_SRC_INBOUND_HEADER_VALUE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace triage::inbound {

// True for ASCII letters that differ in case only.
bool SameWord(std::string_view a, std::string_view b);

// Without the white space (space, tab, CR, LF) around it.
std::string_view Trim(std::string_view value);

// The part of a value that is one logical line of at most `limit` bytes. A CR or LF that is not followed by
// a space or tab begins another header line, which nobody vouched for: it and all after it are left out.
std::string_view OneLine(std::string_view value, size_t limit);

// Skips white space and comments; `value` then begins with neither.
void SkipComments(std::string_view* value);

// The length of the quoted string that begins at value[0] == '"', with its quotes.
size_t QuotedLength(std::string_view value);

// Takes the next run of bytes up to white space, a comment, ',' or ';'. Empty where one of these (or the
// end) comes first.
std::string_view TakeToken(std::string_view* value);

// The first token after comments.
std::string_view FirstToken(std::string_view value);

// True where the first token is `word` in any case, and only comments or parameters follow it.
bool IsKeyword(std::string_view value, std::string_view word);

// True where `word` is, in any case, one of the tokens between commas, semicolons and white space.
bool HasToken(std::string_view value, std::string_view word);

// The value of the first parameter of that name, unquoted; empty where there is none. An escape in a quoted
// value is left as written.
std::string_view Parameter(std::string_view value, std::string_view name);

// The beginning of a value for people to read: valid UTF-8 of at most `limit` bytes, trimmed, without
// control characters, line separators and marks that turn the direction of writing.
std::string Shown(std::string_view value, size_t limit);

}  // namespace triage::inbound

#endif  // TRIAGE_SRC_INBOUND_HEADER_VALUE_H_
