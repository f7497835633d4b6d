#include "src/reply/template.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/base/nearest_name.h"
#include "src/base/utf8.h"

namespace triage::reply {
namespace {

using Links = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kLinkPrefix = "link.";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr size_t kMaxNameShown = 64;

struct NamedField {
  std::string_view name;
  TemplateField field;
  std::string_view TemplateValues::*value;
};

constexpr std::array<NamedField, 7> kFields = {{
    {"customer", TemplateField::kCustomer, &TemplateValues::customer},
    {"reference", TemplateField::kReference, &TemplateValues::reference},
    {"case", TemplateField::kCase, &TemplateValues::case_id},
    {"company", TemplateField::kCompany, &TemplateValues::company},
    {"due", TemplateField::kDue, &TemplateValues::due},
    {"callback_due", TemplateField::kCallbackDue, &TemplateValues::callback_due},
    {"team", TemplateField::kTeam, &TemplateValues::team},
}};

std::string_view ValueOf(const TemplateValues& values, TemplateField field) {
  for (const NamedField& named : kFields) {
    if (named.field == field) return values.*named.value;
  }
  return {};
}

std::string_view HtmlEscape(int32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// Calls `append` with each piece of `value` as it is written in `context`: a character, or what stands for
// it. A piece is never to be cut. Stops where `append` returns false.
template <typename Append>
void ForEachSafePiece(std::string_view value, Context context, Append append) {
  const char* const end = value.data() + value.size();
  bool after_control = false;
  for (const char* p = value.data(); p != end;) {
    const Decoded decoded = DecodeUtf8(p, end);
    std::string_view piece(p, static_cast<size_t>(decoded.length));
    p += decoded.length;
    const bool control = decoded.valid && IsControl(decoded.code_point);
    if (control) {
      // A run of them is one gap between words.
      piece = after_control ? std::string_view() : " ";
    } else if (!decoded.valid) {
      piece = kReplacement;
    } else if (IsBidiControl(decoded.code_point)) {
      continue;
    } else if (context == Context::kHtml) {
      const std::string_view escaped = HtmlEscape(decoded.code_point);
      if (!escaped.empty()) piece = escaped;
    }
    after_control = control;
    if (!piece.empty() && !append(piece)) return;
  }
}

std::string Safe(std::string_view value, Context context) {
  std::string safe;
  ForEachSafePiece(value, context, [&safe](std::string_view piece) {
    safe.append(piece);
    return true;
  });
  return safe;
}

absl::Status Bad(const std::string& message) { return absl::InvalidArgumentError(message); }

// An author's slip as the error shows it.
std::string Shown(std::string_view name) {
  if (name.size() <= kMaxNameShown) return Safe(name, Context::kPlain);
  return absl::StrCat(Safe(name.substr(0, CharacterStart(name, kMaxNameShown)), Context::kPlain), "...");
}

// Authors break lines in bodies and indent them; nothing else that is no character belongs into a message.
absl::Status CheckText(std::string_view text, Context context) {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const Decoded decoded = DecodeUtf8(p, end);
    if (!decoded.valid) return Bad(absl::StrCat("byte ", p - text.data(), " is not UTF-8"));
    const int32_t c = decoded.code_point;
    if (context == Context::kHeader && (c == '\r' || c == '\n')) {
      return Bad("a subject is one line: take the line end out");
    }
    const bool layout = context != Context::kHeader && (c == '\n' || c == '\r' || c == '\t');
    if (IsControl(c) && !layout) {
      return Bad(absl::StrCat("a control character (code ", c, ") at byte ", p - text.data()));
    }
    p += decoded.length;
  }
  return absl::OkStatus();
}

absl::Status UnknownField(std::string_view name, const Links& links) {
  std::vector<std::string_view> candidates;
  std::vector<std::string> link_fields;
  link_fields.reserve(links.size());
  for (const NamedField& named : kFields) candidates.push_back(named.name);
  for (const auto& link : links) link_fields.push_back(absl::StrCat(Absl(kLinkPrefix), link.first));
  candidates.insert(candidates.end(), link_fields.begin(), link_fields.end());
  return Bad(absl::StrCat("no field \"", Shown(name), "\"; ", NameHint(name, candidates)));
}

absl::Status UnknownLink(std::string_view name, const Links& links) {
  std::vector<std::string_view> candidates;
  for (const auto& link : links) candidates.push_back(link.first);
  if (candidates.empty()) return Bad(absl::StrCat("no link \"", Shown(name), "\"; the house names no links"));
  return Bad(absl::StrCat("no link \"", Shown(name), "\"; ", NameHint(name, candidates)));
}

// Where in an HTML text a field stands. It knows tags, quoted attributes and comments, and no more.
class HtmlPlace {
 public:
  enum class Kind { kText, kTag, kAttribute, kComment };

  void Read(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) Step(text, i);
  }
  Kind kind() const { return kind_; }
  bool at_attribute_start() const { return kind_ == Kind::kAttribute && attribute_bytes_ == 0; }
  void AfterField() { ++attribute_bytes_; }

 private:
  static bool BeginsTag(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!';
  }

