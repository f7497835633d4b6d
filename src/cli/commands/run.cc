// triage run: an inbox and a CRM extract in; decisions and the queue out.
#include <cerrno>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/cli/commands/commands.h"
#include "src/cli/commands/crm_files.h"
#include "src/cli/commands/rule_file.h"
#include "src/cli/input/json.h"
#include "src/cli/input/read_complaints.h"
#include "src/cli/output/inbox_report.h"
#include "src/cli/output/latencies.h"
#include "src/cli/output/progress.h"
#include "src/cli/output/text_file.h"
#include "triage/explain.h"

namespace triage::cli {
namespace {

struct Options {
  std::string rules;
  std::string complaints;
  CrmFiles crm;
  std::string now;
  std::string decisions;  // path, "-" or empty
  std::string rejected;
  bool table = false;
  bool no_table = false;
  int64_t limit = 0;
  std::vector<std::string> explain;
  bool strict = false;
};

constexpr char kFooter[] =
    "Example:\n"
    "  triage run rules/retail.txtpb --complaints inbox.jsonl --customers crm.csv \\\n"
    "             --now 2026-11-23T10:00:00Z --decisions decisions.jsonl --explain T-3058\n"
    "  zcat inbox.jsonl.gz | triage run rules.txtpb --complaints - --decisions - --no-table > "
    "decisions.jsonl\n"
    "\nComplaints: one triage.v1.Complaint a line in protobuf's JSON. The attribute \"customer_id\" (text) "
    "names the\n"
    "customer, who is looked up in the customer files by identity.id; without it the customer is unknown.\n"
    "Customers: .jsonl with one triage.v1.Customer a line, or .csv with a header of dotted paths "
    "(identity.id,\n"
    "standing.vip, relationship.since, relationship.lifetime_value as \"1234.50 EUR\",\n"
    "history.windows[90].complaints, history.last_contact, open_case.owner, attribute.NAME); an empty cell "
    "is absent.\n"
    "Decisions: one triage.v1.Decision a line, in the order of the complaints. They hold words of customers: "
    "a new\n"
    "file is readable by its owner only. It takes its place at the end: a run that fails, or that --strict\n"
    "stops, leaves the old one.\n"
    "\nA line that cannot be read is named on standard error as file:line: why, counted, and left out; a "
    "cell as\n"
    "file:line:cell: why, and its customer is kept without that fact. Then the command ends with 3.\n"
    "With --no-table memory stays constant, however long the input.\n";

// One run. Its parts in the order of use.
class Run {
 public:
  Run(const Options& options, const Console& console, const Engine& engine, absl::Time now)
      : options_(options),
        console_(console),
        engine_(engine),
        now_(now),
        input_(console.err),
        inbox_(engine.rules(), now),
        // Decisions on standard output leave no room there for people.
        people_(options.decisions == "-" ? console.err : console.out),
        colour_(options.decisions != "-" && console.colour),
        with_table_(options.table || (!options.no_table && options.decisions != "-")) {}

  int Do() {
    if (!ReadCustomerFiles(options_.crm, engine_.rules(), options_.strict, console_, &customers_, &input_)) {
      return input_.clean() ? kUsage : kBadInput;
    }
    if (!Open()) return kUsage;
    Decide();
    if (failed_) return kWriteFailed;
    if (!Tell()) return kWriteFailed;
    const bool all_explained = explained_.empty() || TellExplained();
    Summary();
    const int exit_code = Finish();
    return all_explained || exit_code == kWriteFailed ? exit_code : kUsage;
  }

 private:
  bool Open() {
    for (const std::string& id : options_.explain) explained_[id];
    absl::StatusOr<ComplaintReader> complaints = ComplaintReader::Open(options_.complaints, &input_);
    if (!complaints.ok()) return Refuse(complaints.status());
    complaints_.emplace(*std::move(complaints));
    std::vector<std::string> inputs = options_.crm.paths;
    inputs.push_back(options_.complaints);
    inputs.push_back(options_.rules);
    if (!options_.decisions.empty() && !options_.rejected.empty() &&
        SameFile(options_.decisions, options_.rejected)) {
      return Refuse(absl::InvalidArgumentError("--decisions and --rejected name the same file"));
    }
    if (options_.decisions == "-") decisions_ = &console_.out;
    return Create(options_.decisions == "-" ? "" : options_.decisions, inputs, &decisions_file_,
                  &decisions_) &&
           Create(options_.rejected, inputs, &rejected_file_, &rejected_);
  }

