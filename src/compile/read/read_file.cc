#include "src/compile/read/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/base/utf8.h"

namespace triage::compile {
namespace {

namespace fs = std::filesystem;

absl::Status FileError(const std::string& path, int error) {
  const std::string message = absl::StrCat(path, ": ", std::generic_category().message(error));
  if (error == ENOENT || error == ENOTDIR) return absl::NotFoundError(message);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(message);
  return absl::InvalidArgumentError(message);
}

// Closes on every way out.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

absl::StatusOr<std::string> ReadRegularFile(const std::string& path, size_t max_bytes) {
  const OpenFile file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.descriptor() < 0) return FileError(path, errno);
  struct stat status {};
  if (fstat(file.descriptor(), &status) != 0) return FileError(path, errno);
  if (S_ISDIR(status.st_mode))
    return absl::InvalidArgumentError(absl::StrCat(path, ": is a folder, not a rule file"));
  if (!S_ISREG(status.st_mode)) return absl::InvalidArgumentError(absl::StrCat(path, ": is no regular file"));

  std::string text;
  while (true) {
    const size_t have = text.size();
    text.resize(std::min(max_bytes + 1, std::max<size_t>(2 * have, 1 << 16)));
    const ssize_t got = read(file.descriptor(), text.data() + have, text.size() - have);
    if (got < 0 && errno == EINTR) {
      text.resize(have);
      continue;
    }
    if (got < 0) return FileError(path, errno);
    text.resize(have + static_cast<size_t>(got));
    if (got == 0) return text;
    if (text.size() > max_bytes) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": larger than ", max_bytes, " bytes; split it with include"));
    }
  }
}

absl::Status CheckText(std::string* text, int* line) {
  *line = 0;
  if (absl::StartsWith(*text, "\xFF\xFE") || absl::StartsWith(*text, "\xFE\xFF")) {
    return absl::InvalidArgumentError("the file is UTF-16");
  }
  if (absl::StartsWith(*text, "\xEF\xBB\xBF")) text->erase(0, 3);
  const size_t nul = text->find('\0');
  const size_t invalid = FirstInvalidUtf8(*text);
  const size_t bad = std::min(nul, invalid);
  if (bad == std::string::npos) return absl::OkStatus();
  *line = static_cast<int>(std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
  return absl::InvalidArgumentError(nul < invalid ? "this line holds a NUL byte" : "this line is not UTF-8");
}

absl::StatusOr<std::string> RealFolder(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return FileError(path, error.value());
  return real.parent_path().string();
}

absl::StatusOr<std::string> ResolveInclude(const std::string& root, const std::string& including,
                                           const std::string& include) {
  const fs::path written(include);
  const bool climbs = std::find(written.begin(), written.end(), "..") != written.end();
  if (include.empty() || written.is_absolute() || climbs) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", include,
        "\" is no path below the folder of the rule set; neither \"..\" nor \"/\" may stand in it"));
  }
  const fs::path path = fs::path(including).parent_path() / written;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("no file \"", include, "\" beside ", fs::path(including).filename().string()));
  }
  const fs::path relative = real.lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..") {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", include, "\" is a link that leads out of the rule set's folder"));
  }
  return path.lexically_normal().string();  // one name for one file
}

}  // namespace triage::compile
