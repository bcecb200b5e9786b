#include <algorithm>

#include "nn/positional/positional.h"
#include "ops/distance.h"
#include "ops/linear.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// A trainable vector for every distance up to max_distance, added to the keys and to the values:
///   scores[i, j] = q_i·(k_j + relative_K[r]),   Z[i] = Σ_j attention[i, j]·(v_j + relative_V[r]),
///   r = clip(j − i, −max_distance, max_distance) + max_distance
/// relative_K [(2·max_distance + 1) × d_k], relative_V [(2·max_distance + 1) × d_v], under the attention's
/// path, shared by its heads. Shaw, Uszkoreit & Vaswani 2018, eqs. 3 to 5.
class Shaw final : public Positional {
 public:
  explicit Shaw(Index max_distance) : max_distance_(max_distance) {}

  NodeId onScores(Builder& b, const HeadContext& head, NodeId Q, NodeId scores) override {
    Tape& t = b.tape;
    const NodeId table = b.sharedParameter(head.attention + ".relative_K", {rowCount(), head.d_k});
    // q_i·relative_K[r] once for each distance, and then laid out over the keys: section 3.3.
    const NodeId products =
        t.record(head.path + ".Q_relative_K", ops::product(ops::Transposed::right), {Q, table});
    const NodeId relative =
        t.record(head.path + ".relative_scores", ops::spreadByDistance(rows(b.seq_len)), {products});
    return t.record(head.path + ".scores_with_relative", ops::sum(), {scores, relative});
  }

  NodeId onZ(Builder& b, const HeadContext& head, NodeId attention, NodeId Z) override {
    Tape& t = b.tape;
    const NodeId table = b.sharedParameter(head.attention + ".relative_V", {rowCount(), head.d_v});
    const NodeId weights =
        t.record(head.path + ".attention_by_distance", ops::gatherByDistance(rows(b.seq_len)), {attention});
    const NodeId relative = t.record(head.path + ".relative_Z", ops::product(), {weights, table});
    return t.record(head.path + ".Z_with_relative", ops::sum(), {Z, relative});
  }

 private:
  Index rowCount() const { return 2 * max_distance_ + 1; }
  DistanceRows rows(Index seq_len) const {
    const std::string most = std::to_string(max_distance_);
    return DistanceRows(seq_len, rowCount(), "clip(#, −" + most + ", " + most + ") + " + most,
                        [this](Index distance) {
                          return std::clamp(distance, -max_distance_, max_distance_) + max_distance_;
                        });
  }

  Index max_distance_;
};

const RegisterPositional kShaw(
    {"shaw", [] { return std::vector<Field>{Field::integer("max_distance", 16, 1, 4096)}; },
     [](const Options& o) -> std::unique_ptr<Positional> {
       return std::make_unique<Shaw>(o.integer("max_distance"));
     }});

}  // namespace
}  // namespace qkv
