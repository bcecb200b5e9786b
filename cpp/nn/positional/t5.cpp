#include "nn/positional/t5.h"

#include <algorithm>

#include "base/error.h"
#include "base/math.h"
#include "nn/positional/positional.h"
#include "ops/distance.h"
#include "tape/join.h"

namespace qkv {

Index t5Bucket(Index distance, bool bidirectional, Index num_buckets, Index max_distance) noexcept {
  Index start = 0;
  if (bidirectional) {
    num_buckets /= 2;
    if (distance > 0) start = num_buckets;
    distance = distance < 0 ? -distance : distance;
  } else {
    distance = distance < 0 ? -distance : 0;
  }
  const Index exact = num_buckets / 2;
  if (distance < exact) return start + distance;
  const float ratio = math::log(static_cast<float>(distance) / static_cast<float>(exact));
  const double range = math::log(static_cast<double>(max_distance) / static_cast<double>(exact));
  const float wide = ratio / static_cast<float>(range) * static_cast<float>(num_buckets - exact);
  return start + std::min(exact + static_cast<Index>(wide), num_buckets - 1);
}

namespace {

/// One trainable number for every bucket of distances and every head, added to the scaled scores:
///   biased[i, j] = scaled[i, j] + relative_bias[bucket(j − i), head]
/// relative_bias [num_buckets × n_heads], at block0.attention.relative_bias; later blocks share it, as in the
/// paper. Raffel et al. 2020 (T5), section 2.1.
class T5 final : public Positional {
 public:
  T5(Index num_buckets, Index max_distance) : num_buckets_(num_buckets), max_distance_(max_distance) {}

  NodeId onScaled(Builder& b, const HeadContext& head, NodeId scaled) override {
    const Index exact = (head.causal ? num_buckets_ : num_buckets_ / 2) / 2;
    if (max_distance_ <= exact)
      throw Error(ErrorCode::config, {"positional.max_distance: must be above ", exact,
                                      ", the distances that have a bucket each; not ", max_distance_});
    if (table_ == kNoNode)
      table_ = b.parameter(head.attention + ".relative_bias", {num_buckets_, head.n_heads});
    const DistanceRows rows(b.seq_len, num_buckets_, "bucket(#)", [&](Index distance) {
      return t5Bucket(distance, !head.causal, num_buckets_, max_distance_);
    });
    const NodeId bias =
        b.tape.record(head.path + ".position_bias", ops::biasByDistance(rows, head.head, b.batch), {table_});
    return b.tape.record(head.path + ".biased", ops::sum(), {scaled, bias});
  }

 private:
  Index num_buckets_, max_distance_;
  NodeId table_ = kNoNode;
};

const RegisterPositional kT5({"t5",
                              [] {
                                return std::vector<Field>{Field::integer("num_buckets", 32, 4, 1024),
                                                          Field::integer("max_distance", 128, 2, 65536)};
                              },
                              [](const Options& o) -> std::unique_ptr<Positional> {
                                return std::make_unique<T5>(o.integer("num_buckets"),
                                                            o.integer("max_distance"));
                              }});

}  // namespace
}  // namespace qkv
