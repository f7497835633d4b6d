#include "src/base/span.h"

#include <gtest/gtest.h>

namespace triage {
namespace {

TEST(Span, IsHalfOpen) {
  const Span span{2, 5};
  EXPECT_EQ(span.size(), 3U);
  EXPECT_FALSE(span.Contains(1));
  EXPECT_TRUE(span.Contains(2));
  EXPECT_FALSE(span.Contains(5));
  EXPECT_EQ(span.Of("abcdefg"), "cde");
}

TEST(Span, ComparesBothEnds) {
  EXPECT_TRUE((Span{1, 1}.empty()));
  EXPECT_EQ((Span{1, 2}), (Span{1, 2}));
  EXPECT_NE((Span{1, 2}), (Span{1, 3}));
  EXPECT_NE((Span{0, 2}), (Span{1, 2}));
}

}  // namespace
}  // namespace triage
