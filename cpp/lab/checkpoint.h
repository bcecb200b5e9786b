#pragma once
#include <string>
#include <string_view>

#include "train/trainer.h"

namespace qkv {

/// A training run at rest: its configuration as JSON, and what it continues from.
struct Checkpoint {
  std::string config;
  TrainerState state;
};

/// As a safetensors file: the leaves under their own paths, the rest under trainer.….
std::string writeCheckpoint(const Checkpoint& checkpoint);
/// Throws Error for a file that is not a checkpoint, is damaged, or comes from a build with other numbers.
Checkpoint readCheckpoint(std::string_view bytes);

}  // namespace qkv
