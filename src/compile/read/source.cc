#include "src/compile/read/source.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "src/base/utf8.h"

namespace triage::compile {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using ParseInfoTree = google::protobuf::TextFormat::ParseInfoTree;

std::string LineOf(const std::string& text, int line) {
  size_t begin = 0;
  for (int i = 0; i < line; ++i) {
    begin = text.find('\n', begin);
    if (begin == std::string::npos) return "";
    ++begin;
  }
  const size_t end = std::min(text.find('\n', begin), text.size());
  std::string found = text.substr(begin, end - begin);
  if (!found.empty() && found.back() == '\r') found.pop_back();
  return found;
}

}  // namespace

void SetLocation(const SourceFile& file, int line, int column, Issue* issue) {
  issue->file = file.name;
  issue->line = line + 1;
  issue->source_line = LineOf(file.text, line);
  // The parser counts bytes, and a tab as up to eight; people count characters.
  int bytes = 0;
  int characters = 0;
  int position = 0;
  const std::string& text = issue->source_line;
  while (position < column && static_cast<size_t>(bytes) < text.size()) {
    position += text[bytes] == '\t' ? 8 - position % 8 : 1;
    ++bytes;
    if (static_cast<size_t>(bytes) >= text.size() ||
        (static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80) {
      ++characters;
    }
  }
  issue->column = characters + 1;
  issue->source_line = RepairUtf8(issue->source_line);
}

SourceFile* MergedSource::AddFile(std::string name, std::string text) {
  files_.push_back(std::make_unique<SourceFile>());
  files_.back()->name = std::move(name);
  files_.back()->text = std::move(text);
  return files_.back().get();
}

void MergedSource::SetOrigin(const Message& message, const SourceFile& file, const ParseInfoTree* tree) {
  if (tree == nullptr) return;
  origins_[&message] = {&file, tree};
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        SetOrigin(reflection->GetRepeatedMessage(message, field, i), file, tree->GetTreeForNested(field, i));
      }
    } else {
      SetOrigin(reflection->GetMessage(message, field), file, tree->GetTreeForNested(field, -1));
    }
  }
}

void MergedSource::Locate(Place place, Issue* issue) const {
  const auto found = origins_.find(place.message);
  if (found == origins_.end()) return;
  const auto& [file, tree] = found->second;
  const auto* descriptor = place.message->GetDescriptor();
  const auto location_of = [&tree = tree](const FieldDescriptor* field, int index) {
    return tree->GetLocation(field, field->is_repeated() ? std::max(index, 0) : -1);
  };

  google::protobuf::TextFormat::ParseLocation location(-1, -1);
  if (const FieldDescriptor* field = descriptor->FindFieldByName(std::string(place.field))) {
    location = location_of(field, place.index);
    // Of a list in brackets the parser knows where it begins.
    for (int i = place.index - 1; i >= 0 && location.line < 0; --i) location = location_of(field, i);
  }
  // The message as a whole, or a field that is not written: the first field that is.
  if (location.line < 0) {
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const auto candidate = location_of(descriptor->field(i), -1);
      if (candidate.line < 0) continue;
      if (location.line < 0 ||
          std::tie(candidate.line, candidate.column) < std::tie(location.line, location.column)) {
        location = candidate;
      }
    }
  }
  if (location.line >= 0) {
    SetLocation(*file, location.line, location.column, issue);
  } else {
    issue->file = file->name;
  }
}

}  // namespace triage::compile
