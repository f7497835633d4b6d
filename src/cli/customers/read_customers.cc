#include "src/cli/customers/read_customers.h"

#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/cli/customers/csv.h"
#include "src/cli/input/json.h"
#include "src/cli/input/lines.h"

namespace triage::cli {
namespace {

constexpr double kLargestExact = 9007199254740992;  // 2^53: whole numbers above have lost digits

absl::Status Stopped() { return absl::InvalidArgumentError("stopped at the first bad input (--strict)"); }

bool EndsWith(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

void Keep(v1::Customer customer, const std::string& file, int64_t line, CustomerDirectory* customers,
          InputReport* report) {
  const std::string id = customer.identity().id();
  if (customers->Add(std::move(customer))) return;
  report->Note(file, line, absl::StrCat("customer \"", id, "\" was there before; this record replaces it"));
}

// One record. False where something in it was bad.
bool ReadRecord(const CsvReader& csv, const CustomerColumns& columns, CustomerDirectory* customers,
                InputReport* report) {
  const std::vector<std::string>& cells = csv.cells();
  v1::Customer customer;
  bool good = true;
  for (size_t i = 0; i < cells.size(); ++i) {
    absl::Status status;
    if (i >= columns.size()) {
      if (cells[i].empty()) continue;
      status = absl::InvalidArgumentError("a cell beyond the last column of the header");
    } else {
      status = columns.Set(i, cells[i], &customer);
    }
    if (status.ok()) continue;
    good = false;
    report->BadCell(csv.name(), csv.line(), i + 1, std::string(status.message()));
  }
  if (customer.identity().id().empty()) {
    report->BadLine(csv.name(), csv.line(), "the record has no identity.id: no complaint can name it");
    return false;
  }
  Keep(std::move(customer), csv.name(), csv.line(), customers, report);
  return good;
}

absl::Status ReadCsv(const std::string& path, const CustomerFileOptions& options,
                     CustomerDirectory* customers, InputReport* report) {
  absl::StatusOr<CsvReader> csv = CsvReader::Open(path);
  if (!csv.ok()) return csv.status();
  if (!csv->Next()) {
    if (!csv->status().ok()) return csv->status();
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is empty: a header with names of columns is needed"));
  }
  std::vector<std::string> wrong;
  const auto columns =
      CustomerColumns::Read(csv->cells(), options.attribute_types, options.ignore_unknown_columns, &wrong);
  if (!columns) {
    std::string all;
    for (const std::string& message : wrong) {
      absl::StrAppend(&all, all.empty() ? "" : "\n", path, ":", csv->line(), ": ", message);
    }
    return absl::InvalidArgumentError(all);
  }
  while (csv->Next()) {
    if (!ReadRecord(*csv, *columns, customers, report) && options.strict) return Stopped();
  }
  if (!csv->status().ok()) report->BadFile(std::string(csv->status().message()));
  return csv->status().ok() || !options.strict ? absl::OkStatus() : Stopped();
}

absl::Status ReadJsonLines(const std::string& path, const CustomerFileOptions& options,
                           CustomerDirectory* customers, InputReport* report) {
  absl::StatusOr<LineReader> lines = LineReader::Open(path);
  if (!lines.ok()) return lines.status();
  while (lines->Next()) {
    if (IsBlank(lines->line())) continue;
    v1::Customer customer;
    absl::Status bad = FromJson(lines->line(), &customer).status();
    if (bad.ok() && customer.identity().id().empty()) {
      bad = absl::InvalidArgumentError("the record has no identity.id: no complaint can name it");
    }
    if (bad.ok()) {
      Keep(std::move(customer), lines->name(), lines->number(), customers, report);
      continue;
    }
    report->BadLine(lines->name(), lines->number(), std::string(bad.message()));
    if (options.strict) return Stopped();
  }
  if (!lines->status().ok()) report->BadFile(std::string(lines->status().message()));
  return lines->status().ok() || !options.strict ? absl::OkStatus() : Stopped();
}

}  // namespace

bool CustomerDirectory::Add(v1::Customer customer) {
  const std::string id = customer.identity().id();
  return customers_.insert_or_assign(id, std::move(customer)).second;
}

const v1::Customer* CustomerDirectory::Find(const std::string& id) const {
  const auto found = customers_.find(id);
  return found == customers_.end() ? nullptr : &found->second;
}

absl::Status ReadCustomers(const std::string& path, const CustomerFileOptions& options,
                           CustomerDirectory* customers, InputReport* report) {
  if (EndsWith(path, ".csv")) return ReadCsv(path, options, customers, report);
  if (EndsWith(path, ".jsonl") || EndsWith(path, ".ndjson") || EndsWith(path, ".json")) {
    return ReadJsonLines(path, options, customers, report);
  }
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": the name of a customer file ends in .csv or .jsonl"));
}

std::string CustomerIdOf(const v1::Complaint& complaint) {
  for (const v1::Attribute& attribute : complaint.attributes()) {
    if (attribute.name() != "customer_id") continue;
    const double number = attribute.number();
    const bool whole =
        attribute.has_number() && std::floor(number) == number && std::fabs(number) < kLargestExact;
    return whole ? absl::StrCat(static_cast<int64_t>(number)) : attribute.text();
  }
  return "";
}

}  // namespace triage::cli
