#include "src/rules/rulebook.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/compat.h"
#include "src/rules/atom.h"
#include "src/rules/condition.h"
#include "src/rules/triggers.h"

namespace triage::rules {
namespace {

// A near miss is looked for within these bounds: atoms of one condition, and atoms asked for all rules
// together.
constexpr size_t kMaxPath = 32;
constexpr int kNearMissSteps = 512;

bool IsId(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool HasSeverityEffect(const v1::Effect& effect) {
  return effect.add_size() > 0 || effect.severity_at_least() != v1::Severity::UNKNOWN;
}

int LowestBit(uint32_t word) { return __builtin_ctz(word); }

}  // namespace

struct RuleBook::Program {
  struct Rule {
    std::string id;
    int source = 0;
    std::vector<uint32_t> signals;
    bool asks_customer = false;
    bool asks_identity = false;
  };
  // What Evaluate reads of a rule.
  struct Step {
    uint32_t entry = kFails;
    bool floor = false;        // looks for near misses
    bool for_anybody = false;  // takes a second look without the customer
  };

  std::vector<Rule> rules;
  std::vector<Step> steps;
  AtomTable atoms;
  std::vector<Branch> branches;
  TriggerIndex triggers;
  std::vector<bool> is_problem;  // by signal
  std::vector<std::string> signal_ids;
  std::vector<std::string> fact_names;

  void AddQuestions(const Node& node, const FactTable& facts, Rule* rule) const;
  // A rule that does not hold: does flipping one atom on its way make it hold? Counts `steps` down.
  std::optional<uint32_t> NearMiss(uint32_t entry, const Question& question, int* steps) const;
};

void RuleBook::Program::AddQuestions(const Node& node, const FactTable& facts, Rule* rule) const {
  if (node.kind == Node::Kind::kAtom) {
    const Atom& atom = atoms[node.atom];
    if (AsksFact(atom)) {
      rule->asks_customer |= facts.of_customer(atom.subject);
      rule->asks_identity |= facts.needs_identity(atom.subject);
    }
  }
  for (const Node& member : node.members) AddQuestions(member, facts, rule);
}

std::optional<uint32_t> RuleBook::Program::NearMiss(uint32_t entry, const Question& question,
                                                    int* steps) const {
  struct Visit {
    uint32_t branch;
    bool held;
  };
  std::array<Visit, kMaxPath> path;
  size_t visits = 0;
  for (uint32_t at = entry; at < kFails && visits<kMaxPath&& * steps> 0; --*steps) {
    const bool held = atoms.Holds(branches[at].atom, question);
    path[visits++] = {at, held};
    at = held ? branches[at].if_true : branches[at].if_false;
  }
  for (size_t i = 0; i < visits; ++i) {
    const uint32_t flipped = branches[path[i].branch].atom;
    const bool earlier = std::any_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i),
                                     [&](const Visit& v) { return branches[v.branch].atom == flipped; });
    if (earlier) continue;
    uint32_t at = path[i].branch;
    while (at < kFails) {
      if ((*steps)-- <= 0) return std::nullopt;
      const bool holds = atoms.Holds(branches[at].atom, question) != (branches[at].atom == flipped);
      at = holds ? branches[at].if_true : branches[at].if_false;
    }
    if (at == kHolds) return flipped * 2 + (path[i].held ? 0 : 1);
  }
  return std::nullopt;
}

