// Where a command writes, and what it may use there. Commands get one; tests give string streams.
//
//   const Console console = ProcessConsole();
//   console.out << Styled(console.colour, Style::kGrave, "CRITICAL");
//
// Colour only where standard output is a terminal that has it, and never where NO_COLOR is set.
// Values: thread-compatible.
#ifndef TRIAGE_SRC_CLI_CONSOLE_H_
#define TRIAGE_SRC_CLI_CONSOLE_H_

#include <ostream>
#include <string>
#include <string_view>

namespace triage::cli {

// What the process ends with. `triage --help` lists them.
enum ExitCode : int {
  kDone = 0,
  kRefused = 1,      // the rule set has errors, or one of its tests failed
  kUsage = 2,        // wrong arguments, or a file that cannot be opened
  kBadInput = 3,     // some lines or cells could not be read; all others were worked on
  kWriteFailed = 4,  // the output could not be written whole
};

struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  bool colour = false;
  int width = 120;  // columns of a table
};

enum class Style { kPlain, kBold, kFaint, kGrave, kWarm };

// `text` in the style, or as it is without colour.
std::string Styled(bool colour, Style style, std::string_view text);

// Whether to colour: pure, for tests. The last two are the environment's values, null where absent.
bool WantsColour(bool is_terminal, const char* no_color, const char* term);

// Columns: of the terminal, or of COLUMNS where that is a number of 20 to 10,000, or 120.
int ChooseWidth(int terminal_columns, const char* columns);

// Standard output and error of this process.
Console ProcessConsole();

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_CONSOLE_H_
