#include "src/cli/input/read_complaints.h"

#include <sstream>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Line = ComplaintReader::Line;

TEST(ReadComplaints, GoesOnBehindBadLinesAndNamesThem) {
  const Folder folder;
  std::ostringstream err;
  InputReport report(err);
  auto reader = ComplaintReader::Open(
      folder.Write("in.jsonl", "\xEF\xBB\xBF{\"id\": \"A\"}\r\n\n  \n{\"id\": oops}\n{}\n{\"id\": \"C\"}"),
      &report);
  ASSERT_TRUE(reader.ok());
  v1::Complaint complaint;
  EXPECT_EQ(reader->Next(&complaint), Line::kComplaint);
  EXPECT_EQ(complaint.id(), "A");
  EXPECT_EQ(reader->Next(&complaint), Line::kBad);
  EXPECT_EQ(reader->text(), "{\"id\": oops}");
  EXPECT_EQ(reader->Next(&complaint), Line::kComplaint);  // TRUST 33: empty is a complaint
  EXPECT_EQ(complaint.ByteSizeLong(), 0U);
  EXPECT_EQ(reader->Next(&complaint), Line::kComplaint);
  EXPECT_EQ(complaint.id(), "C");
  EXPECT_EQ(reader->Next(&complaint), Line::kEnd);
  EXPECT_EQ(report.bad_lines(), 1);
  EXPECT_THAT(err.str(), HasSubstr("in.jsonl:4: is no Complaint in JSON"));
}

TEST(ReadComplaints, LatinOneIsReadWithANote) {  // TRUST 58
  const Folder folder;
  std::ostringstream err;
  InputReport report(err);
  auto reader = ComplaintReader::Open(folder.Write("in.jsonl", "{\"body\": \"perch\xE8\"}\n"), &report);
  ASSERT_TRUE(reader.ok());
  v1::Complaint complaint;
  EXPECT_EQ(reader->Next(&complaint), Line::kComplaint);
  EXPECT_EQ(complaint.body(), "perch\xEF\xBF\xBD");
  EXPECT_TRUE(report.clean());
  EXPECT_THAT(err.str(), HasSubstr("in.jsonl:1: note: 1 bytes are not UTF-8"));
}

TEST(ReadComplaints, EmptyFileHasNone) {
  const Folder folder;
  std::ostringstream err;
  InputReport report(err);
  auto reader = ComplaintReader::Open(folder.Write("in.jsonl", ""), &report);
  ASSERT_TRUE(reader.ok());
  v1::Complaint complaint;
  EXPECT_EQ(reader->Next(&complaint), Line::kEnd);
  EXPECT_TRUE(report.clean());
}

TEST(ReadComplaints, AFileThatBreaksOffIsTold) {
  std::ostringstream err;
  InputReport report(err);
  auto reader = ComplaintReader::Open("/dev/zero", &report);
  ASSERT_TRUE(reader.ok());
  v1::Complaint complaint;
  EXPECT_EQ(reader->Next(&complaint), Line::kEnd);
  EXPECT_FALSE(report.clean());
}

}  // namespace
}  // namespace triage::cli
