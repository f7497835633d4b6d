// What the CRM knows, by customer id.
//
//   CustomerDirectory customers;
//   absl::Status read = ReadCustomers("crm.csv", {}, &customers, &report);   // or .jsonl
//   customers.Find("C-1001");   // null: no such customer
//
// A bad cell leaves its fact out and keeps the customer; a bad line leaves the customer out. Both are told in
// the report. An id that comes again replaces the record before it, with a note. Linear; keeps all customers
// in memory.
#ifndef TRIAGE_SRC_CLI_CUSTOMERS_READ_CUSTOMERS_H_
#define TRIAGE_SRC_CLI_CUSTOMERS_READ_CUSTOMERS_H_

#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "src/cli/customers/customer_columns.h"
#include "src/cli/input/input_report.h"
#include "triage/v1/complaint.pb.h"
#include "triage/v1/customer.pb.h"

namespace triage::cli {

// Thread-compatible.
class CustomerDirectory {
 public:
  // True where the id was not there.
  bool Add(v1::Customer customer);
  const v1::Customer* Find(const std::string& id) const;
  size_t size() const { return customers_.size(); }

 private:
  std::unordered_map<std::string, v1::Customer> customers_;
};

struct CustomerFileOptions {
  bool ignore_unknown_columns = false;
  bool strict = false;  // the first bad line or cell is an error
  AttributeTypes attribute_types;
};

// By the ending of the name: .csv, or .jsonl, .ndjson and .json. An error where the file cannot be opened,
// its header is wrong, or, with `strict`, something in it is bad.
absl::Status ReadCustomers(const std::string& path, const CustomerFileOptions& options,
                           CustomerDirectory* customers, InputReport* report);

// The id in the complaint's attribute `customer_id` (text, or a whole number); empty where there is none.
std::string CustomerIdOf(const v1::Complaint& complaint);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_CUSTOMERS_READ_CUSTOMERS_H_
