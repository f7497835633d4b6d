#include "src/cli/customers/csv.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/files.h"

namespace triage::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Record {
  int64_t line;
  std::vector<std::string> cells;
  friend bool operator==(const Record& a, const Record& b) { return a.line == b.line && a.cells == b.cells; }
  friend std::ostream& operator<<(std::ostream& out, const Record& r) {
    out << r.line << ':';
    for (const std::string& cell : r.cells) out << '[' << cell << ']';
    return out;
  }
};

std::vector<Record> RecordsOf(const Folder& folder, std::string_view text, std::string* error = nullptr) {
  std::vector<Record> records;
  absl::StatusOr<CsvReader> csv = CsvReader::Open(folder.Write("in.csv", text));
  EXPECT_TRUE(csv.ok()) << csv.status();
  while (csv.ok() && csv->Next()) records.push_back({csv->line(), csv->cells()});
  if (error != nullptr) *error = std::string(csv->status().message());
  EXPECT_TRUE(error != nullptr || csv->status().ok()) << csv->status();
  return records;
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  const Folder folder;
  EXPECT_THAT(RecordsOf(folder, "a,b\n1,\n"), ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1", ""}}));
  EXPECT_THAT(RecordsOf(folder, "\xEF\xBB\xBF\"a\",b\r\n\"Conti, Marta\",\"says \"\"no\"\"\"\r\n"),
              ElementsAre(Record{1, {"a", "b"}}, Record{2, {"Conti, Marta", "says \"no\""}}));
  EXPECT_THAT(RecordsOf(folder, "a;b\n1,5;2\n"), ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1,5", "2"}}));
  EXPECT_THAT(RecordsOf(folder, "a\tb\n1,5\t2"), ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1,5", "2"}}));
  EXPECT_THAT(RecordsOf(folder, "a,b\n\n  \n x , y \n"),
              ElementsAre(Record{1, {"a", "b"}}, Record{4, {"x", "y"}}));
}

TEST(Csv, ALineEndInQuotesBelongsToTheCell) {
  const Folder folder;
  EXPECT_THAT(RecordsOf(folder, "a,b\n\"two\nlines\",1\n2,3\n"),
              ElementsAre(Record{1, {"a", "b"}}, Record{2, {"two\nlines", "1"}}, Record{4, {"2", "3"}}));
}

TEST(Csv, EmptyFileHasNoRecord) {
  const Folder folder;
  EXPECT_THAT(RecordsOf(folder, ""), ElementsAre());
  EXPECT_THAT(RecordsOf(folder, "\n\n"), ElementsAre());
}

TEST(Csv, AnOpenQuotationIsAnErrorWithItsLine) {
  const Folder folder;
  std::string error;
  EXPECT_THAT(RecordsOf(folder, "a,b\n1,2\n3,\"open\n4,5\n", &error),
              ElementsAre(Record{1, {"a", "b"}}, Record{2, {"1", "2"}}));
  EXPECT_THAT(error, HasSubstr("in.csv:3: a quotation that begins in this record is never closed"));
}

TEST(Csv, ARecordAboveTheLimitIsAnError) {
  const Folder folder;
  std::string half(CsvReader::kMaxRecordBytes / 2, 'x');
  std::string error;
  EXPECT_THAT(RecordsOf(folder, "a\n\"" + half + "\n" + half + "\n" + half, &error),
              ElementsAre(Record{1, {"a"}}));
  EXPECT_THAT(error, HasSubstr("in.csv:2: the record is larger than 1 MiB"));
  const std::string most(CsvReader::kMaxRecordBytes, 'x');
  EXPECT_THAT(RecordsOf(folder, "a\n" + most + "\n"), ElementsAre(Record{1, {"a"}}, Record{2, {most}}));
}

}  // namespace
}  // namespace triage::cli