  bool Create(const std::string& path, const std::vector<std::string>& inputs,
              std::unique_ptr<PrivateFile>* file, std::ostream** stream) {
    if (path.empty()) return true;
    absl::StatusOr<std::unique_ptr<PrivateFile>> created = PrivateFile::Create(path, inputs);
    if (!created.ok()) return Refuse(created.status());
    *file = *std::move(created);
    *stream = &(*file)->stream();
    return true;
  }

  bool Refuse(const absl::Status& status) {
    console_.err << "triage: " << Printable(std::string(status.message())) << '\n';
    return false;
  }

  void Decide() {
    Progress progress(console_.err, console_.err_is_terminal, complaints_->size());
    Scratch scratch;
    v1::Complaint complaint;
    v1::Decision decision;
    while (!failed_) {
      const ComplaintReader::Line line = complaints_->Next(&complaint);
      if (line == ComplaintReader::Line::kEnd) return;
      if (line == ComplaintReader::Line::kBad) {
        if (rejected_ != nullptr) *rejected_ << complaints_->text() << '\n';
        stopped_ = options_.strict;
        if (stopped_) return;
        continue;
      }
      const std::string customer_id = CustomerIdOf(complaint);
      const v1::Customer* customer = customer_id.empty() ? nullptr : customers_.Find(customer_id);
      if (!customer_id.empty() && customer == nullptr) ++unknown_customers_;
      const auto begin = std::chrono::steady_clock::now();
      engine_.Triage(complaint, customer, now_, scratch, &decision);
      const auto took = std::chrono::steady_clock::now() - begin;
      latencies_.Add(std::chrono::duration_cast<std::chrono::nanoseconds>(took).count());
      Keep(decision, complaint);
      progress.At(complaints_->bytes_read(), latencies_.count());
    }
  }

  void Keep(const v1::Decision& decision, const v1::Complaint& complaint) {
    ++by_disposition_[decision.disposition()];
    if (decision.degraded_size() > 0) ++degraded_;
    if (decisions_ != nullptr) {
      const absl::StatusOr<std::string> json = ToJson(decision);
      if (!json.ok()) return Fail(absl::StrCat("the decision of ", complaint.id(), " is no JSON"));
      errno = 0;
      *decisions_ << *json << '\n';
      if (!*decisions_) return Fail(std::string(CannotWrite(DecisionsName(), errno).message()));
    }
    if (with_table_) {
      const absl::Status added = inbox_.Add(decision, complaint);
      if (!added.ok()) return Fail(std::string(added.message()));
    }
    const auto explained = explained_.find(complaint.id());
    if (explained != explained_.end()) explained->second += Explain(decision, complaint);
  }

  std::string DecisionsName() const {
    return options_.decisions == "-" ? "standard output" : options_.decisions;
  }

  void Fail(const std::string& why) {
    failed_ = true;
    console_.err << "triage: " << Printable(why) << '\n';
  }

  bool Tell() {
    if (!with_table_) return true;
    const absl::Status printed =
        inbox_.Print(people_, console_.width, colour_, static_cast<size_t>(options_.limit));
    if (!printed.ok()) Fail(std::string(printed.message()));
    people_ << '\n';
    return printed.ok();
  }

  bool TellExplained() {
    bool all = true;
    for (const std::string& id : options_.explain) {
      const std::string& text = explained_[id];
      if (text.empty()) {
        console_.err << "triage: --explain: no complaint has the id \"" << Printable(id) << "\"\n";
        all = false;
        continue;
      }
      people_ << Styled(colour_, Style::kBold, Printable(id)) << '\n' << text;
      people_ << (text.back() == '\n' ? "\n" : "\n\n");
    }
    return all;
  }

  void Summary() {
    const auto count = [&](v1::Disposition::Kind kind) { return WithCommas(by_disposition_[kind]); };
    people_ << WithCommas(latencies_.count()) << (latencies_.count() == 1 ? " complaint: " : " complaints: ")
            << count(v1::Disposition::ESCALATE) << " escalated, " << count(v1::Disposition::QUEUE)
            << " queued, " << count(v1::Disposition::AUTO_REPLY) << " answered automatically, "
            << count(v1::Disposition::SUPPRESS) << " suppressed";
    if (degraded_ > 0) people_ << "; " << WithCommas(degraded_) << " degraded";
    if (unknown_customers_ > 0)
      people_ << "; " << WithCommas(unknown_customers_) << " with a customer not on file";
    people_ << '\n';
    people_ << Microseconds(latencies_.Quantile(0.5)) << " microseconds per complaint (median); rule set "
            << Printable(engine_.rules().name()) << ' ' << engine_.fingerprint() << '\n';
    if (!input_.clean()) console_.err << "triage: " << input_.Summary() << '\n';
  }

