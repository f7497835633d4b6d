#include "src/rules/atom.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/base/compat.h"

namespace triage::rules {
namespace {

// The small letter of a letter that UTF-8 writes in two bytes, by the tables of Unicode.
uint32_t LowerTwoByte(uint32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
    return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x178) return 0xFF;
  const bool even_is_capital = (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) ||
                               (c >= 0x14A && c <= 0x177) || (c >= 0x200 && c <= 0x21F);
  if (even_is_capital) return c | 1;
  const bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (odd_is_capital) return c + (c & 1);
  return c;
}

// The next character without case, from `at` on; text that is no UTF-8 is compared byte by byte.
uint32_t NextLower(std::string_view text, size_t* at) {
  const unsigned char c = static_cast<unsigned char>(text[(*at)++]);
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32u : c;
  if (c < 0xC2 || c > 0xDF || *at >= text.size()) return c;
  const unsigned char next = static_cast<unsigned char>(text[*at]);
  if ((next & 0xC0) != 0x80) return c;
  ++*at;
  return LowerTwoByte((c & 0x1Fu) << 6 | (next & 0x3Fu));
}

bool SameText(const std::vector<std::string>& texts, std::string_view text) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& t) { return SameIgnoringCase(t, text); });
}

uint32_t SaidOf(const std::vector<uint32_t>& signals, const signals::Findings& findings) {
  uint32_t said = 0;
  for (const uint32_t signal : signals) said += signal < findings.count.size() && findings.count[signal] > 0;
  return said;
}

// Exact, so that different numbers never share an atom.
uint64_t Bits(double number) {
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof(bits));
  return bits;
}

std::string ListBits(uint32_t bits, const char* what, std::string (*name)(int)) {
  std::vector<std::string> names;
  for (int i = 0; i < 32; ++i) {
    if (bits >> i & 1) names.push_back(name(i));
  }
  return absl::StrCat(what, " ", absl::StrJoin(names, " or "));
}

}  // namespace

bool SameIgnoringCase(std::string_view a, std::string_view b) {
  // No letter changes its length with its case, among those that NextLower knows.
  if (a.size() != b.size()) return false;
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (NextLower(a, &i) != NextLower(b, &j)) return false;
  }
  return i == a.size() && j == b.size();
}

uint32_t ChannelBits(v1::Channel::Kind channel) {
  const bool known = v1::Channel::Kind_IsValid(channel) && channel != v1::Channel::UNKNOWN;
  return known ? 1u << channel : 1u << v1::Channel::UNKNOWN | 1u << v1::Channel::MAIL;
}

uint32_t AtomTable::Add(Atom atom) {
  const std::string key =
      absl::StrCat(static_cast<int>(atom.kind), ",", atom.subject, ",", atom.operand, ",", Bits(atom.number));
  const auto [found, added] = index_.emplace(key, static_cast<uint32_t>(atoms_.size()));
  if (added) atoms_.push_back(atom);
  return found->second;
}

uint32_t AtomTable::AddOneOf(uint32_t fact, std::vector<std::string> texts) {
  // Lists that differ can share a key only by the byte 0x1F in a text; then the newer one takes the key.
  const std::string key = absl::StrCat("texts ", texts.size(), " ", absl::StrJoin(texts, "\x1F"));
  const auto [found, added] = index_.emplace(key, static_cast<uint32_t>(texts_.size()));
  if (added || texts_[found->second] != texts) {
    found->second = static_cast<uint32_t>(texts_.size());
    texts_.push_back(std::move(texts));
  }
  return Add({Atom::Kind::kIsOneOf, fact, found->second});
}

uint32_t AtomTable::AddNothingWrong(std::vector<uint32_t> allowed) {
  const auto [found, added] = index_.emplace(absl::StrCat("signals ", absl::StrJoin(allowed, ",")),
                                             static_cast<uint32_t>(allowed_.size()));
  if (added) allowed_.push_back(std::move(allowed));
  return Add({Atom::Kind::kNothingWrong, 0, found->second});
}

