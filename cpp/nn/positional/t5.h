#pragma once
#include "base/matrix.h"

namespace qkv {

/// The bucket of a distance j − i. The first half of the buckets are the small distances, one each; the rest
/// grow in width by logarithm up to max_distance, beyond which everything is one bucket. With
/// `bidirectional`, keys after the query have the second half of all buckets; otherwise they share bucket 0.
/// num_buckets >= 4 (2 without bidirectional), max_distance above the number of small distances.
/// Raffel et al. 2020, section 2.1; the rounding is that of Hugging Face's T5, in 32-bit floats.
Index t5Bucket(Index distance, bool bidirectional, Index num_buckets, Index max_distance) noexcept;

}  // namespace qkv