  int Finish() {
    // A run that --strict stopped has not all decisions: what was there before stays.
    for (PrivateFile* file : {stopped_ ? nullptr : decisions_file_.get(), rejected_file_.get()}) {
      if (file == nullptr) continue;
      const absl::Status kept = file->Commit();
      if (!kept.ok()) return Fail(std::string(kept.message())), kWriteFailed;
    }
    errno = 0;
    if (!console_.out.flush()) {
      Fail(std::string(CannotWrite("standard output", errno).message()));
      return kWriteFailed;
    }
    if (stopped_ && decisions_file_ != nullptr) {
      console_.err << "triage: stopped; " << Printable(options_.decisions) << " is left as it was\n";
    }
    return input_.clean() ? kDone : kBadInput;
  }

  const Options& options_;
  const Console& console_;
  const Engine& engine_;
  const absl::Time now_;
  InputReport input_;
  InboxReport inbox_;
  std::ostream& people_;
  const bool colour_;
  const bool with_table_;

  CustomerDirectory customers_;
  std::optional<ComplaintReader> complaints_;
  std::unique_ptr<PrivateFile> decisions_file_;
  std::unique_ptr<PrivateFile> rejected_file_;
  std::ostream* decisions_ = nullptr;
  std::ostream* rejected_ = nullptr;

  Latencies latencies_;
  std::map<v1::Disposition::Kind, int64_t> by_disposition_;
  std::map<std::string, std::string> explained_;  // by complaint id
  int64_t degraded_ = 0;
  int64_t unknown_customers_ = 0;
  bool failed_ = false;
  bool stopped_ = false;
};

int RunCommand(const Options& options, const Console& console) {
  if (options.table && options.no_table) {
    console.err << "triage: --table excludes --no-table\ntry: triage run --help\n";
    return kUsage;
  }
  const std::optional<absl::Time> now = NowOf(options.now, console);
  if (!now) return kUsage;
  int exit_code = kDone;
  const std::optional<Engine> engine = LoadRules(options.rules, console, &exit_code);
  return engine ? Run(options, console, *engine, *now).Do() : exit_code;
}

}  // namespace

void AddRun(CLI::App& app, Action* action) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("run", "Decide an inbox: the queue in order, answers, decisions");
  command.add_option("RULES", options->rules, "Rule set (.txtpb)")->required()->type_name("FILE");
  command.add_option("--complaints", options->complaints, "Complaints in JSON Lines; - for standard input")
      ->required()
      ->type_name("FILE");
  AddCrmFiles(command, &options->crm);
  command.add_option("--now", options->now, "Time of all decisions, RFC 3339; absent: this moment")
      ->type_name("TIME");
  command
      .add_option(
          "--decisions", options->decisions,
          "Write decisions here in JSON Lines; - for standard output (then no table, or with --table one\n"
          "on standard error)")
      ->type_name("FILE");
  command.add_flag("--table", options->table,
                   "Show the queue, the answers and what was suppressed; so it is anyway");
  command.add_flag("--no-table", options->no_table, "Show the figures only");
  command.add_option("--limit", options->limit, "Rows of each part of the table; 0: all")
      ->check([](const std::string& rows) { return rows.rfind('-', 0) == 0 ? "is below 0" : ""; })
      ->type_name("ROWS");
  command
      .add_option("--explain", options->explain,
                  "Explain the decision of the complaint with this id; repeat it")
      ->allow_extra_args(false)
      ->type_name("ID");
  command.add_option("--rejected", options->rejected, "Write lines that cannot be read here, as they are")
      ->type_name("FILE");
  command.add_flag("--strict", options->strict, "Stop at the first line or cell that cannot be read");
  command.footer(kFooter);
  command.callback([options, action] {
    *action = [options](const Console& console) { return RunCommand(*options, console); };
  });
}

}  // namespace triage::cli
