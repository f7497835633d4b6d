#include "src/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace triage::cli {
namespace {

constexpr int kDefaultWidth = 120;
constexpr int kNarrowest = 20;
constexpr int kWidest = 10000;

const char* Sequence(Style style) {
  switch (style) {
    case Style::kBold:
      return "\x1b[1m";
    case Style::kFaint:
      return "\x1b[2m";
    case Style::kGrave:
      return "\x1b[1;31m";
    case Style::kWarm:
      return "\x1b[33m";
    case Style::kPlain:
      break;
  }
  return "";
}

}  // namespace

std::string Styled(bool colour, Style style, std::string_view text) {
  if (!colour || style == Style::kPlain) return std::string(text);
  return Sequence(style) + std::string(text) + "\x1b[0m";
}

bool WantsColour(bool is_terminal, const char* no_color, const char* term) {
  if (!is_terminal) return false;
  if (no_color != nullptr && *no_color != '\0') return false;
  return term == nullptr || std::string_view(term) != "dumb";
}

int ChooseWidth(int terminal_columns, const char* columns) {
  if (terminal_columns >= kNarrowest) return terminal_columns;
  if (columns != nullptr) {
    char* end = nullptr;
    const long value = std::strtol(columns, &end, 10);
    if (end != columns && *end == '\0' && value >= kNarrowest && value <= kWidest)
      return static_cast<int>(value);
  }
  return kDefaultWidth;
}

Console ProcessConsole() {
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  winsize size{};
  const bool known = out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  Console console{std::cout, std::cerr};
  console.err_is_terminal = isatty(STDERR_FILENO) == 1;
  console.colour = WantsColour(out_is_terminal, std::getenv("NO_COLOR"), std::getenv("TERM"));
  console.width = ChooseWidth(known ? size.ws_col : 0, std::getenv("COLUMNS"));
  return console;
}

}  // namespace triage::cli
