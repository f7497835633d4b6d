#include "src/cli/output/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace triage::cli {
namespace {

constexpr int kBarColumns = 20;
constexpr absl::Duration kQuiet = absl::Seconds(1);
constexpr absl::Duration kInterval = absl::Milliseconds(100);

std::string Left(absl::Duration left) {
  const int64_t seconds = std::max<int64_t>(0, absl::ToInt64Seconds(absl::Ceil(left, absl::Seconds(1))));
  if (seconds < 60) return absl::StrCat(seconds, " s left");
  if (seconds < 3600) return absl::StrCat(seconds / 60, " min ", seconds % 60, " s left");
  return absl::StrCat(seconds / 3600, " h ", seconds % 3600 / 60, " min left");
}

}  // namespace

std::string WithCommas(int64_t number) {
  std::string digits = absl::StrCat(number < 0 ? -number : number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return number < 0 ? "-" + digits : digits;
}

std::string Progress::Line(int64_t done, int64_t total, int64_t complaints, absl::Duration elapsed) {
  const std::string count =
      absl::StrCat(WithCommas(complaints), complaints == 1 ? " complaint" : " complaints");
  if (total <= 0) return count;
  const double share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  const int filled = static_cast<int>(share * kBarColumns);
  std::string bar(static_cast<size_t>(filled), '=');
  if (filled < kBarColumns) bar += '>';
  bar.resize(kBarColumns, ' ');
  const std::string percent = absl::StrCat(static_cast<int>(share * 100), "%");
  std::string line = absl::StrCat("[", bar, "] ", std::string(4 - std::min<size_t>(4, percent.size()), ' '),
                                  percent, "  ", count);
  if (share > 0) absl::StrAppend(&line, "  ", Left(elapsed * (1 / share - 1)));
  return line;
}

Progress::Progress(std::ostream& out, bool shown, int64_t total)
    : out_(out),
      shown_(shown),
      total_(total),
      began_(shown ? absl::Now() : absl::InfinitePast()),
      next_(began_ + kQuiet) {}

Progress::~Progress() {
  if (written_) out_ << "\r\x1b[K" << std::flush;
}

void Progress::At(int64_t done, int64_t complaints) {
  if (!shown_) return;
  const absl::Time now = absl::Now();
  if (now < next_) return;
  next_ = now + kInterval;
  written_ = true;
  out_ << '\r' << Line(done, total_, complaints, now - began_) << "\x1b[K" << std::flush;
}

}  // namespace triage::cli
