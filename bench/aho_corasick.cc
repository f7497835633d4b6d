#include "bench/aho_corasick.h"

namespace triage::bench {

AhoCorasick::AhoCorasick(const std::vector<std::string>& strings) : seen_(strings.size(), 0) {
  for (const std::string& string : strings) {
    for (const char c : string) {
      uint8_t& column = column_[static_cast<unsigned char>(c)];
      if (column == 0) column = static_cast<uint8_t>(columns_++);
    }
  }
  next_.assign(columns_, 0);
  output_.assign(1, -1);
  for (size_t i = 0; i < strings.size(); ++i) {
    uint32_t state = 0;
    for (const char c : strings[i]) {
      const size_t edge = state * columns_ + column_[static_cast<unsigned char>(c)];
      if (next_[edge] == 0) {
        next_[edge] = static_cast<uint32_t>(output_.size());
        next_.resize(next_.size() + columns_, 0);
        output_.push_back(-1);
      }
      state = next_[edge];
    }
    output_[state] = static_cast<int>(i);
  }
  // Breadth first: what fails goes on where its longest suffix goes on.
  shorter_.assign(output_.size(), 0);
  std::vector<uint32_t> fail(output_.size(), 0), order;
  for (size_t c = 1; c < columns_; ++c) {
    if (next_[c] != 0) order.push_back(next_[c]);
  }
  for (size_t i = 0; i < order.size(); ++i) {
    const uint32_t state = order[i];
    shorter_[state] = output_[fail[state]] >= 0 ? fail[state] : shorter_[fail[state]];
    for (size_t c = 1; c < columns_; ++c) {
      uint32_t& to = next_[state * columns_ + c];
      const uint32_t on_failure = next_[fail[state] * columns_ + c];
      if (to == 0) {
        to = on_failure;
      } else {
        fail[to] = on_failure;
        order.push_back(to);
      }
    }
  }
}

void AhoCorasick::Find(std::string_view text, std::vector<int>* found) {
  found->clear();
  ++call_;
  uint32_t state = 0;
  for (const char c : text) {
    state = next_[state * columns_ + column_[static_cast<unsigned char>(c)]];
    for (uint32_t s = output_[state] >= 0 ? state : shorter_[state]; s != 0; s = shorter_[s]) {
      uint32_t& seen = seen_[static_cast<size_t>(output_[s])];
      if (seen == call_) continue;
      seen = call_;
      found->push_back(output_[s]);
    }
  }
}

}  // namespace triage::bench