  void Step(std::string_view text, size_t i) {
    const char c = text[i];
    switch (kind_) {
      case Kind::kText:
        // A field right behind it would name the tag.
        if (c != '<' || (i + 1 < text.size() && !BeginsTag(text[i + 1]))) return;
        kind_ = text.substr(i, 4) == "<!--" ? Kind::kComment : Kind::kTag;
        return;
      case Kind::kTag:
        if (c == '>') kind_ = Kind::kText;
        if (c == '"' || c == '\'') {
          kind_ = Kind::kAttribute;
          quote_ = c;
          attribute_bytes_ = 0;
        }
        return;
      case Kind::kAttribute:
        if (c == quote_) {
          kind_ = Kind::kTag;
        } else {
          ++attribute_bytes_;
        }
        return;
      case Kind::kComment:
        if (c == '>' && i >= 2 && text.substr(i - 2, 3) == "-->") kind_ = Kind::kText;
        return;
    }
  }

  Kind kind_ = Kind::kText;
  char quote_ = '"';
  size_t attribute_bytes_ = 0;
};

// Escaping makes a value harmless in text and within a quoted attribute. It cannot where a value would be a
// tag's own words (`<img alt={customer}>`), or an address from its first letter on (`href="{reference}"`:
// "javascript:").
absl::Status CheckHtmlPlace(const HtmlPlace& place, std::string_view name, bool is_link) {
  if (place.kind() == HtmlPlace::Kind::kTag) {
    return Bad(absl::StrCat("{", Shown(name), "} stands in a tag: put quotes around the attribute"));
  }
  if (!is_link && place.at_attribute_start()) {
    return Bad(
        absl::StrCat("{", Shown(name), "} begins an attribute: only a {link.NAME} or fixed words may"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Template> Template::Parse(std::string_view text, Context context, const Links& links) {
  if (absl::Status checked = CheckText(text, context); !checked.ok()) return checked;
  Template parsed;
  parsed.context_ = context;
  HtmlPlace place;
  std::string fixed;
  const auto end_fixed = [&parsed, &fixed] {
    if (fixed.empty()) return;
    parsed.parts_.push_back({false, TemplateField::kCustomer, std::move(fixed)});
    fixed.clear();
  };

  for (size_t at = 0; at < text.size();) {
    const size_t brace = text.find_first_of("{}", at);
    fixed.append(text.substr(at, brace - at));
    if (brace == std::string_view::npos) break;
    if (text.substr(brace + 1, 1) == text.substr(brace, 1)) {
      fixed += text[brace];
      at = brace + 2;
      continue;
    }
    if (text[brace] == '}') return Bad("\"}\" without \"{\"; \"}}\" stands for a brace");
    const size_t close = text.find_first_of("{}\n", brace + 1);
    if (close == std::string_view::npos || text[close] != '}') {
      const std::string_view rest = text.substr(brace);
      return Bad(absl::StrCat("\"{\" without \"}\" at \"", Shown(rest.substr(0, CharacterStart(rest, 20))),
                              "\"; \"{{\" stands for a brace"));
    }
    const std::string_view name = text.substr(brace + 1, close - brace - 1);
    const bool is_link = name.substr(0, kLinkPrefix.size()) == kLinkPrefix;
    if (context == Context::kHtml) {
      place.Read(fixed);
      if (absl::Status checked = CheckHtmlPlace(place, name, is_link); !checked.ok()) return checked;
      place.AfterField();
    }
    end_fixed();
    if (is_link) {
      const std::string_view link = name.substr(kLinkPrefix.size());
      const auto found =
          std::find_if(links.begin(), links.end(), [link](const auto& named) { return named.first == link; });
      if (found == links.end()) return UnknownLink(link, links);
      parsed.parts_.push_back({false, TemplateField::kLink, Safe(found->second, context)});
    } else {
      const auto found = std::find_if(kFields.begin(), kFields.end(),
                                      [name](const NamedField& named) { return named.name == name; });
      if (found == kFields.end()) return UnknownField(name, links);
      parsed.parts_.push_back({true, found->field, ""});
    }
    at = close + 1;
  }
  end_fixed();
  return parsed;
}

void Template::Render(const TemplateValues& values, size_t max_bytes, std::string* out) const {
  size_t room = max_bytes;
  for (const Part& part : parts_) {
    if (!part.is_field) {
      const std::string_view text = part.text;
      const size_t taken = text.size() <= room ? text.size() : CharacterStart(text, room);
      out->append(text.substr(0, taken));
      if (taken < text.size()) return;
      room -= taken;
      continue;
    }
    bool cut = false;
    ForEachSafePiece(ValueOf(values, part.field), context_, [&](std::string_view piece) {
      cut = piece.size() > room;
      if (cut) return false;
      out->append(piece);
      room -= piece.size();
      return true;
    });
    if (cut) return;
  }
}

bool Template::Uses(TemplateField field) const {
  const bool filled_in = field != TemplateField::kLink;  // links are filled in by Parse
  return std::any_of(parts_.begin(), parts_.end(), [field, filled_in](const Part& part) {
    return part.field == field && part.is_field == filled_in;
  });
}

}  // namespace triage::reply
