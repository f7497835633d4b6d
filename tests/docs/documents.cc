#include "tests/docs/documents.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "gtest/gtest.h"

namespace triage::docs {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = TRIAGE_SOURCE_DIR;

std::vector<std::string> LinesOf(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<Document> FindDocuments() {
  std::vector<Document> documents;
  for (auto entry = fs::recursive_directory_iterator(kRoot); entry != fs::recursive_directory_iterator();
       ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name[0] == '.' || name.rfind("build", 0) == 0)) {
      entry.disable_recursion_pending();
    } else if (entry->path().extension() == ".md") {
      documents.push_back({entry->path().lexically_relative(kRoot).string(), LinesOf(entry->path())});
    }
  }
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return documents;
}

std::vector<Fence> FindFences() {
  std::vector<Fence> fences;
  for (const Document& document : Documents()) {
    bool inside = false;
    for (size_t i = 0; i < document.lines.size(); ++i) {
      const std::string& line = document.lines[i];
      if (line.rfind("```", 0) != 0) {
        if (inside) fences.back().text += line + "\n";
        continue;
      }
      inside = !inside;
      if (!inside) continue;
      const size_t space = std::min(line.find(' '), line.size());
      fences.push_back({document.path, document.path + ":" + std::to_string(i + 1), line.substr(3, space - 3),
                        line.substr(std::min(space + 1, line.size())), ""});
    }
    EXPECT_FALSE(inside) << document.path << ": a fence is not closed";
  }
  return fences;
}

}  // namespace

const std::vector<Document>& Documents() {
  static const auto* const documents = new std::vector<Document>(FindDocuments());
  return *documents;
}

const std::vector<Fence>& Fences() {
  static const auto* const fences = new std::vector<Fence>(FindFences());
  return *fences;
}

bool IsRuleSet(const Fence& fence) {
  return fence.info != "fragment" && fence.text.find("# proto-message:") != std::string::npos;
}

CopyOfTheTree::CopyOfTheTree() {
  std::string name = (fs::path(::testing::TempDir()) / "triage_docs_XXXXXX").string();
  EXPECT_NE(mkdtemp(name.data()), nullptr) << name;
  folder_ = name;
  for (const char* part : {"rules", "examples"}) {
    fs::copy(kRoot / part, folder_ / part, fs::copy_options::recursive);
  }
}

CopyOfTheTree::~CopyOfTheTree() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string CopyOfTheTree::Write(const std::string& name, const std::string& text) const {
  const fs::path path = folder_ / name;
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

}  // namespace triage::docs
