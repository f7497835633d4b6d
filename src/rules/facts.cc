#include "src/rules/facts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/rules/builtin_facts.h"

namespace triage::rules {
namespace {

struct Builtin {
  std::string_view name;
  FactType type;
  bool needs_identity;
};

// In the order of BuiltinFact.
constexpr Builtin kBuiltins[] = {
    {"complaint.waited_minutes", FactType::kNumber, false},
    {"complaint.hour", FactType::kNumber, false},
    {"complaint.claimed", FactType::kMoney, false},
    {"complaint.claimed_above_authority", FactType::kFlag, false},
    {"complaint.has_attachment", FactType::kFlag, false},
    {"complaint.reply", FactType::kFlag, false},
    {"complaint.has_case", FactType::kFlag, false},
    {"complaint.about_team", FactType::kText, false},
    {"complaint.about_agent", FactType::kText, false},

    {"customer.known", FactType::kFlag, false},
    {"customer.verified", FactType::kFlag, false},
    {"customer.tier", FactType::kText, true},
    {"customer.vip", FactType::kFlag, true},
    {"customer.segment", FactType::kText, true},
    {"customer.vulnerable", FactType::kFlag, true},
    {"customer.blocked", FactType::kFlag, true},
    {"customer.tenure_years", FactType::kNumber, true},
    {"customer.loyalty_points", FactType::kNumber, true},
    {"customer.lifetime_value", FactType::kMoney, true},
    {"customer.value_percentile", FactType::kNumber, true},
    {"customer.nps", FactType::kNumber, false},
    {"customer.csat_percent", FactType::kNumber, false},
    {"customer.churn_risk", FactType::kNumber, false},
    {"customer.complaints_30d", FactType::kNumber, false},
    {"customer.complaints_90d", FactType::kNumber, false},
    {"customer.complaints_365d", FactType::kNumber, false},
    {"customer.upheld_share_90d", FactType::kNumber, false},
    {"customer.open_cases", FactType::kNumber, false},
    {"customer.open_case_answered", FactType::kFlag, false},
    {"customer.contacts_7d", FactType::kNumber, false},
    {"customer.contacts_30d", FactType::kNumber, false},
    {"customer.days_since_contact", FactType::kNumber, false},
    {"customer.broken_promises", FactType::kNumber, false},
    {"customer.open_promises", FactType::kNumber, false},
};
static_assert(std::size(kBuiltins) == kBuiltinFacts, "one row for each BuiltinFact");

constexpr std::string_view kOfComplaint = "complaint.attribute.";
constexpr std::string_view kOfCustomer = "customer.attribute.";

bool BeginsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool IsName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool IsCurrency(std::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// ISO 4217: how many of the smallest unit make a whole one. Two decimal places, but for these.
double MinorUnitsPerUnit(std::string_view currency) {
  constexpr std::string_view kWhole[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                         "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::string_view kThousandths[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(std::begin(kWhole), std::end(kWhole), currency) != std::end(kWhole)) return 1;
  if (std::find(std::begin(kThousandths), std::end(kThousandths), currency) != std::end(kThousandths))
    return 1000;
  return 100;
}

std::optional<FactType> TypeOf(v1::AttributeDeclaration::Type type) {
  switch (type) {
    case v1::AttributeDeclaration::TEXT:
      return FactType::kText;
    case v1::AttributeDeclaration::NUMBER:
      return FactType::kNumber;
    case v1::AttributeDeclaration::FLAG:
      return FactType::kFlag;
    default:
      return std::nullopt;
  }
}

FactSettings ReadSettings(const v1::RuleSet& rules, IssueSink& issues) {
  FactSettings settings;
  settings.currency = rules.house().currency();
  if (!settings.currency.empty() && !IsCurrency(settings.currency)) {
    issues.Error("bad_currency", {&rules.house(), "currency"}, "the currency is no code of ISO 4217",
                 "three capital letters, as in currency: \"EUR\"");
    settings.currency.clear();
  }
  settings.minor_units_per_unit = MinorUnitsPerUnit(settings.currency);
  settings.tiers.assign(rules.house().tier().begin(), rules.house().tier().end());
  for (const v1::Authority& authority : rules.authority()) {
    if (authority.level() != 1) continue;
    // A level without a sum may decide none. A sum in another currency decides nothing in this one.
    const bool same = authority.up_to().currency() == settings.currency;
    settings.first_line_limit_minor = same ? std::max<int64_t>(0, authority.up_to().minor_units()) : 0;
  }
  const v1::Limits& limits = rules.limits();
  if (limits.customer_max_age_days() > 0) settings.max_age_days = limits.customer_max_age_days();
  if (limits.customer_string_bytes() > 0) {
    settings.string_bytes = static_cast<size_t>(limits.customer_string_bytes());
  }
  return settings;
}

}  // namespace

FactTable FactTable::Build(const v1::RuleSet& rules, IssueSink& issues) {
  FactTable table;
  table.settings_ = ReadSettings(rules, issues);
  for (const Builtin& builtin : kBuiltins) {
    table.index_.emplace(Absl(builtin.name), static_cast<uint32_t>(table.facts_.size()));
    table.facts_.push_back({std::string(builtin.name), builtin.type, BeginsWith(builtin.name, "customer."),
                            builtin.needs_identity});
  }
  for (const v1::AttributeDeclaration& declared : rules.attribute()) {
    const std::string& name = declared.name();
    const bool of_customer = BeginsWith(name, kOfCustomer);
    const std::string_view short_name = of_customer ? std::string_view(name).substr(kOfCustomer.size())
                                        : BeginsWith(name, kOfComplaint)
                                            ? std::string_view(name).substr(kOfComplaint.size())
                                            : std::string_view();
    if (!IsName(short_name)) {
      issues.Error("bad_name", {&declared, "name"}, absl::StrCat("\"", name, "\" is no name of an attribute"),
                   "write \"complaint.attribute.days_late\" or \"customer.attribute.contract\"");
      continue;
    }
    const std::optional<FactType> type = TypeOf(declared.type());
    if (!type) {
      issues.Error("missing_type", {&declared, "type"}, absl::StrCat("attribute \"", name, "\" has no type"),
                   "write type: TEXT, type: NUMBER or type: FLAG");
      continue;
    }
    const uint32_t index = static_cast<uint32_t>(table.facts_.size());
    if (!table.index_.emplace(name, index).second) {
      issues.Error("duplicate_id", {&declared, "name"},
                   absl::StrCat("attribute \"", name, "\" is declared twice"));
      continue;
    }
    (of_customer ? table.customer_attributes_ : table.complaint_attributes_).emplace(Absl(short_name), index);
    // What a host knows of a customer may say what he is worth: no urgency from it without a verified
    // identity.
    table.facts_.push_back({name, *type, of_customer, of_customer});
  }
  return table;
}

std::optional<uint32_t> FactTable::Index(std::string_view name) const {
  const auto found = index_.find(Absl(name));
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

FactType FactTable::type(uint32_t fact) const { return facts_[fact].type; }
bool FactTable::of_customer(uint32_t fact) const { return facts_[fact].of_customer; }
bool FactTable::needs_identity(uint32_t fact) const { return facts_[fact].needs_identity; }
const std::string& FactTable::name(uint32_t fact) const { return facts_[fact].name; }
size_t FactTable::size() const { return facts_.size(); }

std::vector<std::string_view> FactTable::names() const {
  std::vector<std::string_view> names;
  names.reserve(facts_.size());
  for (const Fact& fact : facts_) names.push_back(fact.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace triage::rules
