#include "src/signals/words/phrases.h"

#include <algorithm>
#include <tuple>

namespace triage::signals {

uint32_t PhraseBuilder::Class(std::vector<uint32_t> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  const auto [it, added] = class_ids_.emplace(std::move(words), static_cast<uint32_t>(classes_.size()));
  if (added) classes_.push_back(&it->first);  // a map's keys stay where they are
  return it->second;
}

void PhraseBuilder::Add(const std::vector<uint32_t>& classes, GapRule gap, uint32_t output) {
  NodeId node = gap == GapRule::kTerm ? kTermRoot : kLiteralRoot;
  for (const uint32_t word_class : classes) {
    const auto [it, added] = children_.emplace(std::make_pair(node, word_class), NodeId(nodes_.size()));
    if (node < nodes_.size()) nodes_[node].has_next = true;
    node = it->second;
    if (added) nodes_.push_back({gap, {}, false});
  }
  nodes_[node].outputs.push_back(output);
}

PhraseTable PhraseBuilder::Build(size_t words) const {
  PhraseTable table;
  table.nodes_.reserve(nodes_.size());
  for (const Draft& draft : nodes_) {
    PhraseTable::Node node;
    node.outputs = static_cast<uint32_t>(table.outputs_.size());
    node.output_count = static_cast<uint32_t>(draft.outputs.size());
    node.has_next = draft.has_next;
    node.gap = draft.gap;
    table.nodes_.push_back(node);
    table.outputs_.insert(table.outputs_.end(), draft.outputs.begin(), draft.outputs.end());
  }

  using Step = std::tuple<NodeId, uint32_t, NodeId>;  // from, word, to
  std::vector<std::pair<uint32_t, NodeId>> roots;     // word, to
  std::vector<Step> steps;
  for (const auto& [from, to] : children_) {
    for (const uint32_t word : *classes_[from.second]) {
      if (from.first == kTermRoot || from.first == kLiteralRoot) {
        roots.emplace_back(word, to);
      } else {
        steps.emplace_back(from.first, word, to);
      }
    }
  }

  std::sort(roots.begin(), roots.end());
  table.roots_.resize(words);
  for (size_t i = 0; i < roots.size();) {
    const uint32_t word = roots[i].first;
    PhraseTable::Root& root = table.roots_[word];
    root.begin = static_cast<uint32_t>(table.root_lists_.size());
    size_t end = i;
    for (; end < roots.size() && roots[end].first == word; ++end) {
      const std::vector<uint32_t>& outputs = nodes_[roots[end].second].outputs;
      table.root_lists_.insert(table.root_lists_.end(), outputs.begin(), outputs.end());
      root.singles += static_cast<uint32_t>(outputs.size());
    }
    for (; i < end; ++i) {
      if (!nodes_[roots[i].second].has_next) continue;
      table.root_lists_.push_back(roots[i].second);
      ++root.nodes;
    }
  }

  std::sort(steps.begin(), steps.end());
  table.edge_filter_ = HashFilter(steps.size());
  size_t slots = 1;
  while (slots < steps.size() * 2 + 1) slots *= 2;
  table.slots_.resize(slots);
  table.slot_mask_ = slots - 1;
  table.next_nodes_.reserve(steps.size());
  for (size_t i = 0; i < steps.size();) {
    const auto [node, word, unused] = steps[i];
    PhraseTable::Edge edge{node, word, static_cast<uint32_t>(table.next_nodes_.size()), 0};
    for (; i < steps.size() && std::get<0>(steps[i]) == node && std::get<1>(steps[i]) == word; ++i) {
      table.next_nodes_.push_back(std::get<2>(steps[i]));
      ++edge.count;
    }
    const uint64_t hash = HashPair(node, word);
    table.edge_filter_.Add(hash);
    size_t slot = hash & table.slot_mask_;
    while (table.slots_[slot].count != 0) slot = (slot + 1) & table.slot_mask_;
    table.slots_[slot] = edge;
  }
  return table;
}

size_t PhraseTable::MemoryBytes() const {
  return nodes_.capacity() * sizeof(Node) + slots_.capacity() * sizeof(Edge) + edge_filter_.MemoryBytes() +
         roots_.capacity() * sizeof(Root) +
         (outputs_.capacity() + root_lists_.capacity() + next_nodes_.capacity()) * sizeof(uint32_t);
}

}  // namespace triage::signals
