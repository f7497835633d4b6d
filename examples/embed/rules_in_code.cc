// A rule set built in code, for products whose rules come from a database or a settings page.
//
// All that a rule set needs to load: a default team, its calendar, and ids that exist. What is wrong comes
// back as issues that name the place in the message.
#include <triage/engine.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

triage::v1::RuleSet BuildRules() {
  triage::v1::RuleSet rules;
  rules.set_name("built in code");
  rules.mutable_house()->set_default_team("care");

  triage::v1::BusinessCalendar* calendar = rules.add_calendar();
  calendar->set_id("always");
  calendar->set_round_the_clock(true);
  triage::v1::Team* team = rules.add_team();
  team->set_id("care");
  team->set_calendar("always");

  triage::v1::Signal* praise = rules.add_signal();
  praise->set_id("praise");
  praise->set_kind(triage::v1::Signal::CONTEXT);
  triage::v1::Terms* terms = praise->add_terms();
  terms->set_language("en");
  terms->add_text("thank you");
  terms->add_text("well done");

  triage::v1::Reply* reply = rules.add_reply();
  reply->set_id("thanks");
  triage::v1::MessageText* text = reply->add_text();
  text->set_language("en");
  text->set_subject("Thank you");
  text->set_body("Your kind words made our day.");

  triage::v1::Rule* rule = rules.add_rule();
  rule->set_id("thank_back");
  rule->set_why("Kind words deserve an answer at once.");
  rule->set_owner("care@example.com");
  rule->mutable_when()->add_signal("praise");
  rule->mutable_when()->set_nothing_wrong(true);
  rule->mutable_then()->set_reply("thanks");
  return rules;
}

}  // namespace

int main() {
  const absl::StatusOr<triage::Engine> engine = triage::Engine::Compile(BuildRules());
  if (!engine.ok()) {
    std::cerr << engine.status().message() << "\n";
    return 1;
  }
  triage::v1::Complaint complaint;
  complaint.set_channel(triage::v1::Channel::WEB_FORM);
  complaint.set_body("Thank you, well done!");
  const triage::v1::Decision decision = engine->Triage(complaint, absl::Now());
  std::cout << decision.explanation().summary() << "\n" << decision.reply().body() << "\n";

  // A slip is told with its place and a way to mend it.
  triage::v1::RuleSet wrong = BuildRules();
  wrong.mutable_rule(0)->mutable_when()->set_signal(0, "prais");
  std::vector<triage::Issue> issues;
  if (triage::Engine::Compile(wrong, &issues).ok()) return 1;
  for (const triage::Issue& issue : issues) std::cout << triage::Format(issue);
  return 0;
}
