// The arguments --customers and --ignore-unknown-columns, and reading the files they name.
#ifndef TRIAGE_SRC_CLI_COMMANDS_CRM_FILES_H_
#define TRIAGE_SRC_CLI_COMMANDS_CRM_FILES_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "src/cli/console.h"
#include "src/cli/customers/read_customers.h"
#include "triage/v1/ruleset.pb.h"

namespace triage::cli {

struct CrmFiles {
  std::vector<std::string> paths;
  bool ignore_unknown_columns = false;
};

void AddCrmFiles(CLI::App& command, CrmFiles* files);

// False after telling what is wrong: a file that cannot be opened, a wrong header, or with `strict` a bad
// record.
bool ReadCustomerFiles(const CrmFiles& files, const v1::RuleSet& rules, bool strict, const Console& console,
                       CustomerDirectory* customers, InputReport* report);

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_COMMANDS_CRM_FILES_H_
