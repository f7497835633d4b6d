#include "bench/complaints.h"

namespace triage::bench {
namespace {

void SetTime(absl::Time time, google::protobuf::Timestamp* stamp) {
  stamp->set_seconds(absl::ToUnixSeconds(time));
}

}  // namespace

absl::Time BenchNow() {
  return absl::FromCivil(absl::CivilSecond(2026, 11, 23, 10, 0, 0), absl::UTCTimeZone());
}

std::vector<v1::Complaint> MakeComplaints(const Corpus& corpus) {
  std::vector<v1::Complaint> complaints;
  for (const CorpusText& text : corpus.texts) {
    v1::Complaint complaint;
    complaint.set_id("T-" + std::to_string(100000 + complaints.size()));
    complaint.set_channel(v1::Channel::MAIL);
    SetTime(BenchNow() - absl::Minutes(5), complaint.mutable_received_at());
    complaint.set_subject(text.subject);
    complaint.set_body(text.body);
    complaint.set_from("Dana Levi <dana@customer.example>");
    complaint.add_to("help@bench.example");
    complaint.set_message_id("<" + complaint.id() + "@customer.example>");
    complaint.set_envelope_sender("dana@customer.example");
    complaint.set_reference("A-10023");
    const char* const kHeaders[][2] = {
        {"Return-Path", "<dana@customer.example>"},
        {"Received", "from mx1.customer.example by mail.bench.example; Mon, 23 Nov 2026"},
        {"From", "Dana Levi <dana@customer.example>"},
        {"To", "help@bench.example"},
        {"Subject", "my order"},
        {"Date", "Mon, 23 Nov 2026 09:55:00 +0000"},
        {"MIME-Version", "1.0"},
        {"Content-Type", "text/plain; charset=utf-8"}};
    for (const auto& [name, value] : kHeaders) {
      v1::Header* header = complaint.add_headers();
      header->set_name(name);
      header->set_value(value);
    }
    for (const char* const name : {"days_late", "items", "earlier_orders", "store_number"}) {
      v1::Attribute* attribute = complaint.add_attributes();
      attribute->set_name(name);
      attribute->set_number(static_cast<double>(complaints.size() % 9));
    }
    complaints.push_back(std::move(complaint));
  }
  return complaints;
}

v1::Customer MakeCustomer() {
  v1::Customer customer;
  const absl::Time now = BenchNow();
  customer.mutable_identity()->set_id("C-77");
  customer.mutable_identity()->set_verified(true);
  customer.mutable_identity()->set_display_name("Dana Levi");
  customer.mutable_standing()->set_tier("gold");
  customer.mutable_standing()->set_vip(true);
  customer.mutable_standing()->set_segment("household");
  SetTime(now - absl::Hours(24 * 365 * 6), customer.mutable_relationship()->mutable_since());
  customer.mutable_relationship()->set_loyalty_points(1200);
  customer.mutable_relationship()->mutable_lifetime_value()->set_currency("EUR");
  customer.mutable_relationship()->mutable_lifetime_value()->set_minor_units(250000);
  customer.mutable_relationship()->set_value_percentile(91);
  customer.mutable_satisfaction()->set_nps(6);
  customer.mutable_satisfaction()->set_csat_percent(70);
  customer.mutable_satisfaction()->set_churn_risk(0.3);
  for (const int days : {30, 90, 365}) {
    v1::ComplaintWindow* window = customer.mutable_history()->add_windows();
    window->set_days(days);
    window->set_complaints(1 + days / 60);
    window->set_upheld(1);
  }
  for (int i = 1; i <= 4; ++i) {
    v1::Contact* contact = customer.mutable_history()->add_contacts();
    SetTime(now - absl::Hours(24 * 5 * i), contact->mutable_at());
    contact->set_channel(v1::Channel::MAIL);
    contact->set_outgoing(i % 2 == 0);
    contact->set_topic("delivery");
    contact->set_agent("noa");
  }
  v1::OpenCase* open_case = customer.add_open_cases();
  open_case->set_id("K-5");
  open_case->set_owner("noa");
  open_case->set_team("general");
  customer.mutable_preferences()->set_language("en");
  customer.mutable_preferences()->set_time_zone("Europe/Rome");
  SetTime(now, customer.mutable_as_of());
  return customer;
}

}  // namespace triage::bench
