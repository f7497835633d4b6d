// Logic-free templates of messages to customers: fixed words and named fields in braces, escaped for where
// they go.
//
//   absl::StatusOr<Template> subject = Template::Parse("Your order {reference}", Context::kHeader);
//   Template::Parse("Dear {name", Context::kPlain).status();   // InvalidArgument: "{" without "}" ...
//   Template::Parse("{body}", Context::kPlain).status();       // InvalidArgument: no field "body"; fields
//   are ...
//
// No field holds anything that the sender of the complaint wrote. Values come from the CRM, the rule set and
// the decision; they may be hostile all the same, so in a header they lose line ends and control characters,
// in HTML they are escaped, and in plain text they keep to one line. Immutable: thread-safe.
#ifndef TRIAGE_SRC_REPLY_TEMPLATE_H_
#define TRIAGE_SRC_REPLY_TEMPLATE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace triage::reply {

enum class Context { kHeader, kPlain, kHtml };

// Fields that a template can name.
enum class TemplateField { kCustomer, kReference, kCase, kCompany, kDue, kCallbackDue, kTeam, kLink };

// The values of one message; empty ones are written as nothing.
struct TemplateValues {
  std::string_view customer, reference, case_id, company, due, callback_due, team;
};

class Template {
 public:
  // `links` are the names and addresses that {link.NAME} may use: they are filled in at once.
  static absl::StatusOr<Template> Parse(std::string_view text, Context context,
                                        const std::vector<std::pair<std::string, std::string>>& links);

  // Appends the message to `out`, at most `max_bytes` of it in all (cut at a character).
  void Render(const TemplateValues& values, size_t max_bytes, std::string* out) const;

  bool Uses(TemplateField field) const;
  bool empty() const { return parts_.empty(); }

 private:
  struct Part {
    bool is_field = false;
    TemplateField field = TemplateField::kCustomer;
    std::string text;  // where it is no field: already fit for the context
  };
  std::vector<Part> parts_;
  Context context_ = Context::kPlain;
};

// One language of a message.
struct LocalizedTemplate {
  std::string language;  // primary subtag
  Template subject, body, html;
};

}  // namespace triage::reply

#endif  // TRIAGE_SRC_REPLY_TEMPLATE_H_
