// Records of a CSV file, as spreadsheets and CRM systems write it (parsed by libcsv).
//
//   absl::StatusOr<CsvReader> csv = CsvReader::Open("customers.csv");
//   while (csv->Next()) Use(csv->cells(), csv->line());
//   csv->status();   // not ok: "customers.csv:7: the quotation that begins here is never closed"
//
// Quotes, commas and line ends in quotes, CRLF, a byte order mark. The first line decides whether ',', ';' or
// a tab separates cells. White space around a cell is left out; blank lines are skipped. A record above 1 MiB
// ends the reading with an error, since it is nearly always a quotation left open. Belongs to one thread at a
// time.
#ifndef TRIAGE_SRC_CLI_CUSTOMERS_CSV_H_
#define TRIAGE_SRC_CLI_CUSTOMERS_CSV_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace triage::cli {

class CsvReader {
 public:
  static constexpr size_t kMaxRecordBytes = size_t{1} << 20;

  static absl::StatusOr<CsvReader> Open(const std::string& path);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) = delete;

  // False at the end and after an error.
  bool Next();
  const std::vector<std::string>& cells() const;
  int64_t line() const;  // where the record begins
  const absl::Status& status() const;
  const std::string& name() const;

 private:
  struct State;
  explicit CsvReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace triage::cli

#endif  // TRIAGE_SRC_CLI_CUSTOMERS_CSV_H_
