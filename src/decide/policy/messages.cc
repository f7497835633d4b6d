// The part of Policy::Build that compiles replies and acknowledgements.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "src/decide/policy/parts.h"

namespace triage::decide {
namespace {

using Links = std::vector<std::pair<std::string, std::string>>;

reply::Template BuildTemplate(const v1::MessageText& text, std::string_view field, const std::string& source,
                              reply::Context context, const Links& links, IssueSink& issues) {
  absl::StatusOr<reply::Template> parsed = reply::Template::Parse(source, context, links);
  if (parsed.ok()) return *std::move(parsed);
  issues.Error("bad_template", {&text, field}, std::string(parsed.status().message()));
  return reply::Template();
}

// What is the same for replies and acknowledgements.
template <typename Message>
MessageTerms BuildTexts(const Message& message, const v1::RuleSet& rules, const Links& links,
                        const NameTables& names, const std::string& house_language, IssueSink& issues) {
  MessageTerms terms;
  terms.id = message.id();
  terms.precedence = message.precedence();
  bool uses_due = false;
  bool uses_callback_due = false;
  for (const v1::MessageText& text : message.text()) {
    reply::LocalizedTemplate localized;
    localized.language = text.language();
    if (text.language().empty())
      issues.Error("missing_language", {&text, ""}, "a text that does not say its language");
    if (text.body().empty()) issues.Error("empty_text", {&text, ""}, "a text without a body");
    const auto same = [&text](const reply::LocalizedTemplate& other) {
      return other.language == text.language();
    };
    if (std::any_of(terms.texts.begin(), terms.texts.end(), same)) {
      issues.Error("duplicate_language", {&text, "language"},
                   absl::StrCat("a second text in \"", text.language(), "\""));
    }
    localized.subject =
        BuildTemplate(text, "subject", text.subject(), reply::Context::kHeader, links, issues);
    localized.body = BuildTemplate(text, "body", text.body(), reply::Context::kPlain, links, issues);
    localized.html = BuildTemplate(text, "html", text.html(), reply::Context::kHtml, links, issues);
    for (const reply::Template* part : {&localized.subject, &localized.body, &localized.html}) {
      uses_due |= part->Uses(reply::TemplateField::kDue);
      uses_callback_due |= part->Uses(reply::TemplateField::kCallbackDue);
    }
    terms.texts.push_back(std::move(localized));
  }
  std::stable_partition(
      terms.texts.begin(), terms.texts.end(),
      [&house_language](const reply::LocalizedTemplate& text) { return text.language == house_language; });
  if (terms.texts.empty() || terms.texts.front().language != house_language) {
    issues.Error(
        "no_house_text", {&message, ""},
        absl::StrCat("\"", message.id(), "\" has no text in the house's language \"", house_language, "\""),
        "customers whose language is unknown get that one");
  }
  for (const v1::Rule& rule : rules.rule()) {
    for (const v1::PromiseRule& promise : rule.then().promise())
      uses_callback_due &= promise.kind() != v1::Promise::CALLBACK;
  }
  if (message.has_promise()) {
    terms.promise = BuildPromise(message.promise(), names, issues);
    uses_callback_due &= terms.promise->kind != v1::Promise::CALLBACK;
  }
  if (uses_due && (!message.has_promise() || message.promise().kind() == v1::Promise::CALLBACK)) {
    issues.Error("due_without_promise", {&message, ""},
                 absl::StrCat("\"", message.id(), "\" states a time ({due}) that nobody has promised"),
                 "write promise { kind: NEWS within { business_days: 2 } }, or leave {due} out");
  }
  if (uses_callback_due) {
    issues.Error("due_without_promise", {&message, ""},
                 absl::StrCat("\"", message.id(), "\" states the time of a call, and no rule promises one"));
  }
  if (message.has_promise() && !uses_due && message.promise().kind() != v1::Promise::CALLBACK) {
    issues.Error("promise_without_due", {&message, "promise"},
                 absl::StrCat("\"", message.id(), "\" makes a promise that its words do not state"),
                 "put {due} into each text");
  }
  return terms;
}

// `source` is the message of the rule set that `terms` were built from; `kind` is what people call it.
void CheckPublic(const google::protobuf::Message& source, std::string_view kind, const MessageTerms& terms,
                 IssueSink& issues) {
  if (!terms.is_public) return;
  for (const reply::LocalizedTemplate& text : terms.texts) {
    for (const reply::Template* part : {&text.subject, &text.body, &text.html}) {
      for (const auto field :
           {reply::TemplateField::kCustomer, reply::TemplateField::kReference, reply::TemplateField::kCase}) {
        if (!part->Uses(field)) continue;
        issues.Error(
            "private_in_public", {&source, ""},
            absl::StrCat("public ", Absl(kind), " \"", terms.id, "\" names the customer, an order or a case"),
            "leave {customer}, {reference} and {case} out of what everybody can read");
        return;
      }
    }
  }
}

Links BuildLinks(const v1::RuleSet& rules, IssueSink& issues) {
  Links links;
  for (const v1::Link& link : rules.house().link()) {
    if (!absl::StartsWith(link.url(), "https://")) {
      issues.Error("bad_link", {&link, "url"},
                   absl::StrCat("link \"", link.name(), "\" is no https address"));
    }
    if (link.name().empty()) issues.Error("missing_id", {&link, "name"}, "a link without a name");
    links.emplace_back(link.name(), link.url());
  }
  return links;
}

}  // namespace

void BuildMessages(const v1::RuleSet& rules, NameTables* names, Policy::Compiled* policy, IssueSink& issues) {
  const Links links = BuildLinks(rules, issues);
  for (const v1::Reply& source : rules.reply()) {
    if (!names->replies.Add(source.id(), {&source, "id"}, issues)) continue;
    MessageTerms terms = BuildTexts(source, rules, links, *names, policy->house_language, issues);
    terms.is_public = source.is_public();
    CheckPublic(source, "reply", terms, issues);
    policy->replies.push_back(std::move(terms));
  }
  CheckPrecedence(rules.reply(), issues);

  constexpr uint32_t kWritten = (1u << v1::Channel::MAIL) | (1u << v1::Channel::WEB_FORM) |
                                (1u << v1::Channel::SMS) | (1u << v1::Channel::SURVEY) |
                                (1u << v1::Channel::LETTER);
  constexpr uint32_t kComplaints = (1u << v1::Severity::LOW) | (1u << v1::Severity::MODERATE) |
                                   (1u << v1::Severity::SERIOUS) | (1u << v1::Severity::CRITICAL);
  for (const v1::AcknowledgementPolicy& source : rules.acknowledgement()) {
    if (source.id().empty()) issues.Error("missing_id", {&source, "id"}, "an acknowledgement without an id");
    MessageTerms terms = BuildTexts(source, rules, links, *names, policy->house_language, issues);
    terms.channel = source.channel().empty() ? EnumSet{kWritten} : SetOf(source.channel());
    terms.severity = source.severity().empty() ? EnumSet{kComplaints} : SetOf(source.severity());
    const auto is_public = [](int channel) {
      return channel == v1::Channel::SOCIAL || channel == v1::Channel::REVIEW;
    };
    terms.is_public = std::any_of(source.channel().begin(), source.channel().end(), is_public);
    CheckPublic(source, "acknowledgement", terms, issues);
    policy->acknowledgements.push_back(std::move(terms));
  }
  CheckPrecedence(rules.acknowledgement(), issues);
  std::sort(policy->acknowledgements.begin(), policy->acknowledgements.end(),
            [](const MessageTerms& a, const MessageTerms& b) { return a.precedence > b.precedence; });
}

}  // namespace triage::decide
