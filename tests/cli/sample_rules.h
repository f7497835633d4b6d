// A small rule set and inbox for the tests of the command, and running the built command on them.
#ifndef TRIAGE_TESTS_CLI_SAMPLE_RULES_H_
#define TRIAGE_TESTS_CLI_SAMPLE_RULES_H_

#include <string>

#include "tests/cli/files.h"

namespace triage::cli {

inline constexpr char kSampleRules[] = R"(# proto-file: triage/v1/ruleset.proto
# proto-message: triage.v1.RuleSet
name: "sample"
schema: 1
house {
  company: "Quince" language: "en" time_zone: "Europe/Rome" currency: "EUR" default_team: "care" tier: "gold"
}
attribute { name: "customer.attribute.score" type: NUMBER about: "of the loyalty scheme" }
signal {
  id: "injury"
  about: "a person was hurt"
  terms { language: "en" text: "burned" text: "bleeding" }
  terms { language: "he" text: "נכווה" }
  example: "My son was burned."
  counterexample: "All is well."
}
signal { id: "late" about: "the parcel is late" terms { language: "en" text: "late" } }
score_group { id: "harm" cap: 100 }
rule {
  id: "injury"
  why: "Somebody was hurt."
  when { signal: "injury" }
  then {
    add { group: "harm" points: 50 }
    severity_at_least: CRITICAL team: "safety" category: "safety" no_auto_reply: true
  }
}
rule {
  id: "late"
  why: "A parcel is late."
  when { signal: "late" nothing_else_wrong: true }
  then { add { group: "harm" points: 15 } category: "delivery" reply: "late" }
}
category { id: "delivery" precedence: 1 }
category { id: "safety" precedence: 2 }
team { id: "care" precedence: 1 calendar: "always" }
team { id: "safety" precedence: 2 calendar: "always" }
calendar { id: "always" round_the_clock: true }
deadline { kind: FIRST_RESPONSE within { hours: 24 } }
reply {
  id: "late"
  precedence: 1
  text { language: "en" subject: "Your parcel" body: "We are sorry.\nNews will come by {due}." }
  promise { kind: NEWS within { hours: 20 } }
}
test {
  name: "a burn is critical"
  complaint { body: "I was burned." }
  expect { severity: CRITICAL disposition: ESCALATE team: "safety" }
}
test {
  name: "a late parcel is low"
  complaint { channel: WEB_FORM body: "My parcel is late." }
  expect { severity: LOW }
}
)";

// Five complaints: one queued, one answered, one critical, one by a machine, one of a customer.
inline constexpr char kSampleInbox[] =
    R"({"id": "T-1", "channel": "WEB_FORM", "received_at": "2026-11-23T08:00:00Z", "body": "The colour is wrong."}
{"id": "T-2", "channel": "WEB_FORM", "received_at": "2026-11-23T08:10:00Z", "body": "My parcel is late."}
{"id": "T-3", "channel": "CHAT", "received_at": "2026-11-23T09:59:00Z", "body": "My son was burned by the kettle!"}
{"id": "T-4", "channel": "MAIL", "received_at": "2026-11-23T09:00:00Z", "body": "I am away until Monday.", "from": "a@example.org", "headers": [{"name": "Auto-Submitted", "value": "auto-replied"}]}
{"id": "T-5", "channel": "WEB_FORM", "received_at": "2026-11-23T07:00:00Z", "body": "The lid is missing.", "attributes": [{"name": "customer_id", "text": "C-1"}]}
)";

inline constexpr char kSampleCustomers[] =
    "identity.id,identity.verified,identity.display_name,standing.tier,satisfaction.nps\n"
    "C-1,true,\"Conti, Marta\",gold,9\n";

inline constexpr char kNow[] = "2026-11-23T10:00:00Z";

// The sample files in a folder, and the command run on them.
class Sample {
 public:
  Sample() {
    folder.Write("rules.txtpb", kSampleRules);
    folder.Write("inbox.jsonl", kSampleInbox);
    folder.Write("crm.csv", kSampleCustomers);
  }

  // `arguments` in the folder, e.g. "check rules.txtpb"; `before` stands before the command ("printf x |").
  Outcome Run(const std::string& arguments, const std::string& before = "") const {
    return RunShell(folder,
                    "cd '" + folder.Path(".") + "' && " + before + " '" TRIAGE_COMMAND "' " + arguments);
  }
  // triage run on the sample's rules at kNow.
  Outcome RunInbox(const std::string& arguments, const std::string& before = "") const {
    return Run("run rules.txtpb --now " + std::string(kNow) + " " + arguments, before);
  }

  Folder folder;
};

}  // namespace triage::cli

#endif  // TRIAGE_TESTS_CLI_SAMPLE_RULES_H_
