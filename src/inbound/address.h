// Addresses in From, Sender and Return-Path, as far as a verdict needs them.
//
//   std::string_view rest = "\"Levi, Dana\" <dana@example.org>, (home) dana@example.net";
//   NextAddress(&rest);          // "dana@example.org"
//   NextAddress(&rest);          // "dana@example.net"
//   NextAddress(&rest);          // "": no more
//   IsNoReply("no-reply+7@example.org");   // true
//   IsNoReply("nuno.replyka@example.org"); // false
//
// Total, linear in the text, without allocation. A display name is never taken for an address, whatever it
// holds. Thread-safe.
#ifndef TRIAGE_SRC_INBOUND_ADDRESS_H_
#define TRIAGE_SRC_INBOUND_ADDRESS_H_

#include <string>
#include <string_view>
#include <vector>

namespace triage::inbound {

// The next address with an '@' in a list of mailboxes, without name and brackets; a view into `rest`, which
// then begins after it. Empty: there is none.
std::string_view NextAddress(std::string_view* rest);

// Before and after the last '@'; all is local where there is none.
std::string_view LocalPart(std::string_view address);
std::string_view Domain(std::string_view address);

// True where `address` is one of `own` ("support@example.com", in any case, with or without a "+tag") or of
// a domain in it ("@example.com"). `own` is in lower case.
bool IsOwn(std::string_view address, const std::vector<std::string>& own);

// mailer-daemon and its spellings.
bool IsMailerDaemon(std::string_view address);

// Senders that say, in one of several languages, that nobody reads answers: "no-reply", "nonrispondere".
// As a word of the local part only.
bool IsNoReply(std::string_view address);

// owner-NAME, NAME-owner, NAME-request, NAME-bounces: the programs that serve lists (RFC 3834 section 2).
bool IsListService(std::string_view address);

}  // namespace triage::inbound

#endif  // TRIAGE_SRC_INBOUND_ADDRESS_H_
