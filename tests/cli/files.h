// Files and programs for tests: a folder of one test, gone at its end, and what a command wrote.
#ifndef TRIAGE_TESTS_CLI_FILES_H_
#define TRIAGE_TESTS_CLI_FILES_H_

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace triage::cli {

class Folder {
 public:
  Folder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("triage_cli_") + test->test_suite_name() + "_" + test->name() + "_" +
                       std::to_string(getpid());
    for (char& c : name) c = c == '/' ? '_' : c;
    path_ = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string Path(const std::string& name) const { return (path_ / name).string(); }

  std::string Write(const std::string& name, std::string_view text) const {
    std::ofstream(Path(name), std::ios::binary) << text;
    return Path(name);
  }

  std::string Read(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

 private:
  std::filesystem::path path_;
};

struct Outcome {
  int exit_code = -1;  // -1: ended by a signal
  std::string out;
  std::string err;
};

// Runs `command` in a shell with its streams apart.
inline Outcome RunShell(const Folder& folder, const std::string& command) {
  Outcome outcome;
  const std::string err = folder.Path("stderr.txt");
  FILE* pipe = popen(("{ " + command + " ; } 2>'" + err + "'").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char block[65536];
  for (size_t got = 0; (got = fread(block, 1, sizeof block, pipe)) > 0;) outcome.out.append(block, got);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  outcome.err = folder.Read("stderr.txt");
  return outcome;
}

}  // namespace triage::cli

#endif  // TRIAGE_TESTS_CLI_FILES_H_
