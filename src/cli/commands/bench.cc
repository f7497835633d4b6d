// triage bench: how long a decision takes on this machine, with these rules and these complaints.
#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "src/cli/commands/commands.h"
#include "src/cli/commands/crm_files.h"
#include "src/cli/commands/rule_file.h"
#include "src/cli/input/read_complaints.h"
#include "src/cli/output/latencies.h"
#include "src/cli/output/progress.h"
#include "triage/engine.h"
#include "triage/explain.h"

namespace triage::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::string rules;
  std::string complaints;
  CrmFiles crm;
  std::string now;
  double seconds = 2;
};

constexpr char kFooter[] =
    "Example:\n"
    "  triage bench rules/retail.txtpb --complaints examples/inbox/complaints.jsonl\n"
    "\nDecides all complaints again and again on one thread, after one pass that is not counted, and tells "
    "the time of\n"
    "Engine::Triage for each. Reading, JSON and the queue are not in it.\n";

struct Work {
  v1::Complaint complaint;
  const v1::Customer* customer = nullptr;
  int64_t fastest = std::numeric_limits<int64_t>::max();  // of its passes, in nanoseconds
};

int64_t Nanoseconds(Clock::duration time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

// Passes over all work until the time is up; returns how many.
int64_t Measure(const Engine& engine, std::vector<Work>& all, absl::Time now, double seconds,
                Latencies* latencies) {
  Scratch scratch;
  v1::Decision decision;
  for (const Work& work : all) engine.Triage(work.complaint, work.customer, now, scratch, &decision);
  const Clock::time_point end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  int64_t passes = 0;
  do {
    for (Work& work : all) {
      const Clock::time_point begin = Clock::now();
      engine.Triage(work.complaint, work.customer, now, scratch, &decision);
      const int64_t took = Nanoseconds(Clock::now() - begin);
      work.fastest = std::min(work.fastest, took);
      latencies->Add(took);
    }
    ++passes;
  } while (Clock::now() < end);
  return passes;
}

int Bench(const Options& options, const Console& console) {
  const std::optional<absl::Time> now = NowOf(options.now, console);
  if (!now) return kUsage;
  int exit_code = kDone;
  const std::optional<Engine> engine = LoadRules(options.rules, console, &exit_code);
  if (!engine) return exit_code;
  InputReport input(console.err);
  CustomerDirectory customers;
  if (!ReadCustomerFiles(options.crm, engine->rules(), false, console, &customers, &input)) return kUsage;
  absl::StatusOr<ComplaintReader> reader = ComplaintReader::Open(options.complaints, &input);
  if (!reader.ok()) {
    console.err << "triage: " << Printable(std::string(reader.status().message())) << '\n';
    return kUsage;
  }
  std::vector<Work> all;
  int64_t bytes = 0;
  v1::Complaint complaint;
  for (auto line = reader->Next(&complaint); line != ComplaintReader::Line::kEnd;
       line = reader->Next(&complaint)) {
    if (line == ComplaintReader::Line::kBad) continue;
    bytes += static_cast<int64_t>(complaint.subject().size() + complaint.body().size());
    const v1::Customer* customer = customers.Find(CustomerIdOf(complaint));
    all.emplace_back();
    all.back().complaint.Swap(&complaint);
    all.back().customer = customer;
  }
  if (all.empty()) {
    console.err << "triage: " << Printable(options.complaints) << ": no complaint to measure\n";
    return kUsage;
  }
  Latencies latencies;
  const int64_t passes = Measure(*engine, all, *now, options.seconds, &latencies);
  const double mean = static_cast<double>(latencies.sum()) / static_cast<double>(latencies.count());
  const auto slowest = std::max_element(all.begin(), all.end(),
                                        [](const Work& a, const Work& b) { return a.fastest < b.fastest; });
  console.out << WithCommas(static_cast<int64_t>(all.size())) << " complaints, "
              << bytes / static_cast<int64_t>(all.size()) << " bytes of text each on average, "
              << WithCommas(passes) << (passes == 1 ? " pass" : " passes") << " on one thread\n"
              << "microseconds per complaint: min " << Microseconds(latencies.min()) << ", median "
              << Microseconds(latencies.Quantile(0.5)) << ", p99 " << Microseconds(latencies.Quantile(0.99))
              << ", mean " << absl::StrFormat("%.2f", mean / 1e3) << '\n'
              << "slowest complaint: " << Printable(slowest->complaint.id()) << ", "
              << Microseconds(slowest->fastest) << " at its fastest\n"
              << WithCommas(static_cast<int64_t>(1e9 / mean)) << " complaints a second; rules hold "
              << engine->MemoryBytes() / 1024 << " KB\n";
  return input.clean() ? kDone : kBadInput;
}

}  // namespace

void AddBench(CLI::App& app, Action* action) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("bench", "Measure the time of a decision on this machine");
  command.add_option("RULES", options->rules, "Rule set (.txtpb)")->required()->type_name("FILE");
  command.add_option("--complaints", options->complaints, "Complaints in JSON Lines; - for standard input")
      ->required()
      ->type_name("FILE");
  AddCrmFiles(command, &options->crm);
  command.add_option("--now", options->now, "Time of all decisions, RFC 3339; absent: this moment")
      ->type_name("TIME");
  command.add_option("--seconds", options->seconds, "How long to measure (2)")->check(CLI::Range(0.0, 600.0));
  command.footer(kFooter);
  command.callback([options, action] {
    *action = [options](const Console& console) { return Bench(*options, console); };
  });
}

}  // namespace triage::cli
