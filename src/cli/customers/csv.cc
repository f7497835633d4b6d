#include "src/cli/customers/csv.h"

#include <csv.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/cli/input/json.h"
#include "src/cli/input/lines.h"

namespace triage::cli {
namespace {

// The separator that stands most often in the header, outside of quotes.
unsigned char Separator(std::string_view header) {
  static constexpr std::string_view kSeparators = ",;\t";
  size_t counts[kSeparators.size()] = {};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    const size_t at = kSeparators.find(c);
    if (!quoted && at != std::string_view::npos) ++counts[at];
  }
  const size_t best = static_cast<size_t>(std::max_element(counts, counts + kSeparators.size()) - counts);
  return static_cast<unsigned char>(kSeparators[best]);
}

}  // namespace

struct CsvReader::State {
  explicit State(LineReader reader) : lines(std::move(reader)) { csv_init(&parser, CSV_STRICT_FINI); }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static void OnCell(void* cell, size_t size, void* state) {
    static_cast<State*>(state)->cells.emplace_back(static_cast<const char*>(cell), size);
  }
  static void OnRecord(int, void* state) { static_cast<State*>(state)->complete = true; }

  LineReader lines;
  csv_parser parser{};
  std::vector<std::string> cells;
  bool complete = false;
  int64_t begin = 0;  // line of the record
  absl::Status status;
};

CsvReader::CsvReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;

absl::StatusOr<CsvReader> CsvReader::Open(const std::string& path) {
  absl::StatusOr<LineReader> lines = LineReader::Open(path);
  if (!lines.ok()) return lines.status();
  return CsvReader(std::make_unique<State>(*std::move(lines)));
}

bool CsvReader::Next() {
  State& state = *state_;
  if (!state.status.ok()) return false;
  state.cells.clear();
  state.complete = false;
  bool inside = false;
  size_t bytes = 0;
  while (!state.complete && state.lines.Next()) {
    const std::string& line = state.lines.line();
    if (state.lines.number() == 1) csv_set_delim(&state.parser, Separator(line));
    if (!inside && IsBlank(line)) continue;
    if (!inside) state.begin = state.lines.number();
    inside = true;
    bytes += line.size();
    if (bytes > kMaxRecordBytes) {
      state.status = absl::InvalidArgumentError(
          absl::StrCat(name(), ":", state.begin, ": the record is larger than ", kMaxRecordBytes >> 20,
                       " MiB: is a quotation left open? Nothing was read from here on"));
      return false;
    }
    // One line at a time, so that libcsv's position is known to the line.
    const std::string fed = line + "\n";
    if (csv_parse(&state.parser, fed.data(), fed.size(), State::OnCell, State::OnRecord, &state) !=
        fed.size()) {
      state.status = absl::InvalidArgumentError(
          absl::StrCat(name(), ":", state.begin, ": ", csv_strerror(csv_error(&state.parser))));
      return false;
    }
  }
  if (!state.lines.status().ok()) state.status = state.lines.status();
  if (!state.complete && inside && state.status.ok()) {
    state.status = absl::InvalidArgumentError(
        absl::StrCat(name(), ":", state.begin, ": a quotation that begins in this record is never closed"));
  }
  return state.complete && state.status.ok();
}

const std::vector<std::string>& CsvReader::cells() const { return state_->cells; }
int64_t CsvReader::line() const { return state_->begin; }
const absl::Status& CsvReader::status() const { return state_->status; }
const std::string& CsvReader::name() const { return state_->lines.name(); }

}  // namespace triage::cli
