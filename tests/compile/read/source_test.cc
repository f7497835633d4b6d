#include "src/compile/read/source.h"

#include <string>

#include "gtest/gtest.h"

namespace triage::compile {
namespace {

struct Row {
  const char* name;
  const char* text;
  int line;
  int column;  // as the parser counts: bytes, a tab up to the next multiple of eight
  int shown_column;
  const char* source_line;
};

class SetLocationTest : public ::testing::TestWithParam<Row> {};

TEST_P(SetLocationTest, CountsCharactersFromOne) {
  SourceFile file;
  file.name = "f.txtpb";
  file.text = GetParam().text;
  Issue issue;
  SetLocation(file, GetParam().line, GetParam().column, &issue);
  EXPECT_EQ(issue.file, "f.txtpb");
  EXPECT_EQ(issue.line, GetParam().line + 1);
  EXPECT_EQ(issue.column, GetParam().shown_column);
  EXPECT_EQ(issue.source_line, GetParam().source_line);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SetLocationTest,
    ::testing::Values(Row{"first", "abc", 0, 0, 1, "abc"}, Row{"ascii", "ab\ncdef\n", 1, 2, 3, "cdef"},
                      Row{"hebrew", "id: \"שלום\" x", 0, 15, 12, "id: \"שלום\" x"},
                      Row{"tab", "\tx", 0, 8, 2, "\tx"}, Row{"tab_after_text", "ab\tx", 0, 8, 4, "ab\tx"},
                      Row{"two_tabs", "\t\tx: y", 0, 19, 6, "\t\tx: y"},
                      Row{"crlf", "a\r\nbc\r\n", 1, 1, 2, "bc"}, Row{"past_the_end", "ab", 0, 50, 3, "ab"},
                      Row{"a_line_that_is_not_there", "ab", 7, 0, 1, ""},
                      Row{"empty_line", "a\n\nb", 1, 0, 1, ""},
                      Row{"invalid_bytes_are_repaired", "a\xFFz", 0, 0, 1, "a\xEF\xBF\xBDz"}),
    [](const auto& info) { return std::string(info.param.name); });

// Places of a merged rule set whose one file is `text`.
class LocateTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = source_.AddFile(
        "f.txtpb", "signal {\n  id: \"late\"\n  pattern: [\"a\", \"b\"]\n}\nhouse {\n  company: \"x\" }\n");
    google::protobuf::TextFormat::Parser parser;
    parser.WriteLocationsTo(&file_->tree);
    ASSERT_TRUE(parser.ParseFromString(file_->text, &file_->rules));
    rules_ = file_->rules;
    const auto* signal = v1::RuleSet::descriptor()->FindFieldByName("signal");
    source_.SetOrigin(rules_.signal(0), *file_, file_->tree.GetTreeForNested(signal, 0));
    source_.SetTopOrigin(*file_);
  }

  std::string At(Place place) const {
    Issue issue;
    source_.Locate(place, &issue);
    return issue.file + ":" + std::to_string(issue.line) + ":" + std::to_string(issue.column);
  }

  v1::RuleSet rules_;
  MergedSource source_{&rules_};
  SourceFile* file_ = nullptr;
};

TEST_F(LocateTest, FindsFieldsAndMessages) {
  const v1::Signal& signal = rules_.signal(0);
  EXPECT_EQ(At({&signal, "id"}), "f.txtpb:2:3");
  EXPECT_EQ(At({&signal, "pattern", 0}), "f.txtpb:3:3");
  EXPECT_EQ(At({&signal, ""}), "f.txtpb:2:3");       // the message: its first field
  EXPECT_EQ(At({&signal, "about"}), "f.txtpb:2:3");  // not written: the same
  EXPECT_EQ(At({&rules_, "house"}), "f.txtpb:5:1");
}

TEST_F(LocateTest, WhatHasNoTextHasNoPlace) {
  const v1::Signal built_in_code;
  EXPECT_EQ(At({&built_in_code, "id"}), ":0:0");
  EXPECT_EQ(At({nullptr, ""}), ":0:0");
}

}  // namespace
}  // namespace triage::compile
