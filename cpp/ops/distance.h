#pragma once
#include <string>
#include <utility>
#include <vector>

#include "tape/op.h"

namespace qkv {

/// Which row of a table of relative positions belongs to query i and key j. It depends on j − i alone.
class DistanceRows {
 public:
  /// `rowOf(j − i)` for every distance in a sequence of seq_len tokens; each in [0, rows). `text` says the same in
  /// formulas, with # for the distance: "clip(#, −2, 2) + 2".
  template <class RowOf>
  DistanceRows(Index seq_len, Index rows, std::string text, RowOf rowOf)
      : seq_len_(seq_len), rows_(rows), text_(std::move(text)) {
    for (Index distance = 1 - seq_len; distance < seq_len; ++distance) row_.push_back(rowOf(distance));
  }

  Index seqLen() const noexcept { return seq_len_; }
  Index rows() const noexcept { return rows_; }
  Index operator()(Index i, Index j) const noexcept {
    return row_[static_cast<size_t>(j - i + seq_len_ - 1)];
  }
  /// The row in a formula.
  std::string text(const char* distance) const {
    std::string out = text_;
    return out.replace(out.find('#'), 1, distance);
  }

 private:
  Index seq_len_, rows_;
  std::string text_;
  std::vector<Index> row_;
};

namespace ops {

/// Lays what is known for each distance out over the keys: out[i, j] = in[i, row(j − i)].
/// in  [batch·seq_len × rows]  e.g. Q·relative_Kᵀ
/// out [batch·seq_len × seq_len]
/// Throws Error(shape) when in's columns are not the table's rows. Shaw et al. 2018, eq. 5.
OpPtr spreadByDistance(DistanceRows rows);

/// Gathers the keys of one distance: out[i, r] = Σ in[i, j] over the keys j with row(j − i) = r.
/// in  [batch·seq_len × seq_len]  e.g. the attention weights
/// out [batch·seq_len × rows]
/// Throws Error(shape) when in's columns are not seq_len. Shaw et al. 2018, eq. 3.
OpPtr gatherByDistance(DistanceRows rows);

/// One head's bias for each pair of positions: out[i, j] = table[row(j − i), head].
/// table [rows × n_heads]
/// out   [batch·seq_len × seq_len], the same block for every example
/// Throws Error(shape) when the table has other rows or no such head. Raffel et al. 2020, section 2.1.
OpPtr biasByDistance(DistanceRows rows, Index head, Index batch);

}  // namespace ops
}  // namespace qkv