bool AtomTable::Holds(uint32_t index, const Question& question) const {
  const Atom& atom = atoms_[index];
  switch (atom.kind) {
    case Atom::Kind::kSaid:
      return atom.subject < question.findings.count.size() && question.findings.count[atom.subject] > 0;
    case Atom::Kind::kCount:
      return atom.subject < question.findings.count.size() &&
             question.findings.count[atom.subject] >= atom.operand;
    case Atom::Kind::kChannel:
      return (question.channel_bits & atom.operand) != 0;
    case Atom::Kind::kLanguage:
      return (question.language_bit & atom.operand) != 0;
    case Atom::Kind::kNothingWrong:
      return question.problems == SaidOf(allowed_[atom.operand], question.findings);
    default:
      break;
  }
  if (atom.subject >= question.facts.values.size() || !question.facts[atom.subject].known) return false;
  const FactValue& value = question.facts[atom.subject];
  switch (atom.kind) {
    case Atom::Kind::kKnown:
      return true;
    case Atom::Kind::kIsTrue:
      return value.flag;
    case Atom::Kind::kIsFalse:
      return !value.flag;
    case Atom::Kind::kIsOneOf:
      return SameText(texts_[atom.operand], value.text);
    case Atom::Kind::kAtLeast:
      return value.number >= atom.number;
    case Atom::Kind::kAbove:
      return value.number > atom.number;
    case Atom::Kind::kAtMost:
      return value.number <= atom.number;
    case Atom::Kind::kBelow:
      return value.number < atom.number;
    case Atom::Kind::kEquals:
      return value.number == atom.number;
    default:
      return false;
  }
}

std::string AtomTable::Describe(uint32_t index, bool wanted, const std::vector<std::string>& signal_ids,
                                const std::vector<std::string>& fact_names) const {
  const Atom& atom = atoms_[index];
  std::string text;
  switch (atom.kind) {
    case Atom::Kind::kSaid:
      return absl::StrCat(wanted ? "signal " : "no signal ", signal_ids[atom.subject]);
    case Atom::Kind::kCount:
      text = absl::StrCat("signal ", signal_ids[atom.subject], " at least ", atom.operand, " times");
      break;
    case Atom::Kind::kKnown:
      return absl::StrCat(fact_names[atom.subject], wanted ? " is known" : " is not known");
    case Atom::Kind::kIsTrue:
      text = absl::StrCat(fact_names[atom.subject], " is true");
      break;
    case Atom::Kind::kIsFalse:
      text = absl::StrCat(fact_names[atom.subject], " is false");
      break;
    case Atom::Kind::kIsOneOf:
      text = absl::StrCat(fact_names[atom.subject], " is ", absl::StrJoin(texts_[atom.operand], " or "));
      break;
    case Atom::Kind::kAtLeast:
      text = absl::StrCat(fact_names[atom.subject], " at least ", atom.number);
      break;
    case Atom::Kind::kAbove:
      text = absl::StrCat(fact_names[atom.subject], " above ", atom.number);
      break;
    case Atom::Kind::kAtMost:
      text = absl::StrCat(fact_names[atom.subject], " at most ", atom.number);
      break;
    case Atom::Kind::kBelow:
      text = absl::StrCat(fact_names[atom.subject], " below ", atom.number);
      break;
    case Atom::Kind::kEquals:
      text = absl::StrCat(fact_names[atom.subject], " is ", atom.number);
      break;
    case Atom::Kind::kChannel:
      text = ListBits(atom.operand, "channel", [](int i) {
        return std::string(v1::Channel::Kind_Name(static_cast<v1::Channel::Kind>(i)));
      });
      break;
    case Atom::Kind::kLanguage:
      text = ListBits(atom.operand, "language",
                      [](int i) { return std::string(text::Tag(static_cast<text::Language>(i))); });
      break;
    case Atom::Kind::kNothingWrong:
      text = allowed_[atom.operand].empty() ? "nothing wrong" : "nothing else wrong";
      break;
  }
  return wanted ? text : absl::StrCat("not: ", text);
}

}  // namespace triage::rules
