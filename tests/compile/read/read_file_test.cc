#include "src/compile/read/read_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::compile {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A folder of its own for each test, gone with it.
class ReadFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "triage_read_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = fs::canonical(pattern);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  fs::path folder_;
};

TEST_F(ReadFileTest, ReadsWholeFilesUpToTheLimit) {
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{65535}, size_t{65536}, size_t{65537}, size_t{200000}}) {
    const std::string text(size, 'x');
    const auto read = ReadRegularFile(Write("a", text), 200000);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, text);
  }
}

// TRUST 8: n - 1, n, n + 1.
TEST_F(ReadFileTest, RefusesWhatIsLarger) {
  EXPECT_TRUE(ReadRegularFile(Write("a", std::string(99, 'x')), 100).ok());
  EXPECT_TRUE(ReadRegularFile(Write("a", std::string(100, 'x')), 100).ok());
  const absl::Status status = ReadRegularFile(Write("a", std::string(101, 'x')), 100).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(), absl::StrCat(Path("a"), ": larger than 100 bytes; split it with include"));
}

struct Row {
  const char* name;
  std::string path;
  absl::StatusCode code;
  const char* message;
};

// TRUST 30, 31.
TEST_F(ReadFileTest, RefusesWhatIsNoRegularFile) {
  Write("file", "x");
  fs::create_directory(folder_ / "folder");
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  fs::create_symlink(folder_ / "nowhere", folder_ / "dangling");
  fs::create_symlink("/dev/zero", folder_ / "link_to_device");
  const Row rows[] = {
      {"missing", Path("missing"), absl::StatusCode::kNotFound, ": No such file or directory"},
      {"below a file", Path("file/x"), absl::StatusCode::kNotFound, ": Not a directory"},
      {"folder", Path("folder"), absl::StatusCode::kInvalidArgument, ": is a folder, not a rule file"},
      {"pipe without a writer", Path("pipe"), absl::StatusCode::kInvalidArgument, ": is no regular file"},
      {"endless device", "/dev/zero", absl::StatusCode::kInvalidArgument, ": is no regular file"},
      {"link to a device", Path("link_to_device"), absl::StatusCode::kInvalidArgument,
       ": is no regular file"},
      {"dangling link", Path("dangling"), absl::StatusCode::kNotFound, ": No such file or directory"},
      {"a name that is too long", Path(std::string(300, 'n')), absl::StatusCode::kInvalidArgument,
       ": File name too long"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const absl::Status status = ReadRegularFile(row.path, 100).status();
    EXPECT_EQ(status.code(), row.code);
    EXPECT_EQ(status.message(), absl::StrCat(row.path, row.message));
  }
}

// TRUST 31. Permissions do not bind the superuser: he reads the file, anybody else is told that he may not.
TEST_F(ReadFileTest, SaysThatAFileMayNotBeRead) {
  const std::string path = Write("secret", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const auto read = ReadRegularFile(path, 100);
  if (geteuid() == 0) {
    EXPECT_EQ(read.ok() ? *read : "", "x");
  } else {
    EXPECT_EQ(read.status().code(), absl::StatusCode::kPermissionDenied);
  }
}

struct TextRow {
  const char* name;
  std::string text;
  const char* message;  // empty: good
  int line;
  std::string kept;
};

class CheckTextTest : public ::testing::TestWithParam<TextRow> {};

TEST_P(CheckTextTest, TakesTextAlone) {
  std::string text = GetParam().text;
  int line = -1;
  const absl::Status status = CheckText(&text, &line);
  EXPECT_EQ(status.message(), GetParam().message);
  EXPECT_EQ(line, GetParam().line);
  EXPECT_EQ(text, GetParam().kept);
}

using std::string_literals::operator""s;

INSTANTIATE_TEST_SUITE_P(
    Rows, CheckTextTest,
    ::testing::Values(TextRow{"empty", "", "", 0, ""}, TextRow{"hebrew", "שלום\n", "", 0, "שלום\n"},
                      TextRow{"byte_order_mark", "\xEF\xBB\xBFname", "", 0, "name"},
                      TextRow{"only_a_byte_order_mark", "\xEF\xBB\xBF", "", 0, ""},
                      TextRow{"nul", "a\nb\0c"s, "this line holds a NUL byte", 1, "a\nb\0c"s},
                      TextRow{"invalid", "a\n\nb\xFFz", "this line is not UTF-8", 2, "a\n\nb\xFFz"},
                      TextRow{"invalid_before_nul", "\xFF\n\0"s, "this line is not UTF-8", 0, "\xFF\n\0"s},
                      TextRow{"overlong", "\xC0\xAF", "this line is not UTF-8", 0, "\xC0\xAF"},
                      TextRow{"surrogate", "\xED\xA0\x80", "this line is not UTF-8", 0, "\xED\xA0\x80"},
                      TextRow{"cut_at_the_end", "abc\xD7", "this line is not UTF-8", 0, "abc\xD7"},
                      TextRow{"utf16_little", "\xFF\xFEn\0"s, "the file is UTF-16", 0, "\xFF\xFEn\0"s},
                      TextRow{"utf16_big", "\xFE\xFF\0n"s, "the file is UTF-16", 0, "\xFE\xFF\0n"s}),
    [](const auto& info) { return std::string(info.param.name); });

// TRUST 20.
TEST_F(ReadFileTest, IncludesStayInTheFolder) {
  Write("root/a.txtpb", "x");
  Write("root/sub/b.txtpb", "x");
  Write("root/sub/c.txtpb", "x");
  Write("outside.txtpb", "x");
  fs::create_symlink(folder_ / "outside.txtpb", folder_ / "root/link.txtpb");
  fs::create_symlink(folder_, folder_ / "root/up");
  fs::create_symlink("a.txtpb", folder_ / "root/inner.txtpb");
  const std::string root = Path("root");
  const std::string a = Path("root/a.txtpb");
  const struct {
    const char* name;
    std::string including;
    std::string include;
    std::string path;  // empty: refused
    const char* message;
  } rows[] = {
      {"beside", a, "inner.txtpb", Path("root/inner.txtpb"), ""},
      {"below", a, "sub/b.txtpb", Path("root/sub/b.txtpb"), ""},
      {"beside the including file, not the root", Path("root/sub/b.txtpb"), "c.txtpb",
       Path("root/sub/c.txtpb"), ""},
      {"one name for one file", a, "./sub/.//b.txtpb", Path("root/sub/b.txtpb"), ""},
      {"missing", a, "no.txtpb", "", "no file \"no.txtpb\" beside a.txtpb"},
      {"parent", a, "../outside.txtpb", "", "is no path below the folder of the rule set"},
      {"there and back", a, "sub/../a.txtpb", "", "is no path below the folder of the rule set"},
      {"absolute", a, Path("root/a.txtpb"), "", "is no path below the folder of the rule set"},
      {"empty", a, "", "", "is no path below the folder of the rule set"},
      {"link to a file outside", a, "link.txtpb", "", "is a link that leads out of the rule set's folder"},
      {"link to a folder outside", a, "up/outside.txtpb", "",
       "is a link that leads out of the rule set's folder"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto path = ResolveInclude(root, row.including, row.include);
    EXPECT_EQ(path.ok() ? *path : "", row.path);
    EXPECT_THAT(std::string(path.status().message()), HasSubstr(row.message));
  }
}

TEST_F(ReadFileTest, TheFolderOfAFileHasNoLinks) {
  Write("real/a.txtpb", "x");
  fs::create_directory_symlink(folder_ / "real", folder_ / "alias");
  const auto folder = RealFolder(Path("alias/a.txtpb"));
  ASSERT_TRUE(folder.ok());
  EXPECT_EQ(*folder, Path("real"));
  EXPECT_EQ(RealFolder(Path("alias/b.txtpb")).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace triage::compile
