#include "src/cli/output/text_file.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::HasSubstr;

TEST(TextFile, OnlyItsOwnerReadsIt) {
  const Folder folder;
  auto file = PrivateFile::Create(folder.Path("out.jsonl"), {});
  ASSERT_TRUE(file.ok()) << file.status();
  (*file)->stream() << "x\n";
  ASSERT_TRUE((*file)->Commit().ok());
  struct stat about {};
  ASSERT_EQ(stat(folder.Path("out.jsonl").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(folder.Read("out.jsonl"), "x\n");
}

TEST(TextFile, NeverEmptiesAnInput) {
  const Folder folder;
  const std::string input = folder.Write("in.jsonl", "{}\n");
  std::filesystem::create_symlink(input, folder.Path("link.jsonl"));
  for (const std::string& path : {input, folder.Path("./in.jsonl"), folder.Path("link.jsonl")}) {
    EXPECT_THAT(std::string(PrivateFile::Create(path, {"-", input}).status().message()),
                HasSubstr("would be overwritten"));
  }
  EXPECT_EQ(folder.Read("in.jsonl"), "{}\n");
}

TEST(TextFile, WithoutCommitTheOldOneStays) {
  const Folder folder;
  const std::string path = folder.Write("out.jsonl", "old\n");
  const auto write = [&](bool commit) {
    auto file = PrivateFile::Create(path, {});
    ASSERT_TRUE(file.ok()) << file.status();
    (*file)->stream() << "new\n";
    if (commit) {
      EXPECT_TRUE((*file)->Commit().ok());
    }
  };
  write(false);
  EXPECT_EQ(folder.Read("out.jsonl"), "old\n");
  write(true);
  EXPECT_EQ(folder.Read("out.jsonl"), "new\n");
  const auto files = std::filesystem::directory_iterator(folder.Path("."));
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);  // no temporary file
}

TEST(TextFile, RefusesWhatCannotBeWritten) {
  const Folder folder;
  EXPECT_THAT(std::string(PrivateFile::Create(folder.Path(""), {}).status().message()),
              HasSubstr("cannot be written"));
  EXPECT_THAT(std::string(PrivateFile::Create(folder.Path("no/out"), {}).status().message()),
              HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace triage::cli
