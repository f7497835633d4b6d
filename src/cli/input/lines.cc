#include "src/cli/input/lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace triage::cli {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 16;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string Why(int error) { return std::strerror(error); }

}  // namespace

LineReader::LineReader(int fd, std::string name, int64_t size)
    : fd_(fd), name_(std::move(name)), size_(size) {}

LineReader::LineReader(LineReader&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      name_(std::move(other.name_)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)),
      at_(other.at_),
      ended_(other.ended_),
      line_(std::move(other.line_)),
      had_line_feed_(other.had_line_feed_),
      number_(other.number_),
      bytes_read_(other.bytes_read_),
      status_(std::move(other.status_)) {}

LineReader::~LineReader() {
  if (fd_ > STDIN_FILENO) close(fd_);
}

absl::StatusOr<LineReader> LineReader::Open(const std::string& path) {
  if (path == "-") return LineReader(STDIN_FILENO, "standard input", 0);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const std::string message = absl::StrCat(path, ": cannot be opened: ", Why(errno));
    return errno == ENOENT ? absl::NotFoundError(message) : absl::InvalidArgumentError(message);
  }
  LineReader reader(fd, path, 0);
  struct stat about {};
  if (fstat(fd, &about) != 0) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be read: ", Why(errno)));
  }
  if (S_ISDIR(about.st_mode)) return absl::InvalidArgumentError(absl::StrCat(path, ": is a directory"));
  if (S_ISREG(about.st_mode)) reader.size_ = about.st_size;
  return reader;
}

bool LineReader::Fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t held = buffer_.size();
  buffer_.resize(held + kBlockBytes);
  ssize_t got = 0;
  do {
    got = read(fd_, &buffer_[held], kBlockBytes);
  } while (got < 0 && errno == EINTR);
  if (got < 0) status_ = absl::UnavailableError(absl::StrCat(name_, ": cannot be read: ", Why(errno)));
  buffer_.resize(held + static_cast<size_t>(got > 0 ? got : 0));
  if (got <= 0) ended_ = true;
  return got > 0;
}

bool LineReader::Next() {
  if (!status_.ok()) return false;
  size_t searched = 0;
  size_t length = 0;
  while (true) {
    const std::string_view held = std::string_view(buffer_).substr(at_);
    length = held.find('\n', searched);
    if (length != std::string_view::npos) break;
    searched = held.size();
    if (searched > kMaxLineBytes) {
      status_ = absl::ResourceExhaustedError(absl::StrCat(name_, ":", number_ + 1,
                                                          ": the line is longer than ", kMaxLineBytes >> 20,
                                                          " MiB: nothing was read from here on"));
      return false;
    }
    if (Fill()) continue;
    if (!status_.ok() || searched == 0) return false;
    length = searched;
    break;
  }
  had_line_feed_ = at_ + length < buffer_.size();
  line_.assign(buffer_, at_, length);
  const size_t taken = length + (had_line_feed_ ? 1 : 0);
  at_ += taken;
  bytes_read_ += static_cast<int64_t>(taken);
  if (!line_.empty() && line_.back() == '\r') line_.pop_back();
  if (++number_ == 1 && line_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
    line_.erase(0, kByteOrderMark.size());
  }
  return true;
}

absl::StatusOr<std::string> ReadAll(const std::string& path, size_t limit) {
  absl::StatusOr<LineReader> lines = LineReader::Open(path);
  if (!lines.ok()) return lines.status();
  std::string all;
  while (lines->Next()) {
    all += lines->line();
    if (lines->had_line_feed()) all += '\n';
    if (all.size() > limit) {
      return absl::InvalidArgumentError(
          absl::StrCat(lines->name(), ": is larger than ", limit >> 20, " MiB"));
    }
  }
  if (!lines->status().ok()) return lines->status();
  return all;
}

}  // namespace triage::cli
