#include "src/cli/output/text_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"

namespace triage::cli {

namespace fs = std::filesystem;

absl::Status CannotWrite(const std::string& path, int error) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be written", error == 0 ? "" : ": ",
                                                 error == 0 ? "" : std::strerror(error)));
}

bool SameFile(const std::string& a, const std::string& b) {
  std::error_code error;
  const fs::path first = fs::weakly_canonical(fs::absolute(a, error), error);
  const fs::path second = fs::weakly_canonical(fs::absolute(b, error), error);
  return first == second && (!fs::exists(first, error) || fs::is_regular_file(first, error));
}

absl::StatusOr<std::unique_ptr<PrivateFile>> PrivateFile::Create(const std::string& path,
                                                                 const std::vector<std::string>& inputs) {
  auto file = std::unique_ptr<PrivateFile>(new PrivateFile(path));
  struct stat target {};
  const bool exists = stat(path.c_str(), &target) == 0;
  if (exists && !S_ISREG(target.st_mode)) {
    errno = 0;
    file->stream_.open(path, std::ios::binary);
    if (!file->stream_.is_open()) return CannotWrite(path, errno);
    return file;
  }
  for (const std::string& input : inputs) {
    struct stat source {};
    if (!exists || stat(input.c_str(), &source) != 0) continue;
    if (source.st_dev == target.st_dev && source.st_ino == target.st_ino) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ": is read in the same run and would be overwritten"));
    }
  }
  if (exists && access(path.c_str(), W_OK) != 0) return CannotWrite(path, errno);
  if (path.empty() || path.back() == '/') return CannotWrite(path, EISDIR);
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  file->target_ = error ? path : real.string();
  std::string name = file->target_ + ".XXXXXX";
  const int descriptor = mkstemp(name.data());  // mode 0600
  if (descriptor < 0) return CannotWrite(path, errno);
  file->temporary_ = name;
  const bool same_mode = !exists || fchmod(descriptor, target.st_mode & 07777U) == 0;
  const int mode_error = errno;
  close(descriptor);
  if (!same_mode) return CannotWrite(path, mode_error);
  file->stream_.open(name, std::ios::binary | std::ios::trunc);
  if (!file->stream_.is_open()) return CannotWrite(path, errno);
  return file;
}

PrivateFile::~PrivateFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::Status PrivateFile::Commit() {
  errno = 0;
  stream_.close();
  if (!stream_) return CannotWrite(path_, errno);
  if (temporary_.empty()) return absl::OkStatus();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return CannotWrite(path_, errno);
  temporary_.clear();
  return absl::OkStatus();
}

}  // namespace triage::cli
