#include "src/compile/read/merge.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "src/base/digest.h"

namespace triage::compile {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// The field that names an entry; null where entries of this kind have no names.
const FieldDescriptor* KeyField(const Descriptor* entry) {
  for (const char* name : {"id", "name", "level"}) {
    const FieldDescriptor* field = entry->FindFieldByName(name);
    if (field != nullptr && !field->is_repeated()) return field;
  }
  return nullptr;
}

// Empty for an entry without a name.
std::string KeyOf(const Message& entry) {
  const FieldDescriptor* key = KeyField(entry.GetDescriptor());
  if (key == nullptr) return "";
  const Reflection* reflection = entry.GetReflection();
  if (key->cpp_type() == FieldDescriptor::CPPTYPE_STRING) return reflection->GetString(entry, key);
  return absl::StrCat(reflection->GetInt32(entry, key));
}

std::string Serialized(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace

void Merger::Merge(const SourceFile& file, const std::set<std::string>& includes, bool is_root) {
  const Descriptor* descriptor = v1::RuleSet::descriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->number() == v1::RuleSet::kTestFieldNumber && !is_root) continue;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      MergeEntries(file, field, includes);
    } else {
      MergeFields(file, field);
    }
  }
  v1::RuleSet* merged = source_->mutable_rules();
  if (is_root) {
    merged->set_name(file.rules.name());
    merged->set_about(file.rules.about());
    merged->set_schema(file.rules.schema());
    *merged->mutable_include() = file.rules.include();
    source_->SetTopOrigin(file);
  }
}

void Merger::MergeEntries(const SourceFile& file, const FieldDescriptor* field,
                          const std::set<std::string>& includes) {
  const Reflection* reflection = file.rules.GetReflection();
  v1::RuleSet* merged = source_->mutable_rules();
  for (int i = 0; i < reflection->FieldSize(file.rules, field); ++i) {
    const Message& entry = reflection->GetRepeatedMessage(file.rules, field, i);
    const std::string key = KeyOf(entry);
    const auto* tree = file.tree.GetTreeForNested(field, i);
    Message* target = nullptr;
    if (!key.empty()) {
      const std::string name = absl::StrCat(field->number(), ":", key);
      const auto [earlier, is_new] =
          entries_.try_emplace(name, Entry{reflection->FieldSize(*merged, field), file.name});
      if (!is_new) {
        if (includes.count(earlier->second.file) == 0) {
          const auto place = file.tree.GetLocation(field, i);
          issues_->AddInFile(file, place.line, place.column, "duplicate_id",
                             absl::StrCat("a second ", std::string(field->name()), " \"", key, "\"",
                                          earlier->second.file == file.name
                                              ? std::string(" in this file")
                                              : absl::StrCat("; the first is in ", earlier->second.file)),
                             "give one of them another id");
          continue;
        }
        earlier->second.file = file.name;
        target = reflection->MutableRepeatedMessage(merged, field, earlier->second.index);
        target->Clear();
      }
    }
    if (target == nullptr) target = reflection->AddMessage(merged, field);
    target->CopyFrom(entry);
    source_->SetOrigin(*target, file, tree);
  }
}

void Merger::MergeFields(const SourceFile& file, const FieldDescriptor* field) {
  const Reflection* reflection = file.rules.GetReflection();
  if (!reflection->HasField(file.rules, field)) return;
  const Message& from = reflection->GetMessage(file.rules, field);
  Message* to = reflection->MutableMessage(source_->mutable_rules(), field);
  // Lists are replaced, not lengthened.
  std::vector<const FieldDescriptor*> written;
  from.GetReflection()->ListFields(from, &written);
  for (const FieldDescriptor* part : written) to->GetReflection()->ClearField(to, part);
  to->MergeFrom(from);
  source_->SetOrigin(*to, file, file.tree.GetTreeForNested(field, -1));
}

bool CheckKeys(const v1::RuleSet& rules, IssueSink& issues) {
  bool good = true;
  std::set<std::string> seen;
  const Reflection* reflection = rules.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(rules, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    seen.clear();
    for (int i = 0; i < reflection->FieldSize(rules, field); ++i) {
      const Message& entry = reflection->GetRepeatedMessage(rules, field, i);
      const std::string key = KeyOf(entry);
      if (key.empty() || seen.insert(key).second) continue;
      good = false;
      const std::string key_name(KeyField(entry.GetDescriptor())->name());
      issues.Error("duplicate_id", {&entry, key_name},
                   absl::StrCat("a second ", std::string(field->name()), " \"", key, "\""),
                   "give one of them another id");
    }
  }
  return good;
}

std::string Fingerprint(const v1::RuleSet& rules) {
  v1::RuleSet canonical = rules;
  canonical.clear_test();
  canonical.clear_about();
  canonical.clear_include();
  for (v1::Signal& signal : *canonical.mutable_signal()) {
    signal.clear_about();
    signal.clear_example();
    signal.clear_counterexample();
  }
  // The order of entries that have names means nothing: each list is written in the order of its keys.
  const Reflection* reflection = canonical.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(canonical, &fields);
  std::string bytes;
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    std::vector<std::pair<std::string, std::string>> entries;
    for (int i = 0; i < reflection->FieldSize(canonical, field); ++i) {
      const Message& entry = reflection->GetRepeatedMessage(canonical, field, i);
      entries.emplace_back(KeyOf(entry), Serialized(entry));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, entry] : entries)
      absl::StrAppend(&bytes, field->number(), ":", entry.size(), ":", entry);
    reflection->ClearField(&canonical, field);
  }
  absl::StrAppend(&bytes, Serialized(canonical));
  return Digest128(bytes);
}

}  // namespace triage::compile