RuleBook RuleBook::Build(const v1::RuleSet& rules, const signals::SignalSet& signals, const FactTable& facts,
                         IssueSink& issues) {
  auto program = std::make_shared<Program>();
  for (uint32_t i = 0; i < signals.size(); ++i) {
    program->signal_ids.push_back(signals.id(i));
    program->is_problem.push_back(signals.kind(i) == v1::Signal::PROBLEM);
  }
  for (uint32_t i = 0; i < facts.size(); ++i) program->fact_names.push_back(facts.name(i));

  std::vector<int> order(static_cast<size_t>(rules.rule_size()));
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return rules.rule(a).id() < rules.rule(b).id(); });

  Reader reader(signals, facts, &program->atoms, &issues);
  const std::string* last_id = nullptr;
  for (const int source : order) {
    const v1::Rule& rule = rules.rule(source);
    const bool repeated = last_id != nullptr && *last_id == rule.id();
    last_id = &rule.id();
    bool good = !repeated || rule.id().empty();
    if (!good) issues.Error("duplicate_id", {&rule, "id"}, absl::StrCat("a second rule \"", rule.id(), "\""));
    if (rule.id().empty()) {
      good = false;
      issues.Error("missing_id", {&rule}, "the rule has no id", "write id: \"injury\"");
    } else if (!IsId(rule.id())) {
      good = false;
      issues.Error("bad_id", {&rule, "id"}, absl::StrCat("\"", rule.id(), "\" is no id of a rule"),
                   "letters, digits and '_' make an id");
    }
    if (rule.why().empty()) {
      good = false;
      issues.Error("missing_why", {&rule},
                   absl::StrCat("rule \"", rule.id(), "\" does not say why it exists"),
                   "write why: and a sentence: it stands in every decision");
    }
    if (!rule.has_then() || rule.then().ByteSizeLong() == 0) {
      issues.Warning("no_effect", {&rule}, absl::StrCat("rule \"", rule.id(), "\" has no effect"),
                     "write then { ... }");
    }
    if (!rule.has_when()) {
      issues.Error("empty_condition", {&rule}, absl::StrCat("rule \"", rule.id(), "\" has no condition"),
                   "write when { always: true }");
      continue;
    }
    const std::optional<Node> tree = reader.Read(rule.when());
    if (!tree) continue;
    Program::Rule compiled{rule.id(), source, WantedSignals(*tree, program->atoms)};
    program->AddQuestions(*tree, facts, &compiled);
    if (NeverHolds(*tree, program->atoms)) {
      good = false;
      issues.Error(
          "never_holds", {&rule, "when"},
          absl::StrCat("the condition of rule \"", rule.id(), "\" never holds: it contradicts itself"));
    }
    if (rule.then().severity_at_most() != v1::Severity::UNKNOWN && compiled.asks_customer) {
      good = false;
      issues.Error("ceiling_asks_customer", {&rule.then(), "severity_at_most"},
                   absl::StrCat("rule \"", rule.id(), "\" asks about the customer and lowers the severity"),
                   "nobody's complaint counts for less: ask about the complaint alone");
    }
    if (!good) continue;

    const uint32_t index = static_cast<uint32_t>(program->rules.size());
    Program::Step step;
    step.entry = LayOut(*tree, kHolds, kFails, &program->branches);
    step.floor = rule.then().severity_at_least() > v1::Severity::NONE;
    step.for_anybody = compiled.asks_customer && HasSeverityEffect(rule.then());
    std::optional<std::vector<uint32_t>> triggers = Triggers(*tree, program->atoms);
    // Any of its signals brings up a rule with a floor: it might be a near miss.
    if (triggers && step.floor) triggers = compiled.signals;
    program->triggers.Add(index, triggers, signals.size());
    program->steps.push_back(step);
    program->rules.push_back(std::move(compiled));
  }
  RuleBook book;
  book.program_ = std::move(program);
  return book;
}

size_t RuleBook::size() const { return program_ == nullptr ? 0 : program_->rules.size(); }
const std::string& RuleBook::id(uint32_t rule) const { return program_->rules[rule].id; }
int RuleBook::source_index(uint32_t rule) const { return program_->rules[rule].source; }
const std::vector<uint32_t>& RuleBook::signals(uint32_t rule) const { return program_->rules[rule].signals; }
bool RuleBook::asks_customer(uint32_t rule) const { return program_->rules[rule].asks_customer; }
bool RuleBook::asks_identity(uint32_t rule) const { return program_->rules[rule].asks_identity; }

std::string RuleBook::DescribeAtom(uint32_t atom) const {
  return program_->atoms.Describe(atom / 2, atom % 2 == 1, program_->signal_ids, program_->fact_names);
}

void RuleBook::Evaluate(const Situation& situation, const FactTable& table, Firing* firing) const {
  firing->rules.clear();
  firing->for_anybody.clear();
  firing->near_misses.clear();
  if (program_ == nullptr) return;
  const Program& program = *program_;
  Question question{situation.findings, situation.facts, ChannelBits(situation.channel),
                    1u << static_cast<uint32_t>(situation.language)};
  for (const uint32_t signal : situation.findings.said) {
    question.problems += signal < program.is_problem.size() && program.is_problem[signal];
  }
  Question of_anybody{situation.findings, firing->forgotten, question.channel_bits, question.language_bit,
                      question.problems};
  bool forgot = false;
  int near_miss_steps = kNearMissSteps;
  // What was nearly said brings up no rule that holds, but those that nearly do: "nobody was hurt".
  firing->brought_up.clear();
  std::set_union(situation.findings.said.begin(), situation.findings.said.end(),
                 situation.findings.denied.begin(), situation.findings.denied.end(),
                 std::back_inserter(firing->brought_up));
  program.triggers.Collect(firing->brought_up, &firing->candidates);
  for (size_t word = 0; word < firing->candidates.size(); ++word) {
    for (uint32_t bits = firing->candidates[word]; bits != 0; bits &= bits - 1) {
      const uint32_t rule = static_cast<uint32_t>(word * 32) + static_cast<uint32_t>(LowestBit(bits));
      const Program::Step& step = program.steps[rule];
      if (Run(program.atoms, program.branches, step.entry, question)) {
        firing->rules.push_back(rule);
      } else if (step.floor) {
        const std::optional<uint32_t> atom = program.NearMiss(step.entry, question, &near_miss_steps);
        if (atom) firing->near_misses.push_back({rule, *atom});
      }
      if (!step.for_anybody) continue;
      if (!forgot) table.ForgetCustomer(situation.facts, &firing->forgotten);
      forgot = true;
      if (Run(program.atoms, program.branches, step.entry, of_anybody)) firing->for_anybody.push_back(rule);
    }
  }
}

}  // namespace triage::rules
