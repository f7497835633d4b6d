// Each row of the table of rules, alone, beside a plain human mail; then how rows combine.
#include "src/inbound/header_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/inbound/inbound.h"

namespace triage::inbound {
namespace {

using v1::Inbound;
using Headers = std::vector<std::pair<std::string, std::string>>;

Policy HousePolicy() {
  v1::House house;
  house.add_own_address("Support@example.com");
  house.add_own_list("Complaints <complaints.example.com>");
  house.set_own_message_id_domain("mail.example.com");
  return MakePolicy(house, v1::Limits());
}

// From a person, unless `headers` say From themselves.
v1::Complaint Mail(const Headers& headers) {
  v1::Complaint complaint;
  complaint.set_channel(v1::Channel::MAIL);
  complaint.set_subject("Broken kettle");
  bool from = false;
  for (const auto& [name, value] : headers) {
    v1::Header* header = complaint.add_headers();
    header->set_name(name);
    header->set_value(value);
    from |= name == "From";
  }
  if (!from) complaint.set_from("Dana Levi <dana@example.org>");
  return complaint;
}

Inbound Judged(const v1::Complaint& complaint) {
  Inbound verdict;
  Judge(complaint, HousePolicy(), &verdict);
  return verdict;
}

const Rule* FindRule(const std::string& name) {
  for (const Rule& rule : kRuleTable) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

bool HasReason(const Inbound& verdict, const Rule& rule, bool about_answer) {
  for (const Inbound::Reason& reason : verdict.reasons()) {
    if (reason.source() == rule.source && reason.standard() == rule.standard &&
        reason.about_answer() == about_answer) {
      return true;
    }
  }
  return false;
}

struct Row {
  const char* rule;  // of the table
  const char* value;
  Inbound::Origin origin;
  bool may_answer = false;
};

// The number of TRUST stands beside a row that covers one.
const Row kRows[] = {
    {"auto_submitted_no", "no", Inbound::HUMAN, true},  // 60
    {"auto_submitted_no", "(typed by a person)\r\n NO (indeed); a=b", Inbound::HUMAN, true},
    {"auto_submitted_replied", "auto-replied", Inbound::AUTO_REPLY},
    {"auto_submitted_replied", "auto-replied; owner-email=\"a@example.org\"", Inbound::AUTO_REPLY},    // 61
    {"auto_submitted_replied", "(a (nested) comment)\r\n\tAuto-REPLIED (away)", Inbound::AUTO_REPLY},  // 61
    {"auto_submitted_notified", "auto-notified; owner-email=\"a@example.org\"", Inbound::NOTIFICATION},
    {"auto_submitted_other", "auto-generated", Inbound::NOTIFICATION},
    {"auto_submitted_other", "yes", Inbound::NOTIFICATION},
    {"auto_submitted_other", "no way", Inbound::NOTIFICATION},
    {"auto_submitted_other", "nope", Inbound::NOTIFICATION},
    {"auto_submitted_blank", "", Inbound::UNSURE},
    {"auto_submitted_blank", "(no keyword, (an open comment", Inbound::UNSURE},
    {"delivery_status", "multipart/report; report-type=delivery-status; boundary=x", Inbound::BOUNCE},  // 65
    {"delivery_status", "Multipart/Report;\r\n\tboundary=\"x;y\"; Report-Type=\"Delivery-Status\"",
     Inbound::BOUNCE},
    {"delivery_status", "multipart/report; report-type=global-delivery-status", Inbound::BOUNCE},
    {"feedback_report", "multipart/report; report-type=feedback-report", Inbound::ABUSE_REPORT},
    {"disposition_notification", "multipart/report; report-type=disposition-notification", Inbound::RECEIPT},
    {"other_report", "multipart/report; report-type=tlsrpt", Inbound::NOTIFICATION},
    {"other_report", "multipart/report", Inbound::NOTIFICATION},
    {"null_path", "<>", Inbound::BOUNCE},  // 64
    {"null_path", " < > (nobody)", Inbound::BOUNCE},
    {"blank_path", " ", Inbound::UNSURE},
    {"daemon_path", "<MAILER-DAEMON@mx.example.org>", Inbound::BOUNCE},
    {"daemon_path", "<MAILER-DAEMON>", Inbound::BOUNCE},
    {"list_service_path", "<owner-kettles@example.org>", Inbound::HUMAN},
    {"no_reply_path", "<no-reply@example.org>", Inbound::HUMAN},
    {"failed_recipients", "gone@example.com", Inbound::BOUNCE},
    {"exchange_ndr", "", Inbound::BOUNCE},
    {"from_daemon", "Mail Delivery <mailer-daemon@example.org>", Inbound::BOUNCE},
    {"from_daemon", "MAILER-DAEMON (Mail Delivery Subsystem)", Inbound::BOUNCE},
    {"from_null", "<>", Inbound::BOUNCE},
    {"from_postmaster", "Postmaster@example.org", Inbound::UNSURE},
    {"from_no_reply", "Kettle Fans <noreply@example.org>", Inbound::HUMAN},  // 74
    {"from_list_service", "kettles-request@example.org", Inbound::HUMAN},
    {"from_us", "\"Dana Levi\" <SUPPORT+case7@Example.com>", Inbound::OWN_ECHO},
    {"sender_daemon", "mailer-daemon@example.org", Inbound::BOUNCE},
    {"own_message_id", "<17.ack@Mail.Example.com>", Inbound::OWN_ECHO},  // 68
    {"own_loop", "mail.example.com", Inbound::OWN_ECHO},
    {"own_loop", "<support@example.com>", Inbound::OWN_ECHO},
    {"foreign_loop", "mail.example.net", Inbound::AUTO_REPLY},
    {"own_x_loop", "support@example.com", Inbound::OWN_ECHO},
    {"foreign_x_loop", "dana@example.org", Inbound::UNSURE},
    {"autoreply", "yes", Inbound::AUTO_REPLY},
    {"auto_reply", "1", Inbound::AUTO_REPLY},
    {"autoreply_from", "dana@example.org", Inbound::AUTO_REPLY},
    {"autorespond", "", Inbound::AUTO_REPLY},
    {"autoresponder", "vacation 1.2", Inbound::AUTO_REPLY},
    {"autogenerated", "Group", Inbound::NOTIFICATION},
    {"precedence_auto_reply", "Auto_Reply", Inbound::AUTO_REPLY},
    {"precedence_bulk", "BULK", Inbound::BULK},  // 63
    {"precedence_junk", "junk (sorry)", Inbound::BULK},
    {"precedence_list", "List", Inbound::LIST},
    {"suppress", "All", Inbound::HUMAN},  // 66
    {"suppress", "DR, oof", Inbound::HUMAN},
    {"suppress", "RN,AutoReply", Inbound::HUMAN},
    {"own_list", "Our complaints <Complaints.Example.com>", Inbound::HUMAN, true},
    {"list_id", "Kettle fans <kettles.example.org>", Inbound::LIST},  // 67
    {"list_post", "NO", Inbound::LIST},
    {"list_unsubscribe", "<https://news.example.org/u>", Inbound::BULK},
    {"mailing_list", "contact kettles-help@example.org; run by ezmlm", Inbound::LIST},
    {"x_mailing_list", "kettles@example.org", Inbound::LIST},
    {"been_there", "kettles@example.org", Inbound::LIST},
    {"feedback_id", "1.eu-west:Example", Inbound::UNSURE},
};

TEST(RuleTableTest, EachHeaderRowAlone) {
  std::set<std::string> tested;
  for (const Row& row : kRows) {
    SCOPED_TRACE(std::string(row.rule) + ": " + row.value);
    const Rule* rule = FindRule(row.rule);
    ASSERT_NE(rule, nullptr);
    ASSERT_NE(rule->header_holds, nullptr);
    EXPECT_TRUE(rule->header_holds(row.value, HousePolicy()));
    Headers headers = {{std::string(rule->source), row.value}};
    const Inbound verdict = Judged(Mail(headers));
    EXPECT_EQ(verdict.origin(), row.origin) << verdict.DebugString();
    EXPECT_EQ(verdict.may_answer(), row.may_answer);
    EXPECT_EQ(rule->forbids_answer, !row.may_answer);
    EXPECT_EQ(HasReason(verdict, *rule, true), !row.may_answer);
    EXPECT_EQ(HasReason(verdict, *rule, false), rule->strength != Strength::kNone || row.may_answer);
    tested.insert(row.rule);
  }
  for (const Rule& rule : kRuleTable) {
    EXPECT_TRUE(rule.fact_holds != nullptr || tested.count(std::string(rule.name)) == 1) << rule.name;
  }
}

TEST(RuleTableTest, RowsAreWellFormed) {
  std::set<std::string> names;
  for (const Rule& rule : kRuleTable) {
    SCOPED_TRACE(std::string(rule.name));
    EXPECT_TRUE(names.insert(std::string(rule.name)).second);
    EXPECT_FALSE(rule.standard.empty());
    EXPECT_NE(rule.header_holds == nullptr, rule.fact_holds == nullptr);
    // What is not surely a person is not answered.
    EXPECT_TRUE(rule.forbids_answer || rule.strength <= Strength::kHuman);
    EXPECT_TRUE(rule.origin != Inbound::UNKNOWN || rule.strength == Strength::kNone);
    EXPECT_TRUE(rule.header_holds == nullptr || MayHaveRule(rule.source));
  }
}

struct Silent {
  const char* header;
  const char* value;
};

// Values that only look like signs.
TEST(RuleTableTest, HumanMailStaysHumanAndIsAnswered) {
  const Silent rows[] = {
      {"X-Auto-Response-Suppress", "None"},
      {"X-Auto-Response-Suppress", "DR, RN, NRN"},
      {"X-Auto-Response-Suppress", "(All)"},
      {"Precedence", "first-class"},
      {"Precedence", "bulky"},
      {"X-Autoreply", "no"},
      {"Content-Type", "text/plain; charset=utf-8"},
      {"Content-Type", "multipart/mixed; boundary=\"multipart/report; report-type=delivery-status\""},
      {"Message-ID", "<1@mail.example.com.evil.org>"},
      {"In-Reply-To", "<17@mail.example.com>"},
      {"References", "<17@mail.example.com>"},
      {"Return-Path", "<dana@example.org>"},
      {"From", "root@example.org"},
      {"From", "\"support@example.com\" <dana@example.org>"},
      {"From", "=?x-bogus?B?=?utf-8?Q?noreply@example.org?=?= <dana@example.org>"},  // TRUST 72
      {"Subject", "Out of office"},                                                  // TRUST 75
      {"Date", "Fri, 01 Jan 2099 00:00:00 +0000"},                                   // TRUST 76
      {"Date", "Thu, 01 Jan 1970 00:00:00 +0000"},
      {"Auto-Submitted-By", "auto-replied"},
      {"X-Original-Auto-Submitted", "auto-replied"},
      {"", "auto-replied"},
  };
  for (const Silent& row : rows) {
    SCOPED_TRACE(std::string(row.header) + ": " + row.value);
    const Inbound verdict = Judged(Mail({{row.header, row.value}}));
    EXPECT_EQ(verdict.origin(), Inbound::HUMAN);
    EXPECT_TRUE(verdict.may_answer());
    EXPECT_EQ(verdict.reasons_size(), 0);
  }
}

struct Combined {
  const char* name;
  Headers headers;
  Inbound::Origin origin;
  bool may_answer;
};

// TRUST 62 and 67, and the order among origins.
TEST(OriginTest, RowsCombine) {
  const std::pair<std::string, std::string> own_list = {"List-Id", "<complaints.example.com>"};
  const std::pair<std::string, std::string> list = {"List-Id", "<kettles.example.org>"};
  const std::pair<std::string, std::string> no = {"Auto-Submitted", "no"};
  const std::pair<std::string, std::string> replied = {"Auto-Submitted", "auto-replied"};
  const std::pair<std::string, std::string> bulk = {"Precedence", "bulk"};
  const std::pair<std::string, std::string> null_path = {"Return-Path", "<>"};
  const std::pair<std::string, std::string> feedback_id = {"Feedback-ID", "1:Example"};
  const Combined rows[] = {
      {"every instance counts", {no, replied}, Inbound::AUTO_REPLY, false},
      {"no against a convention", {no, bulk}, Inbound::UNSURE, false},
      {"no against a list", {no, list}, Inbound::UNSURE, false},
      {"no against a doubt", {no, feedback_id, {"From", "no-reply@example.org"}}, Inbound::UNSURE, false},
      {"no against a sign", {no, null_path}, Inbound::BOUNCE, false},
      {"an automatic reply by the null path", {replied, null_path}, Inbound::AUTO_REPLY, false},
      {"an automatic reply marked bulk", {replied, bulk}, Inbound::AUTO_REPLY, false},
      {"a bounce marked as a reply", {replied, {"X-Failed-Recipients", "a@x.org"}}, Inbound::BOUNCE, false},
      {"a bounce through a list", {list, {"From", "mailer-daemon@x.org"}}, Inbound::BOUNCE, false},
      {"list before bulk", {bulk, list, {"List-Unsubscribe", "<x>"}}, Inbound::LIST, false},
      {"a generated list mail", {list, {"Auto-Submitted", "auto-generated"}}, Inbound::LIST, false},
      {"a postmaster's generated mail",
       {{"From", "postmaster@x.org"}, {"Auto-Submitted", "auto-generated"}},
       Inbound::BOUNCE,
       false},
      {"our answer coming back", {replied, {"Message-ID", "<1@mail.example.com>"}}, Inbound::OWN_ECHO, false},
      {"two doubts", {feedback_id, {"From", "no-reply@example.org"}}, Inbound::NOTIFICATION, false},
      {"own list", {own_list, {"Precedence", "list"}, {"List-Post", "<x>"}, bulk}, Inbound::HUMAN, true},
      {"own list and another", {own_list, list}, Inbound::LIST, false},
      {"own list, sender replaced", {own_list, {"From", "support@example.com"}}, Inbound::UNSURE, false},
      {"own list, automatic reply", {own_list, replied}, Inbound::AUTO_REPLY, false},
      {"own list, junk", {own_list, {"Precedence", "junk"}}, Inbound::BULK, false},
      {"a person who asks for no answer", {no, {"X-Auto-Response-Suppress", "All"}}, Inbound::HUMAN, false},
  };
  for (const Combined& row : rows) {
    SCOPED_TRACE(row.name);
    const Inbound verdict = Judged(Mail(row.headers));
    EXPECT_EQ(verdict.origin(), row.origin) << verdict.DebugString();
    EXPECT_EQ(verdict.may_answer(), row.may_answer);
  }
}

}  // namespace
}  // namespace triage::inbound
