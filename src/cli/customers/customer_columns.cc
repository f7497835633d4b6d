#include "src/cli/customers/customer_columns.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/cli/input/cells.h"
#include "src/cli/nearest.h"

namespace triage::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Path = std::vector<const FieldDescriptor*>;

constexpr std::string_view kWindow = "history.windows[";
constexpr std::string_view kOpenCase = "open_case.";
constexpr std::string_view kAttribute = "attribute.";
constexpr std::string_view kLastContact = "history.last_contact";
constexpr std::string_view kIdentity = "identity.id";
constexpr int kLongestWindowDays = 36500;

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Empty where `path` does not lead from `type` to a field that a cell can hold.
Path FindPath(const Descriptor& type, std::string_view path) {
  Path found;
  const Descriptor* at = &type;
  const std::vector<std::string> words = absl::StrSplit(std::string(path), '.');
  for (const std::string& word : words) {
    if (at == nullptr) return {};
    const FieldDescriptor* field = at->FindFieldByName(word);
    if (field == nullptr) return {};
    found.push_back(field);
    const bool inside = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsCellField(*field);
    if (inside && field->is_repeated()) return {};
    at = inside ? field->message_type() : nullptr;
  }
  return at == nullptr ? found : Path();
}

void AddNames(const Descriptor& type, const std::string& prefix, std::vector<std::string>* names) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string name = prefix + std::string(field.name());
    if (IsCellField(field)) {
      names->push_back(name);
    } else if (!field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AddNames(*field.message_type(), name + ".", names);
    }
  }
}

std::vector<std::string> KnownNames() {
  std::vector<std::string> names;
  AddNames(*v1::Customer::descriptor(), "", &names);
  AddNames(*v1::OpenCase::descriptor(), std::string(kOpenCase), &names);
  AddNames(*v1::ComplaintWindow::descriptor(), "history.windows[90].", &names);
  names.emplace_back(kLastContact);
  return names;
}

absl::Status SetField(const Path& path, std::string_view cell, Message* message) {
  // Read into a copy first, so that a bad cell leaves no empty message behind.
  const FieldDescriptor& last = *path.back();
  if (path.size() == 1) return SetCell(cell, last, message);
  const auto& reflection = *message->GetReflection();
  const Path rest(path.begin() + 1, path.end());
  const bool was_there = reflection.HasField(*message, path.front());
  const absl::Status status = SetField(rest, cell, reflection.MutableMessage(message, path.front()));
  if (!status.ok() && !was_there) reflection.ClearField(message, path.front());
  return status;
}

absl::Status SetWindow(int days, const Path& path, std::string_view cell, v1::Customer* customer) {
  v1::ComplaintWindow read;
  if (const absl::Status status = SetField(path, cell, &read); !status.ok()) return status;
  auto& windows = *customer->mutable_history()->mutable_windows();
  auto found = std::find_if(windows.begin(), windows.end(), [&](const auto& w) { return w.days() == days; });
  v1::ComplaintWindow& window = found == windows.end() ? *windows.Add() : *found;
  window.set_days(days);
  window.MergeFrom(read);
  return absl::OkStatus();
}

absl::Status SetAttribute(const std::string& name, v1::AttributeDeclaration::Type type, std::string_view cell,
                          v1::Customer* customer) {
  v1::Attribute attribute;
  attribute.set_name(name);
  if (type == v1::AttributeDeclaration::NUMBER) {
    const absl::StatusOr<double> number = ParseNumber(cell);
    if (!number.ok()) return number.status();
    attribute.set_number(*number);
  } else if (type == v1::AttributeDeclaration::FLAG) {
    const absl::StatusOr<bool> flag = ParseFlag(cell);
    if (!flag.ok()) return flag.status();
    attribute.set_flag(*flag);
  } else {
    const FieldDescriptor* text =
        v1::Attribute::descriptor()->FindFieldByNumber(v1::Attribute::kTextFieldNumber);
    if (const absl::Status status = SetCell(cell, *text, &attribute); !status.ok()) return status;
  }
  *customer->add_attributes() = std::move(attribute);
  return absl::OkStatus();
}

}  // namespace

