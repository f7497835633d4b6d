#include "bench/corpus.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

namespace triage::bench {
namespace {

using text::Language;

size_t DrawLength(const CorpusOptions& options, Random& random) {
  const double low = std::log(static_cast<double>(options.min_bytes));
  const double high = std::log(static_cast<double>(options.max_bytes));
  return static_cast<size_t>(std::exp(low + (high - low) * random.Unit()));
}

// To at most `bytes`, at the end of a character.
void Cut(std::string* text, size_t bytes) {
  if (text->size() <= bytes) return;
  while (bytes > 0 && (static_cast<unsigned char>((*text)[bytes]) & 0xc0U) == 0x80) --bytes;
  text->resize(bytes);
}

std::string Number(Random& random) {
  switch (random.Below(4)) {
    case 0:
      return std::to_string(1 + random.Below(31));
    case 1:
      return std::to_string(5 + random.Below(900)) + "." + std::to_string(10 + random.Below(90));
    case 2:
      return "A-" + std::to_string(10000 + random.Below(90000));
    default:
      return std::to_string(1 + random.Below(23)) + ":" + std::to_string(10 + random.Below(49));
  }
}

std::string Sentence(const Lexicon& lexicon, Random& random) {
  std::string sentence;
  for (uint32_t left = 6 + random.Below(16); left > 0; --left) {
    const uint32_t kind = random.Below(100);
    if (!sentence.empty()) sentence += kind % 17 == 0 ? ", " : " ";
    if (kind < 50) {
      sentence += lexicon.function[random.Rank(static_cast<uint32_t>(lexicon.function.size()))];
    } else if (kind < 90) {
      sentence += lexicon.content[random.Rank(static_cast<uint32_t>(lexicon.content.size()))];
    } else if (kind < 97) {
      sentence += lexicon.phrases[random.Rank(static_cast<uint32_t>(lexicon.phrases.size()))];
    } else {
      sentence += Number(random);
    }
  }
  if (sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence + (random.Below(12) == 0 ? "!" : random.Below(12) == 0 ? "?" : ".");
}

// Many type Romanian without its marks.
std::string WithoutMarks(const std::string& text) {
  static const std::vector<std::pair<std::string, char>> kMarked = {
      {"ă", 'a'}, {"â", 'a'}, {"î", 'i'}, {"ș", 's'}, {"ț", 't'}};
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto marked = std::find_if(kMarked.begin(), kMarked.end(), [&](const auto& m) {
      return text.compare(i, m.first.size(), m.first) == 0;
    });
    plain += marked == kMarked.end() ? text[i] : marked->second;
    if (marked != kMarked.end()) ++i;  // each of them has two bytes
  }
  return plain;
}

}  // namespace

const std::vector<Lexicon>& Lexicons() {
  static const auto* const kLexicons =
      new std::vector<Lexicon>{Lexicon::Of(Language::kEnglish, 7), Lexicon::Of(Language::kHebrew, 7),
                               Lexicon::Of(Language::kRomanian, 7), Lexicon::Of(Language::kItalian, 7)};
  return *kLexicons;
}

Corpus GenerateCorpus(const CorpusOptions& options) {
  Random random(options.seed);
  Corpus corpus;
  corpus.texts.reserve(options.texts);
  while (corpus.texts.size() < options.texts) {
    const uint32_t share = random.Below(100);
    const Lexicon& lexicon = Lexicons()[share < 64 ? 0 : 1 + (share - 64) / 12];
    const size_t length = DrawLength(options, random);
    CorpusText text;
    text.language = lexicon.language;
    text.subject = lexicon.phrases[random.Rank(static_cast<uint32_t>(lexicon.phrases.size()))];
    text.body = random.OneOf(lexicon.openings) + "\n\n";
    while (text.body.size() < length) {
      text.body += Sentence(lexicon, random);
      text.body += random.Below(7) == 0 ? "\n\n" : " ";
    }
    if (lexicon.language == Language::kRomanian && random.Below(2) == 0) text.body = WithoutMarks(text.body);
    Cut(&text.body, length);
    text.body += "\n\n" + random.OneOf(lexicon.closings) + "\n";
    corpus.bytes += text.body.size();
    corpus.texts.push_back(std::move(text));
  }
  return corpus;
}

Corpus ReadCorpus(const std::string& folder, const CorpusOptions& options) {
  Corpus corpus;
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".jsonl") paths.push_back(it->path().string());
  }
  std::sort(paths.begin(), paths.end());
  Random random(options.seed);
  for (const std::string& path : paths) {
    std::ifstream file(path);
    CorpusText text;
    size_t length = DrawLength(options, random);
    for (std::string line; std::getline(file, line);) {
      google::protobuf::Struct row;
      if (!google::protobuf::util::JsonStringToMessage(line, &row).ok()) continue;
      auto field = row.fields().find("text");
      if (field == row.fields().end()) field = row.fields().find("body_text");
      if (field == row.fields().end()) continue;
      text.body += field->second.string_value() + "\n";
      if (text.body.size() < length) continue;
      Cut(&text.body, options.max_bytes);
      text.subject = text.body.substr(0, text.body.find_first_of(" \n"));
      corpus.texts.push_back(text);
      text.body.clear();
      length = DrawLength(options, random);
    }
  }
  for (size_t i = corpus.texts.size(); i > 1; --i) {
    std::swap(corpus.texts[i - 1], corpus.texts[random.Below(static_cast<uint32_t>(i))]);
  }
  if (corpus.texts.size() > options.texts) corpus.texts.resize(options.texts);
  for (const CorpusText& text : corpus.texts) corpus.bytes += text.body.size();
  return corpus;
}

}  // namespace triage::bench
