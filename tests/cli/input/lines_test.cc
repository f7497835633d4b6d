#include "src/cli/input/lines.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> LinesOf(const Folder& folder, std::string_view text) {
  std::vector<std::string> lines;
  absl::StatusOr<LineReader> reader = LineReader::Open(folder.Write("in.txt", text));
  EXPECT_TRUE(reader.ok()) << reader.status();
  while (reader.ok() && reader->Next()) {
    lines.push_back(reader->line());
    EXPECT_EQ(reader->number(), static_cast<int64_t>(lines.size()));
  }
  EXPECT_EQ(reader->bytes_read(), static_cast<int64_t>(text.size()));
  EXPECT_EQ(reader->size(), static_cast<int64_t>(text.size()));
  return lines;
}

TEST(Lines, SplitsAtEveryKindOfEnd) {
  const Folder folder;
  EXPECT_THAT(LinesOf(folder, ""), IsEmpty());
  EXPECT_THAT(LinesOf(folder, "\n"), ElementsAre(""));
  EXPECT_THAT(LinesOf(folder, "a\nb\n"), ElementsAre("a", "b"));
  EXPECT_THAT(LinesOf(folder, "a\r\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(LinesOf(folder, "\xEF\xBB\xBFid\n\xEF\xBB\xBFx"), ElementsAre("id", "\xEF\xBB\xBFx"));
  EXPECT_THAT(LinesOf(folder, std::string_view("a\0b\n", 4)), ElementsAre(std::string("a\0b", 3)));
}

TEST(Lines, JoinsWhatBlocksCutApart) {
  // Lines whose ends fall on, before and after the ends of the 64 KiB blocks.
  const Folder folder;
  for (const size_t length : {65534U, 65535U, 65536U, 65537U, 131072U}) {
    const std::string line(length, 'x');
    EXPECT_THAT(LinesOf(folder, line + "\n" + line + "\r\nend"), ElementsAre(line, line, "end")) << length;
  }
}

TEST(Lines, TenMebibytesAreOneLine) {  // TRUST 37
  const Folder folder;
  const std::string line(size_t{10} << 20, 'a');
  EXPECT_THAT(LinesOf(folder, line), ElementsAre(line));
}

TEST(Lines, ALineWithoutEndStopsWithAnError) {  // TRUST 30
  absl::StatusOr<LineReader> reader = LineReader::Open("/dev/zero");
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_FALSE(reader->Next());
  EXPECT_THAT(std::string(reader->status().message()),
              HasSubstr("/dev/zero:1: the line is longer than 64 MiB"));
  EXPECT_FALSE(reader->Next());
}

TEST(Lines, RefusesWhatIsNoFile) {
  const Folder folder;
  const absl::Status missing = LineReader::Open(folder.Path("none")).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.message()), HasSubstr("cannot be opened"));
  EXPECT_THAT(std::string(LineReader::Open(folder.Path("")).status().message()), HasSubstr("is a directory"));
}

TEST(Lines, ReadAllGivesEveryByteUpToTheLimit) {
  const Folder folder;
  const std::string path = folder.Write("in.txt", "a\nb\n\nc");
  EXPECT_EQ(ReadAll(path, 6).value(), "a\nb\n\nc");
  EXPECT_EQ(ReadAll(path, 5).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace triage::cli
