#include "src/cli/output/text_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace triage::cli {

absl::StatusOr<std::unique_ptr<std::ofstream>> CreatePrivate(const std::string& path,
                                                             const std::vector<std::string>& inputs) {
  struct stat target {};
  if (stat(path.c_str(), &target) == 0 && S_ISREG(target.st_mode)) {
    for (const std::string& input : inputs) {
      struct stat source {};
      if (stat(input.c_str(), &source) != 0) continue;
      if (source.st_dev == target.st_dev && source.st_ino == target.st_ino) {
        return absl::InvalidArgumentError(
            absl::StrCat(path, ": is read in the same run and would be overwritten"));
      }
    }
  }
  const mode_t before = umask(0077);
  auto file = std::make_unique<std::ofstream>(path, std::ios::binary | std::ios::trunc);
  const int error = errno;
  umask(before);
  if (!file->is_open()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be written: ", std::strerror(error)));
  }
  return file;
}

}  // namespace triage::cli
