#pragma once
#include <string>

#include "nn/builder.h"

namespace qkv {

/// What is added to a variance or a mean square before its root, as in PyTorch's LayerNorm.
constexpr double kNormEps = 1e-5;

/// LayerNorm of each row: (x − mean)/√(variance + eps)·gain + bias.
/// x [m × d]; gain and bias [1 × d] start as ones and zeros. Nodes: mean, inverse_deviation, normalised,
/// gain, scaled, bias, output, all under `path`; returns the output [m × d]. Ba, Kiros & Hinton 2016.
NodeId recordLayerNorm(Builder& b, const std::string& path, NodeId x);

/// RMSNorm of each row: x/√(mean square + eps)·gain.
/// x [m × d]; gain [1 × d] starts as ones. Nodes: inverse_rms, normalised, gain, output; returns the output
/// [m × d]. Zhang & Sennrich 2019.
NodeId recordRmsNorm(Builder& b, const std::string& path, NodeId x);

}  // namespace qkv
