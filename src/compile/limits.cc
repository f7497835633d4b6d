#include "src/compile/limits.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "src/base/utf8.h"
#include "triage/rules.h"

namespace triage::compile {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

struct LimitRow {
  int field;
  int32_t otherwise;  // where absent
  int32_t least;
  int32_t most;
};

// TRUST 6. The comments of triage.v1.Limits state the defaults.
constexpr LimitRow kLimits[] = {
    {v1::Limits::kTextBytesFieldNumber, 256 << 10, 1 << 10, 64 << 20},
    {v1::Limits::kHeaderLinesFieldNumber, 256, 1, 1 << 16},
    {v1::Limits::kHeaderBytesFieldNumber, 8 << 10, 64, 1 << 20},
    {v1::Limits::kEvidenceFieldNumber, 256, 1, 1 << 16},
    {v1::Limits::kReplyBytesFieldNumber, 16 << 10, 256, 1 << 20},
    {v1::Limits::kCustomerMaxAgeDaysFieldNumber, 730, 1, 36500},
    {v1::Limits::kCustomerStringBytesFieldNumber, 1 << 10, 16, 1 << 20},
};

// What the types of the fields do not say: strings are UTF-8, and enums (open in proto3: the text may give a
// number) hold a value that has a name. Depth is bounded by the text parser, or by the recursion of the one
// who built the message.
void CheckValues(const Message& message, IssueSink& issues) {
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool repeated = field->is_repeated();
    const int count = repeated ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CheckValues(repeated ? reflection->GetRepeatedMessage(message, field, i)
                             : reflection->GetMessage(message, field),
                    issues);
      } else if (field->type() == FieldDescriptor::TYPE_STRING) {
        const std::string text = repeated ? reflection->GetRepeatedString(message, field, i)
                                          : reflection->GetString(message, field);
        if (IsValidUtf8(text)) continue;
        const std::string name(field->name());
        issues.Error("not_utf8", {&message, name, repeated ? i : -1}, "the text is not UTF-8",
                     "save it as UTF-8");
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        const int value = repeated ? reflection->GetRepeatedEnumValue(message, field, i)
                                   : reflection->GetEnumValue(message, field);
        if (field->enum_type()->FindValueByNumber(value) != nullptr) continue;
        const std::string name(field->name());
        issues.Error("unknown_value", {&message, name, repeated ? i : -1},
                     absl::StrCat("no value ", value, " of field \"", name, "\""),
                     "write the name of a value");
      }
    }
  }
}

}  // namespace

bool CheckAndCompleteLimits(v1::RuleSet* rules, IssueSink& issues) {
  if (rules->schema() > kSchema || rules->schema() < 0) {
    issues.Error(
        "newer_schema", {rules, "schema"},
        absl::StrCat("this rule set is of schema ", rules->schema(), "; this library reads up to ", kSchema),
        "use a newer release of triage");
    return false;
  }
  if (rules->rule_size() > RuleFileLimits::kRules) {
    issues.Error("too_many_rules", {rules, "rule", RuleFileLimits::kRules},
                 absl::StrCat(rules->rule_size(), " rules; at most ", RuleFileLimits::kRules, " are read"),
                 "put words that mean the same into one signal, and let one rule ask for it");
    return false;
  }
  CheckValues(*rules, issues);

  v1::Limits* limits = rules->mutable_limits();
  const Reflection* reflection = limits->GetReflection();
  for (const LimitRow& row : kLimits) {
    const FieldDescriptor* field = limits->GetDescriptor()->FindFieldByNumber(row.field);
    const int32_t value = reflection->GetInt32(*limits, field);
    if (value == 0) {
      reflection->SetInt32(limits, field, row.otherwise);
    } else if (value < row.least || value > row.most) {
      const std::string name(field->name());
      issues.Error("bad_limit", {limits, name},
                   absl::StrCat(name, " is ", value, ", outside ", row.least, " to ", row.most));
    }
  }
  return true;
}

}  // namespace triage::compile
