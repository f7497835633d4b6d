#include "src/cli/commands/crm_files.h"

#include "absl/strings/str_split.h"
#include "triage/explain.h"

namespace triage::cli {

void AddCrmFiles(CLI::App& command, CrmFiles* files) {
  command
      .add_option("--customers", files->paths,
                  "What the CRM knows (.csv or .jsonl); repeat it for more files")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command.add_flag("--ignore-unknown-columns", files->ignore_unknown_columns,
                   "Leave out columns of a .csv that name no fact, instead of refusing the file");
}

bool ReadCustomerFiles(const CrmFiles& files, const v1::RuleSet& rules, bool strict, const Console& console,
                       CustomerDirectory* customers, InputReport* report) {
  CustomerFileOptions options;
  options.ignore_unknown_columns = files.ignore_unknown_columns;
  options.strict = strict;
  options.attribute_types = [&rules](const std::string& name) {
    for (const v1::AttributeDeclaration& attribute : rules.attribute()) {
      if (attribute.name() == "customer.attribute." + name) return attribute.type();
    }
    return v1::AttributeDeclaration::UNKNOWN;
  };
  for (const std::string& path : files.paths) {
    const absl::Status status = ReadCustomers(path, options, customers, report);
    if (status.ok()) continue;
    const std::vector<std::string> lines = absl::StrSplit(std::string(status.message()), '\n');
    for (const std::string& line : lines) console.err << "triage: " << Printable(line) << '\n';
    return false;
  }
  return true;
}

}  // namespace triage::cli
