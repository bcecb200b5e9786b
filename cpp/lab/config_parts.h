#pragma once
#include <string>
#include <vector>

#include "lab/json_reader.h"
#include "nn/attention.h"
#include "nn/initialise.h"
#include "train/optimizer.h"

/// What the configuration of the lab and that of a training run have in common: each part read, checked and
/// written by one pair of functions. Readers throw Error(config or range), naming the field.
namespace qkv {

/// "kind", with the one that is taken when none is given.
Field kindField(const std::vector<std::string>& kinds, std::string_view usual);

PositionalConfig readPositional(JsonObject& in);
std::string positionalJson(const PositionalConfig& positional);

/// "scale": true, false or a number.
Scaling readScale(JsonObject& in);
std::string scaleJson(const Scaling& scale);

Init readInit(JsonObject& in);
std::string initJson(const Init& init);

/// "optimizer": {kind, …}; `defaultValue` is the kind when none is given.
OptimizerConfig readOptimizer(JsonObject& in, const std::string& defaultValue);
std::string optimizerJson(const OptimizerConfig& optimizer);

/// How wide heads are: as given, or d_model / n_heads. Throws Error(config) when that is no whole number.
Index readHeadWidth(JsonObject& in, const Field& field, Index d_model, Index n_heads);

/// Declared fields with kind, default and range: what documentation and the page's own checks are made from.
std::string fieldsJson(const std::vector<Field>& fields);

}  // namespace qkv
