// The columns of a CRM extract: which fact of a customer each cell holds.
//
//   std::vector<std::string> wrong;
//   auto columns = CustomerColumns::Read({"identity.id", "standing.vip"}, {}, false, &wrong);
//   v1::Customer customer;
//   columns->Set(1, "yes", &customer);                       // customer.standing().vip()
//   columns->Set(1, "maybe", &customer);                     // InvalidArgument: ... neither true nor false
//   CustomerColumns::Read({"identity.id", "standing.vpi"}, {}, false, &wrong);
//       // nothing; wrong: unknown column "standing.vpi"; did you mean "standing.vip"?
//
// A column is named by the dotted path of a field of triage.v1.Customer, and beyond these by
//   history.windows[N].complaints, .upheld   the window of N days
//   history.last_contact                     when the customer last wrote or called
//   open_case.FIELD                          the one open case, fields of triage.v1.OpenCase
//   attribute.NAME                           a fact of the host, of the type in the rule set, else text
// An empty cell sets nothing. Immutable: thread-safe.
#ifndef TRIAGE_SRC_CLI_CUSTOMERS_CUSTOMER_COLUMNS_H_
#define TRIAGE_SRC_CLI_CUSTOMERS_CUSTOMER_COLUMNS_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "triage/v1/customer.pb.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::cli {

// The declared type of customer.attribute.NAME; UNKNOWN where there is none.
using AttributeTypes = std::function<v1::AttributeDeclaration::Type(const std::string& name)>;

class CustomerColumns {
 public:
  // Empty where something is wrong with the header: what, is added to `wrong`, all of it.
  static std::optional<CustomerColumns> Read(const std::vector<std::string>& header,
                                             const AttributeTypes& types, bool ignore_unknown,
                                             std::vector<std::string>* wrong);

  size_t size() const { return columns_.size(); }
  // Sets the fact of column `index` (below size()). An error names the column and leaves the customer as it
  // was.
  absl::Status Set(size_t index, std::string_view cell, v1::Customer* customer) const;

 private:
  enum class Kind { kIgnored, kField, kWindow, kOpenCase, kLastContact, kAttribute };
  struct Column {
    Kind kind = Kind::kIgnored;
    std::string name;
    std::vector<const google::protobuf::FieldDescriptor*> path;  // to a field of the customer, window or case
    int days = 0;                                                // of a window
    std::string attribute;
    v1::AttributeDeclaration::Type type = v1::AttributeDeclaration::UNKNOWN;
  };
  static std::optional<Column> ReadColumn(const std::string& name, const AttributeTypes& types);

  std::vector<Column> columns_;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_CUSTOMERS_CUSTOMER_COLUMNS_H_
