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
  auto file = CreatePrivate(folder.Path("out.jsonl"), {});
  ASSERT_TRUE(file.ok()) << file.status();
  **file << "x\n";
  file->reset();
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
    EXPECT_THAT(std::string(CreatePrivate(path, {"-", input}).status().message()),
                HasSubstr("would be overwritten"));
  }
  EXPECT_EQ(folder.Read("in.jsonl"), "{}\n");
}

TEST(TextFile, RefusesWhatCannotBeWritten) {
  const Folder folder;
  EXPECT_THAT(std::string(CreatePrivate(folder.Path(""), {}).status().message()),
              HasSubstr("cannot be written"));
  EXPECT_THAT(std::string(CreatePrivate(folder.Path("no/out"), {}).status().message()),
              HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace triage::cli
