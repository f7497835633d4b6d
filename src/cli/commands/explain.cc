// triage explain: one complaint, decided and explained.
#include "triage/explain.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "src/cli/commands/commands.h"
#include "src/cli/commands/rule_file.h"
#include "src/cli/input/json.h"
#include "src/cli/input/lines.h"
#include "src/cli/nearest.h"
#include "triage/engine.h"

namespace triage::cli {
namespace {

struct Options {
  std::string rules;
  std::string text;
  std::string complaint;
  std::string customer;
  std::string channel;
  std::string now;
  bool has_text = false;
};

constexpr size_t kMaxBytes = size_t{64} << 20;

constexpr char kFooter[] =
    "Example:\n"
    "  triage explain rules/retail.txtpb --text \"The charger caught fire.\" --channel CHAT\n"
    "  triage explain rules/retail.txtpb --complaint mail.json --customer customer.json\n"
    "  pbpaste | triage explain rules/retail.txtpb --text -\n"
    "\nA complaint is one triage.v1.Complaint, a customer one triage.v1.Customer, in protobuf's JSON, on as "
    "many lines\n"
    "as you like. Without --customer the customer is unknown.\n";

bool ReadMessage(const std::string& path, const Console& console, google::protobuf::Message* message) {
  const absl::StatusOr<std::string> text = ReadAll(path, kMaxBytes);
  if (!text.ok()) {
    console.err << "triage: " << Printable(std::string(text.status().message())) << '\n';
    return false;
  }
  const absl::StatusOr<int> read = FromJson(*text, message);
  if (read.ok()) return true;
  console.err << "triage: " << Printable(path) << ' ' << Printable(std::string(read.status().message()))
              << '\n';
  return false;
}

bool ReadText(const std::string& argument, const Console& console, v1::Complaint* complaint) {
  std::string text = argument;
  if (argument == "-") {
    absl::StatusOr<std::string> read = ReadAll("-", kMaxBytes);
    if (!read.ok()) {
      console.err << "triage: " << Printable(std::string(read.status().message())) << '\n';
      return false;
    }
    text = *std::move(read);
  }
  // What is no UTF-8 goes in as bytes, so that the engine repairs and counts it.
  if (IsUtf8(text)) {
    complaint->set_body(std::move(text));
  } else {
    complaint->set_body_bytes(std::move(text));
  }
  return true;
}

bool SetChannel(const std::string& name, const Console& console, v1::Complaint* complaint) {
  const std::string upper = absl::AsciiStrToUpper(name);
  v1::Channel::Kind channel = v1::Channel::UNKNOWN;
  if (v1::Channel::Kind_Parse(upper, &channel)) {
    complaint->set_channel(channel);
    return true;
  }
  std::vector<std::string> known;
  const auto* type = v1::Channel::Kind_descriptor();
  for (int i = 0; i < type->value_count(); ++i) known.emplace_back(type->value(i)->name());
  console.err << "triage: --channel: \"" << Printable(name) << "\" is no channel" << DidYouMean(upper, known)
              << '\n';
  return false;
}

int ExplainCommand(const Options& options, const Console& console) {
  if (options.has_text == !options.complaint.empty()) {
    console.err << "triage: explain needs either --text or --complaint\ntry: triage explain --help\n";
    return kUsage;
  }
  const std::optional<absl::Time> now = NowOf(options.now, console);
  if (!now) return kUsage;
  v1::Complaint complaint;
  v1::Customer customer;
  const bool read = options.has_text ? ReadText(options.text, console, &complaint)
                                     : ReadMessage(options.complaint, console, &complaint);
  if (!read) return kUsage;
  // Not MAIL: a mail without a sender is never answered automatically, and here there is none.
  if (options.has_text) complaint.set_channel(v1::Channel::WEB_FORM);
  if (!options.channel.empty() && !SetChannel(options.channel, console, &complaint)) return kUsage;
  if (!options.customer.empty() && !ReadMessage(options.customer, console, &customer)) return kUsage;
  int exit_code = kDone;
  const std::optional<Engine> engine = LoadRules(options.rules, console, &exit_code);
  if (!engine) return exit_code;
  const v1::Decision decision =
      options.customer.empty() ? engine->Triage(complaint, *now) : engine->Triage(complaint, customer, *now);
  const std::string text = Explain(decision, complaint);
  console.out << text;
  if (!text.empty() && text.back() != '\n') console.out << '\n';
  return kDone;
}

}  // namespace

void AddExplain(CLI::App& app, Action* action) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("explain", "Decide one complaint and say why");
  command.add_option("RULES", options->rules, "Rule set (.txtpb)")->required()->type_name("FILE");
  CLI::Option* text =
      command.add_option("--text", options->text, "What the customer wrote; - for standard input");
  text->type_name("TEXT");
  command.add_option("--complaint", options->complaint, "The complaint in JSON; - for standard input")
      ->type_name("FILE");
  command.add_option("--customer", options->customer, "The customer in JSON")->type_name("FILE");
  command
      .add_option("--channel", options->channel,
                  "MAIL, CHAT, PHONE, ...; absent: WEB_FORM for --text, the complaint's own")
      ->type_name("CHANNEL");
  command.add_option("--now", options->now, "Time of the decision, RFC 3339; absent: this moment")
      ->type_name("TIME");
  command.footer(kFooter);
  command.callback([options, action, text] {
    options->has_text = text->count() > 0;
    *action = [options](const Console& console) { return ExplainCommand(*options, console); };
  });
}

}  // namespace triage::cli
