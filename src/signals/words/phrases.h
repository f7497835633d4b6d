// The table of word sequences: a trie whose edges are words, in one flat hash.
//
// A sequence is built from classes: a class is the set of words (ids of the vocabulary) that may stand at
// one place, such as the forms of "parcel". So "lost parcel" is two edges per form, not one sequence for
// each pair of forms. Sequences come in two kinds: those of a term allow only certain gaps between words,
// those of a literal allow any, because the literal is compared with the text afterwards.
//
//   PhraseBuilder builder;
//   uint32_t lost = builder.Class({7}), parcel = builder.Class({3, 4});
//   builder.Add({lost, parcel}, GapRule::kTerm, /*output=*/42);
//   const PhraseTable table = builder.Build(vocabulary.size());
//   for (NodeId node : table.Roots(7)) for (NodeId next : table.Next(node, 3)) table.Outputs(next);  // 42
//   table.Single(7);                                                                          // empty
//   table.Next(node, 9);                                                                      // empty
//
// Cost: Next is one read for most misses. Memory: about 24 bytes an edge. PhraseTable is immutable:
// thread-safe; PhraseBuilder is thread-compatible.
#ifndef TRIAGE_SRC_SIGNALS_WORDS_PHRASES_H_
#define TRIAGE_SRC_SIGNALS_WORDS_PHRASES_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/signals/words/vocabulary.h"

namespace triage::signals {

using NodeId = uint32_t;
enum class GapRule : uint8_t { kTerm, kAny };

// A run of uint32_t inside a table.
struct IdList {
  const uint32_t* first = nullptr;
  uint32_t count = 0;
  const uint32_t* begin() const { return first; }
  const uint32_t* end() const { return first + count; }
};

class PhraseTable {
 public:
  PhraseTable() = default;

  // What `word` alone is.
  IdList Single(uint32_t word) const {
    const Root& root = roots_[word];
    return {root_lists_.data() + root.begin, root.singles};
  }
  // The nodes that longer sequences beginning with `word` stand at. What ends there is in Single().
  IdList Roots(uint32_t word) const {
    const Root& root = roots_[word];
    return {root_lists_.data() + root.begin + root.singles, root.nodes};
  }
  // The nodes after `word` follows `node`.
  IdList Next(NodeId node, uint32_t word) const {
    const uint64_t hash = HashPair(node, word);
    if (!edge_filter_.MayHold(hash)) return {};
    for (size_t i = hash & slot_mask_;; i = (i + 1) & slot_mask_) {
      const Edge& edge = slots_[i];
      if (edge.count == 0) return {};
      if (edge.node == node && edge.word == word) return {next_nodes_.data() + edge.begin, edge.count};
    }
  }
  // What ends at `node`, as given to PhraseBuilder::Add.
  IdList Outputs(NodeId node) const {
    return {outputs_.data() + nodes_[node].outputs, nodes_[node].output_count};
  }
  bool HasNext(NodeId node) const { return nodes_[node].has_next; }
  GapRule Gap(NodeId node) const { return nodes_[node].gap; }

  size_t MemoryBytes() const;

 private:
  friend class PhraseBuilder;
  struct Node {
    uint32_t outputs = 0;
    uint32_t output_count = 0;
    bool has_next = false;
    GapRule gap = GapRule::kTerm;
  };
  struct Root {
    uint32_t begin = 0;  // in root_lists_: outputs, then nodes
    uint32_t singles = 0;
    uint32_t nodes = 0;
  };
  struct Edge {
    NodeId node = 0;
    uint32_t word = 0;
    uint32_t begin = 0;
    uint32_t count = 0;  // 0: free
  };
  std::vector<Node> nodes_;
  std::vector<uint32_t> outputs_;
  std::vector<Root> roots_;  // of words
  std::vector<uint32_t> root_lists_;
  HashFilter edge_filter_;
  std::vector<Edge> slots_;  // a power of two of them, at most half in use
  size_t slot_mask_ = 0;
  std::vector<NodeId> next_nodes_;
};

class PhraseBuilder {
 public:
  // The class of these words; equal sets are one class.
  uint32_t Class(std::vector<uint32_t> words);
  // `classes` has at least one element.
  void Add(const std::vector<uint32_t>& classes, GapRule gap, uint32_t output);
  // `words` is the size of the vocabulary.
  PhraseTable Build(size_t words) const;

 private:
  struct Draft {
    GapRule gap;
    std::vector<uint32_t> outputs;
    bool has_next = false;
  };
  // Parents that are no nodes: where sequences begin.
  static constexpr NodeId kTermRoot = ~NodeId{0};
  static constexpr NodeId kLiteralRoot = ~NodeId{0} - 1;

  std::map<std::vector<uint32_t>, uint32_t> class_ids_;
  std::vector<const std::vector<uint32_t>*> classes_;
  absl::flat_hash_map<std::pair<NodeId, uint32_t>, NodeId> children_;  // (parent, class)
  std::vector<Draft> nodes_;
};

}  // namespace triage::signals

#endif  // TRIAGE_SRC_SIGNALS_WORDS_PHRASES_H_
