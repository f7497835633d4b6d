#include "src/cli/input/cells.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "src/cli/input/json.h"
#include "src/cli/nearest.h"

namespace triage::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kQuotedBytes = 40;

absl::Status Wrong(std::string_view text, std::string_view what) {
  std::string shown(text.substr(0, kQuotedBytes));
  if (text.size() > kQuotedBytes) shown += "...";
  return absl::InvalidArgumentError(absl::StrCat("\"", shown, "\" is ", std::string(what)));
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits after the point, by ISO 4217; 2 for all that are not named.
int MinorDigits(std::string_view currency) {
  static constexpr std::string_view kNone =
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  static constexpr std::string_view kThree = "BHD IQD JOD KWD LYD OMR TND";
  if (kNone.find(currency) != std::string_view::npos) return 0;
  if (kThree.find(currency) != std::string_view::npos) return 3;
  return currency == "CLF" || currency == "UYW" ? 4 : 2;
}

template <typename Integer>
absl::StatusOr<Integer> ParseInteger(std::string_view text) {
  Integer value = 0;
  if (!absl::SimpleAtoi(std::string(text), &value)) return Wrong(text, "no whole number");
  return value;
}

absl::StatusOr<int> ParseEnum(std::string_view text, const EnumDescriptor& type) {
  const std::string name = absl::AsciiStrToUpper(std::string(text));
  if (const auto* value = type.FindValueByName(name)) return value->number();
  std::vector<std::string> known;
  for (int i = 0; i < type.value_count(); ++i) known.emplace_back(type.value(i)->name());
  return Wrong(text, "no value of " + std::string(type.full_name()) + DidYouMean(name, known));
}

// Several in one cell: "MAIL PHONE", with spaces, '|' or ';'.
absl::Status SetEnums(std::string_view cell, const FieldDescriptor& field, Message* message) {
  std::vector<int> values;
  const std::vector<std::string> words =
      absl::StrSplit(std::string(cell), absl::ByAnyChar(" |;"), absl::SkipEmpty());
  for (const std::string& word : words) {
    const absl::StatusOr<int> value = ParseEnum(word, *field.enum_type());
    if (!value.ok()) return value.status();
    values.push_back(*value);
  }
  message->GetReflection()->ClearField(message, &field);
  for (const int value : values) message->GetReflection()->AddEnumValue(message, &field, value);
  return absl::OkStatus();
}

absl::Status SetMessage(std::string_view cell, const FieldDescriptor& field, Message* message) {
  const auto set = [&](const Message& value) {
    message->GetReflection()->MutableMessage(message, &field)->CopyFrom(value);
    return absl::OkStatus();
  };
  if (field.message_type() == v1::Money::descriptor()) {
    const absl::StatusOr<v1::Money> money = ParseMoney(cell);
    return money.ok() ? set(*money) : money.status();
  }
  const absl::StatusOr<absl::Time> time = ParseTime(cell);
  return time.ok() ? set(ToTimestamp(*time)) : time.status();
}

template <typename T, typename Setter>
absl::Status SetTo(const absl::StatusOr<T>& value, Setter set) {
  if (!value.ok()) return value.status();
  set(*value);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<absl::Time> ParseTime(std::string_view text) {
  static constexpr std::string_view kWanted =
      "no time: write 2026-11-23T10:00:00Z, 2026-11-23T10:00:00+02:00 or 2026-11-23";
  const std::string copy(text);
  absl::Time time;
  std::string error;
  if (text.empty() || text.front() < '0' || text.front() > '9') return Wrong(text, kWanted);
  absl::CivilDay day;
  if (text.size() == 10 && absl::ParseCivilTime(copy, &day)) {
    time = absl::FromCivil(day, absl::UTCTimeZone());
  } else if (!absl::ParseTime(absl::RFC3339_full, copy, &time, &error)) {
    return Wrong(text, kWanted);
  }
  const absl::CivilYear year(absl::ToCivilYear(time, absl::UTCTimeZone()));
  if (year.year() < 1 || year.year() > 9999) return Wrong(text, "outside of the years 1 to 9999");
  return time;
}

absl::StatusOr<bool> ParseFlag(std::string_view text) {
  const std::string word = absl::AsciiStrToLower(std::string(text));
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return Wrong(text, "neither true nor false");
}

absl::StatusOr<double> ParseNumber(std::string_view text) {
  double value = 0;
  if (!absl::SimpleAtod(std::string(text), &value))
    return Wrong(text, "no number (a point stands before the decimals)");
  return value;
}

absl::StatusOr<v1::Money> ParseMoney(std::string_view text) {
  static constexpr std::string_view kWanted = "no amount of money: write 1234.50 EUR";
  const size_t space = text.find(' ');
  if (space == std::string_view::npos) return Wrong(text, kWanted);
  std::string_view amount = text.substr(0, space);
  const std::string_view currency = text.substr(text.find_last_of(' ') + 1);
  const bool is_code = currency.size() == 3 && std::all_of(currency.begin(), currency.end(),
                                                           [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code) return Wrong(text, kWanted);
  const bool negative = !amount.empty() && amount.front() == '-';
  if (negative) amount.remove_prefix(1);
  const size_t point = amount.find('.');
  const bool has_point = point != std::string_view::npos;
  const std::string_view whole = amount.substr(0, point);
  std::string decimals(has_point ? amount.substr(point + 1) : std::string_view());
  if (!IsDigits(whole) || (has_point && !IsDigits(decimals))) return Wrong(text, kWanted);
  const size_t digits = static_cast<size_t>(MinorDigits(currency));
  while (decimals.size() > digits && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > digits) return Wrong(text, "finer than the smallest unit of the currency");
  decimals.resize(digits, '0');
  int64_t units = 0;
  if (!absl::SimpleAtoi(std::string(whole) + decimals, &units)) return Wrong(text, "too large an amount");
  v1::Money money;
  money.set_currency(std::string(currency));
  money.set_minor_units(negative ? -units : units);
  return money;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

bool IsCellField(const FieldDescriptor& field) {
  if (field.is_repeated()) return field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
    return field.type() != FieldDescriptor::TYPE_BYTES;
  return field.message_type() == v1::Money::descriptor() ||
         field.message_type() == google::protobuf::Timestamp::descriptor();
}

absl::Status SetCell(std::string_view cell, const FieldDescriptor& field, Message* message) {
  const auto& reflection = *message->GetReflection();
  if (field.is_repeated()) return SetEnums(cell, field, message);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetTo(ParseFlag(cell), [&](bool value) { reflection.SetBool(message, &field, value); });
    case FieldDescriptor::CPPTYPE_INT32:
      return SetTo(ParseInteger<int32_t>(cell), [&](int32_t v) { reflection.SetInt32(message, &field, v); });
    case FieldDescriptor::CPPTYPE_INT64:
      return SetTo(ParseInteger<int64_t>(cell), [&](int64_t v) { reflection.SetInt64(message, &field, v); });
    case FieldDescriptor::CPPTYPE_UINT32:
      return SetTo(ParseInteger<uint32_t>(cell),
                   [&](uint32_t v) { reflection.SetUInt32(message, &field, v); });
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetTo(ParseInteger<uint64_t>(cell),
                   [&](uint64_t v) { reflection.SetUInt64(message, &field, v); });
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetTo(ParseNumber(cell), [&](double value) { reflection.SetDouble(message, &field, value); });
    case FieldDescriptor::CPPTYPE_FLOAT:
      return SetTo(ParseNumber(cell),
                   [&](double value) { reflection.SetFloat(message, &field, static_cast<float>(value)); });
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetTo(ParseEnum(cell, *field.enum_type()),
                   [&](int value) { reflection.SetEnumValue(message, &field, value); });
    case FieldDescriptor::CPPTYPE_STRING:
      if (!IsUtf8(cell)) return absl::InvalidArgumentError("is not UTF-8 text");
      reflection.SetString(message, &field, std::string(cell));
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetMessage(cell, field, message);
  }
  return absl::InternalError("a field of a type that no cell has");
}

}  // namespace triage::cli
