#include "src/inbound/address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "src/base/compat.h"
#include "src/inbound/header_value.h"

namespace triage::inbound {
namespace {

bool IsSeparator(char c) { return c == '-' || c == '_' || c == '.' || c == '+' || c == '='; }

// The length of `word` (letters only) at the beginning of `local`, whose letters may be parted by
// separators; 0 where it is not there.
size_t MatchSpread(std::string_view local, std::string_view word) {
  size_t at = 0;
  for (const char letter : word) {
    while (at > 0 && at < local.size() && IsSeparator(local[at])) ++at;
    if (at == local.size() || absl::ascii_tolower(static_cast<unsigned char>(local[at])) != letter) return 0;
    ++at;
  }
  return at;
}

// True where one of `words` stands in `local` as a word: bounded by separators, digits or the ends.
template <size_t N>
bool HasWord(std::string_view local, const std::string_view (&words)[N]) {
  for (size_t i = 0; i < local.size(); ++i) {
    if (i > 0 && !IsSeparator(local[i - 1])) continue;
    for (const std::string_view word : words) {
      const size_t length = MatchSpread(local.substr(i), word);
      if (length == 0) continue;
      const size_t end = i + length;
      if (end == local.size() || !absl::ascii_isalpha(static_cast<unsigned char>(local[end]))) return true;
    }
  }
  return false;
}

// The first word with an '@' in a mailbox without brackets; quoted words and comments are names, unless the
// '@' follows the quote ("dana levi"@example.org).
std::string_view BareAddress(std::string_view mailbox) {
  while (true) {
    SkipComments(&mailbox);
    if (mailbox.empty()) return {};
    const std::string_view begin = mailbox;
    const bool quoted = mailbox.front() == '"';
    if (quoted) mailbox.remove_prefix(QuotedLength(mailbox));
    const std::string_view token = TakeToken(&mailbox);
    const size_t sign = token.find('@');
    const bool is_address = quoted ? sign == 0 : sign != std::string_view::npos;
    if (is_address) return begin.substr(0, begin.size() - mailbox.size());
    if (!quoted && token.empty()) mailbox.remove_prefix(1);  // a separator
  }
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return absl::StartsWithIgnoreCase(Absl(text), Absl(prefix));
}

bool EndsWith(std::string_view text, std::string_view suffix) {
  return absl::EndsWithIgnoreCase(Absl(text), Absl(suffix));
}

}  // namespace

std::string_view NextAddress(std::string_view* rest) {
  std::string_view& text = *rest;
  size_t bare = 0;  // where the bare address of this mailbox would begin
  size_t at = 0;
  const auto bare_address = [&] { return BareAddress(text.substr(bare, at - bare)); };
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at += QuotedLength(text.substr(at));
        break;
      case '(': {
        std::string_view after = text.substr(at);
        SkipComments(&after);
        at = text.size() - after.size();
        break;
      }
      case '<': {
        const size_t end = std::min(text.find('>', at), text.size());
        const std::string_view address = Trim(text.substr(at + 1, end - at - 1));
        at = std::min(end + 1, text.size());
        if (address.find('@') == std::string_view::npos) break;
        text.remove_prefix(at);
        return address;
      }
      case ',':
      case ';':
      case ':': {
        // A colon ends the name of a group, and what comes before it is no address.
        const std::string_view address = text[at] == ':' ? std::string_view() : bare_address();
        ++at;
        if (!address.empty()) {
          text.remove_prefix(at);
          return address;
        }
        bare = at;
        break;
      }
      default:
        ++at;
    }
  }
  const std::string_view address = bare_address();
  text = {};
  return address;
}

std::string_view LocalPart(std::string_view address) { return address.substr(0, address.rfind('@')); }

std::string_view Domain(std::string_view address) {
  const size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

bool IsOwn(std::string_view address, const std::vector<std::string>& own) {
  const std::string_view local = LocalPart(address);
  const std::string_view domain = Domain(address);
  if (domain.empty()) return false;
  const std::string_view untagged = local.substr(0, local.find('+'));
  return std::any_of(own.begin(), own.end(), [&](const std::string& mine) {
    const std::string_view mine_local = LocalPart(mine);
    return SameWord(domain, Domain(mine)) &&
           (mine_local.empty() || SameWord(local, mine_local) || SameWord(untagged, mine_local));
  });
}

bool IsMailerDaemon(std::string_view address) {
  static constexpr std::string_view kWords[] = {"mailerdaemon", "maildaemon", "mailerdemon"};
  return HasWord(LocalPart(address), kWords);
}

bool IsNoReply(std::string_view address) {
  static constexpr std::string_view kWords[] = {
      "noreply",       "noreplies",     "donotreply",     "dontreply",    "noanswer",         "noresponse",
      "nonrispondere", "nepasrepondre", "noresponder",    "norespuesta",  "naoresponda",      "naoresponder",
      "nuraspunde",    "nuraspundeti",  "nichtantworten", "keineantwort", "nietbeantwoorden", "geenantwoord"};
  return HasWord(LocalPart(address), kWords);
}

bool IsListService(std::string_view address) {
  const std::string_view local = LocalPart(address);
  return StartsWith(local, "owner-") || EndsWith(local, "-owner") || EndsWith(local, "-request") ||
         EndsWith(local, "-bounces");
}

}  // namespace triage::inbound
