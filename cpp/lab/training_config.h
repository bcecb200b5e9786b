#pragma once
#include <string>

#include "train/trainer.h"

namespace qkv {

/// Reads and checks the public JSON of a training run (FORMAT.md). Unknown fields are refused by name.
/// Throws Error(config, range or shape); the message names the field and what is allowed.
TrainingConfig parseTrainingConfig(const std::string& json);

/// The complete configuration, defaults filled in, as JSON that reads back to the same.
std::string trainingConfigJson(const TrainingConfig& config);

/// Every declared field of a training configuration with its kind, default and range, and every task with its
/// fields and text key, as JSON.
std::string trainingSchemaJson();

}  // namespace qkv
