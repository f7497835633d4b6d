#include "src/inbound/inbound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace triage::inbound {
namespace {

using v1::Inbound;

Policy HousePolicy() {
  v1::House house;
  house.add_own_address(" Support@Example.com ");
  house.add_own_address("@bot.example.com");
  house.add_own_list("<Complaints.example.com>");
  house.set_own_message_id_domain("Mail.example.com");
  return MakePolicy(house, v1::Limits());
}

v1::Complaint Mail() {
  v1::Complaint complaint;
  complaint.set_channel(v1::Channel::MAIL);
  complaint.set_from("Dana Levi <dana@example.org>");
  return complaint;
}

void Add(v1::Complaint* complaint, const std::string& name, const std::string& value) {
  v1::Header* header = complaint->add_headers();
  header->set_name(name);
  header->set_value(value);
}

Inbound Judged(const v1::Complaint& complaint, const Policy& policy = HousePolicy()) {
  Inbound verdict;
  verdict.set_headers_ignored(7);  // Judge replaces what was there
  Judge(complaint, policy, &verdict);
  return verdict;
}

TEST(MakePolicyTest, NormalisesTheHouse) {
  v1::House house;
  house.add_own_address(" A@Example.com");
  house.add_own_address("");
  house.add_own_address("@");
  house.add_own_list("Ours <Ours.Example.com>");
  house.add_own_list("<>");
  v1::Limits limits;
  limits.set_header_lines(-1);
  limits.set_header_bytes(100);
  const Policy policy = MakePolicy(house, limits);
  EXPECT_EQ(policy.own_addresses, std::vector<std::string>{"a@example.com"});
  EXPECT_EQ(policy.own_lists, std::vector<std::string>{"ours.example.com"});
  EXPECT_EQ(policy.own_message_id_domain, "");
  EXPECT_EQ(policy.header_lines, 256u);
  EXPECT_EQ(policy.header_bytes, 100u);
}

TEST(JudgeTest, PlainMailIsHumanWithoutReasons) {
  const Inbound verdict = Judged(Mail());
  EXPECT_EQ(verdict.origin(), Inbound::HUMAN);
  EXPECT_TRUE(verdict.may_answer());
  EXPECT_EQ(verdict.reasons_size(), 0);
  EXPECT_EQ(verdict.headers_ignored(), 0);
}

TEST(JudgeTest, ReasonNamesHeaderValueAndStandard) {
  v1::Complaint complaint = Mail();
  Add(&complaint, "auto-submitted", "auto-replied\x1b[2J (" + std::string(200, 'x') + ")");
  const Inbound verdict = Judged(complaint);
  ASSERT_EQ(verdict.reasons_size(), 2);
  EXPECT_EQ(verdict.reasons(0).source(), "Auto-Submitted");
  EXPECT_EQ(verdict.reasons(0).value().substr(0, 18), "auto-replied[2J (x");
  EXPECT_EQ(verdict.reasons(0).value().size(), 80u);
  EXPECT_EQ(verdict.reasons(0).standard(), "RFC 3834 section 5");
  EXPECT_FALSE(verdict.reasons(0).about_answer());
  EXPECT_TRUE(verdict.reasons(1).about_answer());
}

TEST(JudgeTest, FieldsStandForTheirHeaders) {
  v1::Complaint empty_path = Mail();
  empty_path.set_envelope_sender("<>");
  EXPECT_EQ(Judged(empty_path).origin(), Inbound::BOUNCE);
  // "<>" is the empty envelope; "" may also be a host that does not know.
  v1::Complaint blank_path = Mail();
  blank_path.set_envelope_sender("");
  EXPECT_EQ(Judged(blank_path).origin(), Inbound::UNSURE);
  v1::Complaint echo = Mail();
  echo.set_message_id("<1@mail.example.com>");
  EXPECT_EQ(Judged(echo).origin(), Inbound::OWN_ECHO);
  v1::Complaint answer_to_us = Mail();
  answer_to_us.set_in_reply_to("<1@mail.example.com>");
  EXPECT_EQ(Judged(answer_to_us).origin(), Inbound::HUMAN);
  EXPECT_TRUE(Judged(answer_to_us).may_answer());
}

TEST(JudgeTest, WithoutOwnDomainNoMessageIdIsOurs) {
  v1::Complaint complaint = Mail();
  complaint.set_message_id("<1@>");
  Add(&complaint, "Message-ID", "<2@mail.example.com>");
  EXPECT_EQ(Judged(complaint, Policy()).origin(), Inbound::HUMAN);
}

TEST(JudgeTest, MailWithoutOneSenderIsNotAnswered) {
  v1::Complaint none;
  none.set_channel(v1::Channel::MAIL);
  EXPECT_EQ(Judged(none).origin(), Inbound::HUMAN);
  EXPECT_FALSE(Judged(none).may_answer());
  none.set_from("Dana Levi");
  EXPECT_FALSE(Judged(none).may_answer());

  v1::Complaint two = Mail();
  two.set_from("dana@example.org, noa@example.org");
  EXPECT_EQ(Judged(two).origin(), Inbound::HUMAN);
  EXPECT_FALSE(Judged(two).may_answer());

  v1::Complaint conflict = Mail();
  Add(&conflict, "From", "someone@example.net");
  EXPECT_FALSE(Judged(conflict).may_answer());

  v1::Complaint same = Mail();
  Add(&same, "From", "<DANA@example.org>");
  EXPECT_TRUE(Judged(same).may_answer());
}

// TRUST 73.
TEST(JudgeTest, FiveThousandSendersAreNotAnswered) {
  std::string from;
  for (int i = 0; i < 5000; ++i) from += "c" + std::to_string(i) + "@example.org, ";
  v1::Complaint complaint = Mail();
  complaint.set_from(from);
  const Inbound verdict = Judged(complaint);
  EXPECT_EQ(verdict.origin(), Inbound::HUMAN);
  EXPECT_FALSE(verdict.may_answer());
  EXPECT_EQ(verdict.headers_ignored(), 1);
}

// TRUST 71.
TEST(JudgeTest, InjectedLineIsNoHeader) {
  v1::Complaint complaint = Mail();
  Add(&complaint, "Auto-Submitted", "no\r\nX-Failed-Recipients: dana@example.org");
  const Inbound verdict = Judged(complaint);
  EXPECT_EQ(verdict.origin(), Inbound::HUMAN);
  ASSERT_EQ(verdict.reasons_size(), 1);
  EXPECT_EQ(verdict.reasons(0).value(), "no");
  v1::Complaint from = Mail();
  from.set_from("dana@example.org\r\nBcc: support@example.com");
  EXPECT_EQ(Judged(from).origin(), Inbound::HUMAN);
}

TEST(JudgeTest, OtherChannelsReadNoHeaders) {
  for (const v1::Channel::Kind channel :
       {v1::Channel::CHAT, v1::Channel::PHONE, v1::Channel::WEB_FORM, v1::Channel::SOCIAL,
        v1::Channel::REVIEW, v1::Channel::SURVEY, v1::Channel::SMS, v1::Channel::LETTER}) {
    SCOPED_TRACE(v1::Channel::Kind_Name(channel));
    v1::Complaint complaint;
    complaint.set_channel(channel);
    Add(&complaint, "Auto-Submitted", "auto-replied");
    complaint.set_envelope_sender("<>");
    EXPECT_EQ(Judged(complaint).origin(), Inbound::HUMAN);
    EXPECT_TRUE(Judged(complaint).may_answer());
    complaint.set_from("Support@example.com");
    EXPECT_EQ(Judged(complaint).origin(), Inbound::OWN_ECHO);
    EXPECT_FALSE(Judged(complaint).may_answer());
  }
}

TEST(JudgeTest, UnknownChannelIsReadAsMail) {
  v1::Complaint complaint = Mail();
  complaint.set_channel(v1::Channel::UNKNOWN);
  EXPECT_TRUE(Judged(complaint).may_answer());
  Add(&complaint, "Auto-Submitted", "auto-replied");
  EXPECT_EQ(Judged(complaint).origin(), Inbound::AUTO_REPLY);
}

TEST(JudgeTest, ProgramIsANotification) {
  for (const v1::Channel::Kind channel : {v1::Channel::CHAT, v1::Channel::MAIL}) {
    v1::Complaint complaint = Mail();
    complaint.set_channel(channel);
    complaint.set_from_program(true);
    const Inbound verdict = Judged(complaint);
    EXPECT_EQ(verdict.origin(), Inbound::NOTIFICATION);
    EXPECT_FALSE(verdict.may_answer());
    ASSERT_EQ(verdict.reasons_size(), 2);
    EXPECT_EQ(verdict.reasons(0).source(), "from_program");
    complaint.set_from_program(false);
    EXPECT_EQ(Judged(complaint).origin(), Inbound::HUMAN);
  }
}

// TRUST 69.
TEST(LimitsTest, HundredThousandHeaderLines) {
  v1::Complaint complaint = Mail();
  for (int i = 0; i < 100000; ++i) Add(&complaint, i % 2 == 0 ? "Received" : "Precedence", "first-class");
  Add(&complaint, "Auto-Submitted", "auto-replied");
  const auto begin = std::chrono::steady_clock::now();
  const Inbound verdict = Judged(complaint);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
  EXPECT_EQ(verdict.headers_ignored(), 100001 - 256);
  // What was not read may have said anything.
  EXPECT_EQ(verdict.origin(), Inbound::HUMAN);
  EXPECT_FALSE(verdict.may_answer());
  ASSERT_EQ(verdict.reasons_size(), 1);
  EXPECT_EQ(verdict.reasons(0).source(), "headers");
}

// TRUST 70.
TEST(LimitsTest, OneMebibyteInOneHeader) {
  for (const std::string& value :
       {std::string(1 << 20, 'a'), std::string(1 << 20, '('), std::string(1 << 20, ';'),
        std::string(1 << 20, '"'), std::string(1 << 20, ','), std::string(1 << 20, '<'),
        std::string(1 << 20, '-'), std::string(1 << 20, '@')}) {
    for (const char* name : {"Content-Type", "From", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id",
                             "Return-Path", "X-Loop", "X-Unrelated"}) {
      SCOPED_TRACE(std::string(name) + ": " + value[0]);
      v1::Complaint complaint = Mail();
      Add(&complaint, name, value);
      const auto begin = std::chrono::steady_clock::now();
      const Inbound verdict = Judged(complaint);
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
      EXPECT_EQ(verdict.headers_ignored(), 1);
      EXPECT_FALSE(verdict.may_answer());
      for (const Inbound::Reason& reason : verdict.reasons()) EXPECT_LE(reason.value().size(), 80u);
    }
  }
}

TEST(LimitsTest, LongHeaderIsJudgedByItsBeginning) {
  v1::Complaint complaint = Mail();
  Add(&complaint, "Auto-Submitted", "auto-replied " + std::string(10000, 'x'));
  EXPECT_EQ(Judged(complaint).origin(), Inbound::AUTO_REPLY);
  EXPECT_EQ(Judged(complaint).headers_ignored(), 1);
}

// Headers that the properties draw from.
const std::vector<std::pair<std::string, std::string>>& Pool() {
  static const auto* pool = new std::vector<std::pair<std::string, std::string>>{
      {"Auto-Submitted", "no"},
      {"Auto-Submitted", "auto-replied"},
      {"Auto-Submitted", "auto-generated"},
      {"Auto-Submitted", ""},
      {"Precedence", "bulk"},
      {"Precedence", "list"},
      {"Return-Path", "<>"},
      {"Return-Path", "<dana@example.org>"},
      {"List-Id", "<complaints.example.com>"},
      {"List-Id", "<kettles.example.org>"},
      {"List-Unsubscribe", "<x>"},
      {"Feedback-ID", "1:x"},
      {"X-Loop", "dana@example.org"},
      {"X-Auto-Response-Suppress", "All"},
      {"From", "dana@example.org"},
      {"From", "no-reply@example.org"},
      {"From", "support@example.com"},
      {"Sender", "mailer-daemon@example.org"},
      {"Content-Type", "multipart/report; report-type=delivery-status"},
      {"Content-Type", "text/plain"},
  };
  return *pool;
}

v1::Complaint Drawn(std::mt19937* random) {
  v1::Complaint complaint = Mail();
  const size_t count = (*random)() % 6;
  for (size_t i = 0; i < count; ++i) {
    const auto& [name, value] = Pool()[(*random)() % Pool().size()];
    Add(&complaint, name, value);
  }
  return complaint;
}

TEST(PropertyTest, OrderAndCaseOfHeadersAndUnrelatedOnesChangeNothing) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 3000; ++round) {
    v1::Complaint complaint = Drawn(&random);
    const std::string before = Judged(complaint).SerializeAsString();
    Add(&complaint, "X-Kettle", "bulk");
    Add(&complaint, "Received", "from mailer-daemon.example.org (auto-replied)");
    auto* headers = complaint.mutable_headers();
    for (int i = headers->size() - 1; i > 0; --i) {
      headers->SwapElements(i, static_cast<int>(random() % static_cast<unsigned>(i + 1)));
    }
    for (v1::Header& header : *headers) {
      std::string name = header.name();
      std::transform(name.begin(), name.end(), name.begin(), [&](unsigned char c) {
        return static_cast<char>(random() % 2 == 0 ? std::toupper(c) : std::tolower(c));
      });
      header.set_name(name);
    }
    ASSERT_EQ(Judged(complaint).SerializeAsString(), before) << complaint.DebugString();
  }
}

