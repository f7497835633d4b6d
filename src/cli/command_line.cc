#include "src/cli/command_line.h"

#include <string>
#include <vector>

#include "src/cli/commands/commands.h"
#include "src/cli/nearest.h"
#include "triage/explain.h"
#include "triage/version.h"

namespace triage::cli {
namespace {

constexpr char kFooter[] =
    "First steps:\n"
    "  triage check rules/retail.txtpb\n"
    "  triage explain rules/retail.txtpb --text \"The charger caught fire and burned my son.\"\n"
    "  triage run rules/retail.txtpb --complaints examples/inbox/complaints.jsonl \\\n"
    "             --customers examples/inbox/customers.csv\n"
    "\nEnds with:\n"
    "  0  done\n"
    "  1  the rule set has errors, or one of its tests failed\n"
    "  2  wrong arguments, or a file that cannot be opened\n"
    "  3  some lines or cells of the input could not be read (they are named); all others were worked on\n"
    "  4  the output could not be written whole\n"
    "\nColour only on a terminal; NO_COLOR turns it off. Text of customers is shown without control "
    "characters.\n";

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

bool IsCommand(const std::vector<std::string>& names, const std::string& word) {
  for (const std::string& name : names) {
    if (name == word) return true;
  }
  return false;
}

}  // namespace

int CommandMain(int argc, const char* const* argv, const Console& console) {
  CLI::App app("Decides what to do with customer complaints, and says why.", "triage");
  Action action;
  AddRun(app, &action);
  AddCheck(app, &action);
  AddTest(app, &action);
  AddExplain(app, &action);
  AddBench(app, &action);
  app.require_subcommand(1);
  app.set_version_flag("--version", "triage " TRIAGE_VERSION);
  app.footer(kFooter);

  const std::vector<std::string> names = CommandNames(app);
  const std::string word = argc > 1 ? argv[1] : "";
  if (argc < 2) {
    console.err << app.help();
    return kUsage;
  }
  if (word.rfind('-', 0) != 0 && !IsCommand(names, word)) {
    console.err << "triage: unknown command \"" << Printable(word) << '"' << DidYouMean(word, names)
                << "\ntriage --help lists the commands\n";
    return kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
      app.exit(error, console.out, console.err);  // --help, --version
      return kDone;
    }
    console.err << "triage: " << Printable(error.what()) << "\ntry: triage "
                << (IsCommand(names, word) ? word + " " : "") << "--help\n";
    return kUsage;
  }
  if (!action) return kUsage;
  const int exit_code = action(console);
  if (console.out.flush() || exit_code == kWriteFailed) return exit_code;
  console.err << "triage: standard output: cannot be written whole\n";
  return kWriteFailed;
}

}  // namespace triage::cli
