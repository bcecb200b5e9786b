#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/registry.h"
#include "nn/builder.h"

namespace qkv {

/// What one head hands to a positional encoding while it is recorded.
struct HeadContext {
  std::string attention;  ///< path of the attention layer, "block0.attention"
  std::string path;       ///< path of the head, "block0.attention.head1"
  Index head, n_heads, d_k, d_v;
  bool causal;
};

/// How a model learns where its tokens stand. An encoding overrides the hooks of the places where it acts;
/// each hook gets what was recorded so far and returns what goes on. A step that it takes is a node of its
/// own, with a name.
class Positional {
 public:
  virtual ~Positional() = default;

  /// X [batch·seq_len × d_model] → what enters the first block. Sinusoidal and learned encodings add P.
  virtual NodeId onInput(Builder&, NodeId X) { return X; }
  /// One head's Q or K [batch·seq_len × d_k], `which` 'Q' or 'K'. RoPE turns them.
  virtual NodeId onQueryOrKey(Builder&, const HeadContext&, char /*which*/, NodeId x) { return x; }
  /// QKᵀ [batch·seq_len × seq_len] before it is scaled. Shaw adds Q·relative_Kᵀ.
  virtual NodeId onScores(Builder&, const HeadContext&, NodeId /*Q*/, NodeId scores) { return scores; }
  /// The scaled scores, before the mask. T5 and ALiBi add their biases.
  virtual NodeId onScaled(Builder&, const HeadContext&, NodeId scaled) { return scaled; }
  /// Z = attention·V [batch·seq_len × d_v]. Shaw adds attention·relative_V.
  virtual NodeId onZ(Builder&, const HeadContext&, NodeId /*attention*/, NodeId Z) { return Z; }
};

/// An encoding as its file declares it; adding one means adding one file.
struct PositionalKind {
  std::string_view name;
  std::vector<Field> (*fields)();
  std::unique_ptr<Positional> (*make)(const Options&);
};

/// All encodings that are linked in, by name.
std::vector<PositionalKind> positionalKinds();
/// Throws Error(config), listing the kinds there are.
const PositionalKind& positionalKind(std::string_view name);

/// An encoding chosen by name, with the fields that it declares.
struct PositionalConfig {
  std::string kind = "sinusoidal";
  Options options = defaults(positionalKind("sinusoidal").fields());

  std::unique_ptr<Positional> make() const { return positionalKind(kind).make(options); }
};

using RegisterPositional = Registered<PositionalKind>;

}  // namespace qkv
