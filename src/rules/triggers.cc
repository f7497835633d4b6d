#include "src/rules/triggers.h"

#include <algorithm>
#include <utility>

namespace triage::rules {
namespace {

bool AsksToBeSaid(const Atom& atom) {
  return atom.kind == Atom::Kind::kSaid || atom.kind == Atom::Kind::kCount;
}

void SortUnique(std::vector<uint32_t>* list) {
  std::sort(list->begin(), list->end());
  list->erase(std::unique(list->begin(), list->end()), list->end());
}

void AddWanted(const Node& node, const AtomTable& atoms, std::vector<uint32_t>* wanted) {
  if (node.kind == Node::Kind::kAtom && node.wanted && AsksToBeSaid(atoms[node.atom])) {
    wanted->push_back(atoms[node.atom].subject);
  }
  for (const Node& member : node.members) AddWanted(member, atoms, wanted);
}

}  // namespace

std::optional<std::vector<uint32_t>> Triggers(const Node& node, const AtomTable& atoms) {
  if (node.kind == Node::Kind::kAtom) {
    if (!node.wanted || !AsksToBeSaid(atoms[node.atom])) return std::nullopt;
    return std::vector<uint32_t>{atoms[node.atom].subject};
  }
  if (node.kind == Node::Kind::kAll) {
    std::optional<std::vector<uint32_t>> best;
    for (const Node& member : node.members) {
      std::optional<std::vector<uint32_t>> triggers = Triggers(member, atoms);
      if (triggers && (!best || triggers->size() < best->size())) best = std::move(triggers);
    }
    return best;
  }
  std::vector<uint32_t> together;
  for (const Node& member : node.members) {
    const std::optional<std::vector<uint32_t>> triggers = Triggers(member, atoms);
    if (!triggers) return std::nullopt;
    together.insert(together.end(), triggers->begin(), triggers->end());
  }
  SortUnique(&together);
  return together;
}

std::vector<uint32_t> WantedSignals(const Node& node, const AtomTable& atoms) {
  std::vector<uint32_t> wanted;
  AddWanted(node, atoms, &wanted);
  SortUnique(&wanted);
  return wanted;
}

void TriggerIndex::Add(uint32_t rule, const std::optional<std::vector<uint32_t>>& triggers, size_t signals) {
  rules_.resize(signals);
  always_.resize(rule / 32 + 1);
  if (!triggers) {
    always_[rule / 32] |= 1u << (rule % 32);
    return;
  }
  for (const uint32_t signal : *triggers) rules_[signal].push_back(rule);
}

void TriggerIndex::Collect(const std::vector<uint32_t>& said, std::vector<uint32_t>* candidates) const {
  candidates->assign(always_.begin(), always_.end());
  for (const uint32_t signal : said) {
    if (signal >= rules_.size()) continue;
    for (const uint32_t rule : rules_[signal]) (*candidates)[rule / 32] |= 1u << (rule % 32);
  }
}

}  // namespace triage::rules
