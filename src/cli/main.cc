// The command `triage`. All of it is in src/cli/command_line.cc and src/cli/commands/.
#include <exception>
#include <iostream>

#include "src/cli/command_line.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return triage::cli::CommandMain(argc, argv, triage::cli::ProcessConsole());
  } catch (const std::exception& error) {
    // Nothing of ours throws; memory may run out.
    std::cerr << "triage: " << error.what() << '\n';
    return triage::cli::kWriteFailed;
  }
}