std::optional<CustomerColumns::Column> CustomerColumns::ReadColumn(const std::string& name,
                                                                   const AttributeTypes& types) {
  Column column;
  column.name = name;
  if (name == kLastContact) {
    column.kind = Kind::kLastContact;
    return column;
  }
  if (StartsWith(name, kAttribute) && name.size() > kAttribute.size()) {
    column.kind = Kind::kAttribute;
    column.attribute = name.substr(kAttribute.size());
    if (types) column.type = types(column.attribute);
    return column;
  }
  if (StartsWith(name, kWindow)) {
    const size_t end = name.find("].");
    const bool has_days = end != std::string::npos &&
                          absl::SimpleAtoi(name.substr(kWindow.size(), end - kWindow.size()), &column.days);
    if (!has_days || column.days < 1 || column.days > kLongestWindowDays) return std::nullopt;
    column.kind = Kind::kWindow;
    column.path = FindPath(*v1::ComplaintWindow::descriptor(), std::string_view(name).substr(end + 2));
  } else if (StartsWith(name, kOpenCase)) {
    column.kind = Kind::kOpenCase;
    column.path = FindPath(*v1::OpenCase::descriptor(), std::string_view(name).substr(kOpenCase.size()));
  } else {
    column.kind = Kind::kField;
    column.path = FindPath(*v1::Customer::descriptor(), name);
  }
  if (column.path.empty()) return std::nullopt;
  return column;
}

std::optional<CustomerColumns> CustomerColumns::Read(const std::vector<std::string>& header,
                                                     const AttributeTypes& types, bool ignore_unknown,
                                                     std::vector<std::string>* wrong) {
  CustomerColumns columns;
  const size_t before = wrong->size();
  for (const std::string& name : header) {
    const bool seen = std::any_of(columns.columns_.begin(), columns.columns_.end(),
                                  [&](const Column& column) { return !name.empty() && column.name == name; });
    std::optional<Column> column = ReadColumn(name, types);
    if (seen) {
      wrong->push_back(absl::StrCat("the column \"", name, "\" is there twice"));
    } else if (!column && !ignore_unknown) {
      wrong->push_back(absl::StrCat("unknown column \"", name, "\"", DidYouMean(name, KnownNames())));
    }
    if (!column) {
      column.emplace();
      column->name = name;
    }
    columns.columns_.push_back(*std::move(column));
  }
  if (std::find(header.begin(), header.end(), kIdentity) == header.end()) {
    wrong->push_back("the column \"identity.id\" is missing: complaints name their customer by it");
  }
  if (wrong->size() > before) return std::nullopt;
  return columns;
}

absl::Status CustomerColumns::Set(size_t index, std::string_view cell, v1::Customer* customer) const {
  const Column& column = columns_[index];
  if (cell.empty() || column.kind == Kind::kIgnored) return absl::OkStatus();
  absl::Status status;
  switch (column.kind) {
    case Kind::kIgnored:
      break;
    case Kind::kField:
      status = SetField(column.path, cell, customer);
      break;
    case Kind::kWindow:
      status = SetWindow(column.days, column.path, cell, customer);
      break;
    case Kind::kOpenCase: {
      v1::OpenCase read = customer->open_cases_size() > 0 ? customer->open_cases(0) : v1::OpenCase();
      status = SetField(column.path, cell, &read);
      if (!status.ok()) break;
      if (customer->open_cases_size() == 0) customer->add_open_cases();
      customer->mutable_open_cases(0)->Swap(&read);
      break;
    }
    case Kind::kLastContact: {
      const absl::StatusOr<absl::Time> time = ParseTime(cell);
      if (time.ok()) *customer->mutable_history()->add_contacts()->mutable_at() = ToTimestamp(*time);
      status = time.status();
      break;
    }
    case Kind::kAttribute:
      status = SetAttribute(column.attribute, column.type, cell, customer);
      break;
  }
  if (status.ok()) return status;
  return absl::InvalidArgumentError(absl::StrCat(column.name, ": ", status.message()));
}

}  // namespace triage::cli