TEST(PropertyTest, OnlyAPersonIsAnsweredAndARefusalHasAReason) {
  std::mt19937 random(3834);
  for (int round = 0; round < 3000; ++round) {
    const Inbound verdict = Judged(Drawn(&random));
    ASSERT_NE(verdict.origin(), Inbound::UNKNOWN);
    ASSERT_TRUE(!verdict.may_answer() || verdict.origin() == Inbound::HUMAN);
    const bool refused = std::any_of(verdict.reasons().begin(), verdict.reasons().end(),
                                     [](const Inbound::Reason& reason) { return reason.about_answer(); });
    ASSERT_EQ(refused, !verdict.may_answer()) << verdict.DebugString();
  }
}

TEST(PropertyTest, AnyBytesGiveAVerdict) {
  std::mt19937 random(5322);
  static constexpr char kAlphabet[] = "<>()\"\\;:,=@ \t\r\nano-/*\xC3\xA9\xFF";
  const std::string alphabet(kAlphabet, sizeof(kAlphabet));  // with the NUL
  for (int round = 0; round < 3000; ++round) {
    v1::Complaint complaint = Mail();
    for (const auto& [name, value] : Pool()) {
      std::string noise;
      const size_t length = random() % 24;
      for (size_t i = 0; i < length; ++i) noise += alphabet[random() % alphabet.size()];
      Add(&complaint, name, random() % 2 == 0 ? noise : value.substr(0, random() % 12) + noise);
    }
    const Inbound verdict = Judged(complaint);
    ASSERT_NE(verdict.origin(), Inbound::UNKNOWN);
    for (const Inbound::Reason& reason : verdict.reasons()) {
      ASSERT_LE(reason.value().size(), 80u);
      for (const char c : reason.value()) ASSERT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F);
    }
  }
}

}  // namespace
}  // namespace triage::inbound
