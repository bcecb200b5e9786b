#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nn/attention.h"
#include "nn/initialise.h"
#include "nn/positional/positional.h"
#include "train/optimizer.h"

namespace qkv {

/// A cell that somebody typed over, of X or of a parameter.
struct Edit {
  std::string node;
  Index row, col;
  Scalar value;
};

/// One self-attention layer over one sequence, with all that can be asked of it: the public configuration
/// of FORMAT.md, checked and complete. The defaults already work.
struct LabConfig {
  std::vector<std::string> tokens;
  std::optional<Matrix> X;  ///< [n × d_model]; without it rows are seeded by the tokens' texts
  AttentionConfig attention;
  PositionalConfig positional;
  Init init;
  std::uint64_t seed = 1;
  std::map<std::string, Matrix> parameters;
  std::optional<Matrix> target;  ///< [n × d_model]
  std::string targetRule;  ///< or "next_token", "previous_token", "same_token": rows of X, shifted in a ring
  std::optional<OptimizerConfig> optimizer;
  /// Only X, the encoding and `input`, and how alike the positions are (`similarity` = P·Pᵀ): for looking at
  /// encodings of up to 4,096 positions, where attention itself would be too large.
  bool stopAfterInput = false;
  Index steps = 0;  ///< optimizer steps already taken before the one that is shown
  std::vector<Edit> edits;

  Index seqLen() const { return X ? X->rows() : static_cast<Index>(tokens.size()); }
};

/// The declared plain fields, for documentation and for the page's own checks.
const std::vector<Field>& labFields();

/// Reads and checks the public JSON. Unknown fields are refused by name.
/// Throws Error(config, range, shape or numeric); the message names the field and what is allowed.
LabConfig parseLabConfig(const std::string& json);

/// The complete configuration, defaults filled in, as JSON that reads back to the same.
std::string labConfigJson(const LabConfig& config);

/// Every declared field of the lab's configuration with its kind, default and range, as JSON.
std::string schemaJson();

}  // namespace qkv
