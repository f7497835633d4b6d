#include "src/inbound/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace triage::inbound {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Addresses(std::string_view list) {
  std::vector<std::string> all;
  while (true) {
    const std::string_view address = NextAddress(&list);
    if (address.empty()) return all;
    all.emplace_back(address);
  }
}

TEST(NextAddressTest, ReadsMailboxes) {
  EXPECT_THAT(Addresses("dana@example.org"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("Dana Levi <dana@example.org>"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("\"Levi, Dana\" <dana@example.org>"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("Levi, Dana <dana@example.org>"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("dana@example.org (Dana, at home)"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("a@x.org, B <b@x.org>,c@x.org"), ElementsAre("a@x.org", "b@x.org", "c@x.org"));
  EXPECT_THAT(Addresses("\"dana levi\"@example.org"), ElementsAre("\"dana levi\"@example.org"));
  EXPECT_THAT(Addresses("\"Dana\" dana@example.org"), ElementsAre("dana@example.org"));
  EXPECT_THAT(Addresses("Shop: a@x.org, b@x.org;"), ElementsAre("a@x.org", "b@x.org"));
}

TEST(NextAddressTest, TakesNoNameForAnAddress) {
  EXPECT_THAT(Addresses("\"support@example.com\" <mallory@example.org>"), ElementsAre("mallory@example.org"));
  EXPECT_THAT(Addresses("support@example.com <mallory@example.org>"), ElementsAre("mallory@example.org"));
  EXPECT_THAT(Addresses("(a@x.org) \"b@x.org\""), IsEmpty());
}

TEST(NextAddressTest, FindsNothingWhereNothingIs) {
  EXPECT_THAT(Addresses(""), IsEmpty());
  EXPECT_THAT(Addresses("<>"), IsEmpty());
  EXPECT_THAT(Addresses("Undisclosed:;"), IsEmpty());
  EXPECT_THAT(Addresses("Dana Levi"), IsEmpty());
  EXPECT_THAT(Addresses("\"open"), IsEmpty());
  EXPECT_THAT(Addresses("\"open\\"), IsEmpty());
  EXPECT_THAT(Addresses("<a@x.org"), ElementsAre("a@x.org"));
}

// TRUST 73.
TEST(NextAddressTest, ReadsFiveThousandAddresses) {
  std::string list;
  for (int i = 0; i < 5000; ++i) list += "c" + std::to_string(i) + "@example.org, ";
  EXPECT_EQ(Addresses(list).size(), 5000u);
}

TEST(IsOwnTest, ComparesAddressesTagsAndDomains) {
  const std::vector<std::string> own = {"support@example.com", "@mail.example.com"};
  EXPECT_TRUE(IsOwn("support@example.com", own));
  EXPECT_TRUE(IsOwn("Support@EXAMPLE.com", own));
  EXPECT_TRUE(IsOwn("support+case7@example.com", own));
  EXPECT_TRUE(IsOwn("anyone@mail.example.com", own));
  EXPECT_FALSE(IsOwn("anyone@example.com", own));
  EXPECT_FALSE(IsOwn("anyone@sub.mail.example.com", own));
  EXPECT_FALSE(IsOwn("support@example.com.evil.org", own));
  EXPECT_FALSE(IsOwn("support", own));
  EXPECT_FALSE(IsOwn("", own));
}

struct SenderRow {
  const char* address;
  bool daemon;
  bool no_reply;
  bool list_service;
};

TEST(SenderTest, KnowsProgramsByTheirLocalPart) {
  const SenderRow rows[] = {
      {"MAILER-DAEMON@mx.example.org", true, false, false},
      {"mailer_daemon@example.org", true, false, false},
      {"no-reply@example.org", false, true, false},
      {"NoReply2@example.org", false, true, false},
      {"shop.do-not-reply@example.org", false, true, false},
      {"nu-raspundeti@example.org", false, true, false},
      {"non.rispondere@example.org", false, true, false},
      {"owner-news@example.org", false, false, true},
      {"news-request@example.org", false, false, true},
      {"news-bounces@example.org", false, false, true},
      // People.
      {"nuno.replyka@example.org", false, false, false},
      {"nonoreply@example.org", false, false, false},
      {"dana@noreply.example.org", false, false, false},
      {"root@example.org", false, false, false},
      {"reply@example.org", false, false, false},
      {"shop-owners@example.org", false, false, false},
  };
  for (const SenderRow& row : rows) {
    SCOPED_TRACE(row.address);
    EXPECT_EQ(IsMailerDaemon(row.address), row.daemon);
    EXPECT_EQ(IsNoReply(row.address), row.no_reply);
    EXPECT_EQ(IsListService(row.address), row.list_service);
  }
}

}  // namespace
}  // namespace triage::inbound
