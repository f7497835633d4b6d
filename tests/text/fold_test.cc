#include "src/text/fold.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "src/base/utf8.h"
#include "tests/text/fold_oracle.h"

namespace triage::text {
namespace {

struct Row {
  const char* name;
  std::string text;
  std::string folded;
};

class FoldRow : public testing::TestWithParam<Row> {};

TEST_P(FoldRow, HasThisShadow) { EXPECT_EQ(Fold(GetParam().text), GetParam().folded); }

std::string Times(size_t n, const std::string& s) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += s;
  return out;
}

const Row kRows[] = {
    {"empty", "", ""},
    {"upper_case", "ORDER A-10023", "order a-10023"},
    {"italian_accents", "Perché è così?", "perche e cosi?"},
    {"italian_typographic_apostrophe", "l’ordine", "l'ordine"},
    {"acute_accent_as_apostrophe", "l´ordine", "l'ordine"},
    {"romanian_comma_below", "Ștefan țară mâine în", "stefan tara maine in"},
    {"romanian_cedilla", "Şi ţara", "si tara"},
    {"romanian_decomposed", "s\u0326i t\u0327ara", "si tara"},
    {"hebrew_points", "שָׁלוֹם", "שלום"},
    {"hebrew_maqaf", "בית־ספר", "בית-ספר"},
    {"hebrew_geresh_gershayim", "ג׳ צה״ל", "ג' צה\"ל"},
    {"arabic_hamza_and_vowels", "أَحمد", "احمد"},
    {"latin_without_decomposition", "Łódź Øre Đakovo", "lodz ore dakovo"},
    {"curly_quotes_and_dashes", "“so” ‘x’ – — −", "\"so\" 'x' - - -"},
    {"guillemets", "«da»", "\"da\""},
    {"ellipsis", "well…", "well..."},
    {"fraction", "½", "1/2"},
    {"arabic_digits", "٠١٢٣ ۴۵", "0123 45"},
    {"devanagari_digits", "१२", "12"},
    {"ligature", "ﬁnal oﬃce", "final office"},
    {"cyrillic_keeps_its_marks", "Йод и\u0306", "йод й"},
    {"greek_final_sigma", "ΛΌΓΟΣ", "λόγοσ"},
    {"hangul_composes", "\u1112\u1161\u11AB", "한"},
    {"halfwidth_katakana", "ﾊﾞ", "バ"},
    {"euro_is_no_word", "5 €", "5 \x01\x01\x01"},
    {"underscore", "a_b", "a_b"},
    {"runs_of_white_space", "a \t b\r\nc\u00A0\u2003d", "a b c d"},
    {"blank_line", "a\n\nb",
     "a\x02"
     "b"},
    {"blank_line_crlf", "a\r\n \t\r\nb",
     "a\x02"
     "b"},
    {"one_crlf_is_no_blank_line", "a\r\nb", "a b"},
    {"paragraph_separator", "a\u2029b",
     "a\x02"
     "b"},
    {"japanese_squared_word_would_grow", "㌀", "\x01\x01\x01"},
    {"arabic_phrase_would_grow", "ﷺ", "ﷺ"},
    {"trust34_only_white_space_and_zero_width", " \u200B\t\uFEFF ", " "},
    {"trust34_only_zero_width", "\u200B\u200D\uFEFF", ""},
    {"trust35_lone_byte", "a\x80z", "a\x01\x01\x01z"},
    {"trust35_overlong", "\xC0\xAF", "\x01\x01\x01\x01\x01\x01"},
    {"trust35_surrogate", "\xED\xA0\x80", "\x01\x01\x01\x01\x01\x01\x01\x01\x01"},
    {"trust35_truncated_at_the_end", "abc\xE2\x82", "abc\x01\x01\x01"},
    {"trust39_embedded_nul", std::string("a\0B", 3), std::string("a\0b", 3)},
    {"trust40_cyrillic_look_alikes_stay", "inјury", "inјury"},
    {"trust41_zero_width_space_inside", "in\u200Bju\u200Dry", "injury"},
    {"trust41_soft_hyphen_inside", "re\u00ADfund", "refund"},
    {"trust42_rtl_override", "\u202Eyrujni\u202C", "yrujni"},
    {"trust43_zalgo_latin", "b" + Times(10000, "\u0315") + "c", "bc"},
    {"trust43_zalgo_cyrillic_is_cut", "ж" + Times(10000, "\u0315"), "ж" + Times(19, "\u0315")},
    {"trust44_full_width", "Ｆｉｒｅ！１２", "fire!12"},
    {"trust44_mathematical", "𝐟𝓲𝔯𝕖 𝟙𝟚", "fire 12"},
    {"trust44_circled", "Ⓕⓘⓡⓔ", "fire"},
    {"trust45_emoji_zwj", "👩‍👩‍👧", Times(12, "\x01")},
    {"trust45_keycap", "1\uFE0F\u20E3", "1"},
    {"trust46_dotless_and_dotted_i", "ISTANBUL İıI", "istanbul iii"},
    {"trust46_sharp_s", "Straße STRASSE ẞ", "strasse strasse ss"},
    {"trust55_terminal_escape", "\x1B[31mred", "\x1B[31mred"},
    {"trust58_latin1_declared_as_utf8", "caff\xE8 rotto", "caff\x01\x01\x01 rotto"},
};

INSTANTIATE_TEST_SUITE_P(Table, FoldRow, testing::ValuesIn(kRows),
                         [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

TEST(ShadowText, StandsBetweenEdges) {
  ShadowText shadow;
  EXPECT_EQ(shadow.bytes(), "\x01");
  const Span first = shadow.Append("One");
  const Span second = shadow.Append("TWO", 100);
  EXPECT_EQ(shadow.bytes(), "\x01one\x01two\x01");
  EXPECT_EQ(first, (Span{1, 4}));
  EXPECT_EQ(second, (Span{5, 8}));
  EXPECT_EQ(shadow.ToOriginal(first), (Span{0, 3}));
  EXPECT_EQ(shadow.ToOriginal({6, 8}), (Span{101, 103}));
}

TEST(ShadowText, DoesAsItsHeaderSays) {
  ShadowText shadow;
  shadow.Append("Perch\xC3\xA9 l'ORDINE?");
  EXPECT_EQ(shadow.bytes(), "\x01perche l'ordine?\x01");
  EXPECT_EQ(shadow.ToOriginal({10, 16}), (Span{10, 16}));
}

TEST(ShadowText, ClearForgetsAll) {
  ShadowText shadow;
  shadow.Append("\xFFone");
  EXPECT_EQ(shadow.repaired(), 1U);
  shadow.Clear();
  EXPECT_EQ(shadow.bytes(), "\x01");
  EXPECT_EQ(shadow.repaired(), 0U);
  EXPECT_EQ(shadow.Append("x", 7), (Span{1, 2}));
  EXPECT_EQ(shadow.ToOriginal({1, 2}), (Span{7, 8}));
}

struct MapRow {
  const char* name;
  std::string text;
  Span folded;  // from the beginning of the piece
  Span original;
};

TEST(ShadowText, LeadsBackToWholeCharacters) {
  const MapRow rows[] = {
      {"accent of two bytes", "a\xC3\xA9z", {1, 2}, {1, 3}},
      {"base with its dropped mark", "ae\u0301z", {1, 2}, {1, 4}},
      {"zero width at the edge is left out", "in\u200Bjury", {0, 2}, {0, 2}},
      {"zero width inside is inside", "in\u200Bjury", {0, 6}, {0, 9}},
      {"half of sharp s", "a\u00DFz", {1, 2}, {1, 3}},
      {"half of a ligature", "\uFB01", {1, 2}, {0, 3}},
      {"a run of white space", "a \r\n b", {1, 2}, {1, 5}},
      {"within a Hebrew letter", "\u05D0\u05D1", {1, 3}, {0, 4}},
      {"one byte of a symbol", "\u20AC!", {1, 2}, {0, 3}},
      {"empty", "a\xC3\xA9z", {2, 2}, {3, 3}},
  };
  for (const MapRow& row : rows) {
    SCOPED_TRACE(row.name);
    ShadowText shadow;
    shadow.Append("other");
    const Span piece = shadow.Append(row.text, 50);
    const Span got = shadow.ToOriginal({piece.begin + row.folded.begin, piece.begin + row.folded.end});
    EXPECT_EQ(got.begin, row.original.begin + 50);
    EXPECT_EQ(got.end, row.original.end + 50);
  }
}

// Text out of characters that are hard to fold, in runs and alone, with broken bytes between.
std::string HardText(std::mt19937* random, size_t length) {
  static const int32_t kHard[] = {
      'a',    'B',    '1',    ' ',    ' ',    '\n',   '\r',   '\t',   0xE9,   0x301,  0x302,
      0x323,  0x200B, 0xAD,   0x5D0,  0x5EA,  0x5B0,  0xA0,   0x418,  0x306,  0x3B1,  0x345,
      0x314,  0x1100, 0x1161, 0x11A8, 0xAC00, 0x3131, 0x314F, 0xFF8A, 0xFF9E, 0x2019, 0x2026,
      0xDF,   0x130,  0xFB01, 0x915,  0x93C,  0x958,  0xE01,  0xE33,  0xE48,  0x660,  0x2028,
      0x2029, 0x85,   0xFDFA, 0x3300, 0x20E3, 0x627,  0x653,  0x1FB7, 0x390,  0x3C2,  0x1F600};
  const auto below = [&](size_t n) { return static_cast<uint32_t>((*random)() % n); };
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    const uint32_t kind = below(20);
    if (kind == 0) {
      text.push_back(static_cast<char>(128 + below(128)));
      continue;
    }
    const int32_t c = kind == 1 ? static_cast<int32_t>(below(0x33000)) : kHard[below(std::size(kHard))];
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    text += Times(below(30) == 0 ? 25 : 1, std::string(bytes, static_cast<size_t>(EncodeUtf8(c, bytes))));
  }
  return text;
}

std::vector<std::string> HardTexts() {
  std::mt19937 random(20260522);
  std::vector<std::string> texts;
  for (int i = 0; i < 6000; ++i) texts.push_back(HardText(&random, random() % 60));
  return texts;
}

TEST(FoldProperty, AgreesWithTheOracle) {
  for (const std::string& text : HardTexts()) {
    ShadowText shadow;
    const Span piece = shadow.Append(text);
    const OracleFold oracle = FoldSlowly(text);
    ASSERT_EQ(piece.Of(shadow.bytes()), oracle.bytes) << testing::PrintToString(text);
    ASSERT_EQ(shadow.repaired(), static_cast<uint32_t>(oracle.repaired)) << testing::PrintToString(text);
  }
}

TEST(FoldProperty, LeadsBackAsTheOracleDoes) {
  for (const std::string& text : HardTexts()) {
    ShadowText shadow;
    const Span piece = shadow.Append(text, 11);
    const OracleFold oracle = FoldSlowly(text);
    for (uint32_t b = 0; b < piece.size(); ++b) {
      for (uint32_t e = b + 1; e <= std::min(piece.size(), b + 8); ++e) {
        const Span got = shadow.ToOriginal({piece.begin + b, piece.begin + e});
        ASSERT_EQ(got.begin, oracle.begin[b] + 11) << b << "-" << e << testing::PrintToString(text);
        ASSERT_EQ(got.end, oracle.end[e - 1] + 11) << b << "-" << e << testing::PrintToString(text);
      }
    }
  }
}

TEST(FoldProperty, IsIdempotentValidAndBounded) {
  for (const std::string& text : HardTexts()) {
    const std::string once = Fold(text);
    ASSERT_EQ(Fold(once), once) << testing::PrintToString(text);
    ASSERT_TRUE(IsValidUtf8(once)) << testing::PrintToString(text);
    ASSERT_LE(once.size(), 3 * text.size());
  }
}

TEST(FoldProperty, MapIsMonotone) {
  for (const std::string& text : HardTexts()) {
    ShadowText shadow;
    const Span piece = shadow.Append(text);
    Span last;
    for (uint32_t at = piece.begin; at < piece.end; ++at) {
      const Span got = shadow.ToOriginal({at, at + 1});
      ASSERT_LE(last.begin, got.begin);
      ASSERT_LE(last.end, got.end);
      ASSERT_LT(got.begin, got.end);
      ASSERT_LE(got.end, text.size());
      last = got;
    }
  }
}

// TRUST 36, 37, 38: long texts fold, and fold to what they are.
TEST(Fold, TakesLongTexts) {
  const size_t k10Mib = size_t{10} << 20;
  EXPECT_EQ(Fold(std::string(k10Mib, 'a')), std::string(k10Mib, 'a'));
  EXPECT_EQ(Fold(std::string(1000000, '\n')), "\x02");
  EXPECT_EQ(Fold(std::string(1000000, '\xFF')).size(), 3000000U);
}

TEST(Fold, WordBytes) {
  for (const char c : {'a', 'z', '0', '9', '_', '\x80', '\xFF'}) EXPECT_TRUE(IsWordByte(c));
  for (const char c : {'A', ' ', '-', '\'', '\x01', '\x02', '@', '{', '`'}) EXPECT_FALSE(IsWordByte(c));
}

}  // namespace
}  // namespace triage::text
