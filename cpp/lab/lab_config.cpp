#include "lab/lab_config.h"

#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "lab/config_parts.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

constexpr Index kMostTokens = 512;
constexpr Index kMostPositions = 4096;  // where only the encoding is computed

const std::vector<std::string>& targetRules() {
  static const std::vector<std::string> rules{"next_token", "previous_token", "same_token"};
  return rules;
}

const Field kDModel = Field::integer("d_model", 8, 1, 1024);
const Field kHeads = Field::integer("n_heads", 2, 1, 64);
const Field kDk = Field::integer("d_k", 0, 1, 1024).asDerived();
const Field kDv = Field::integer("d_v", 0, 1, 1024).asDerived();
const Field kMask = Field::choice("mask", {"none", "causal", "padding"});
const Field kSeed = Field::integer("seed", 1, 0, 4294967295.0);
const Field kStopAfter = Field::choice("stop_after", {"output", "input"});
const Field kSteps = Field::integer("steps", 0, 0, 100000);

void readTokens(JsonObject& in, LabConfig& c) {
  c.stopAfterInput = in.choice(kStopAfter) == "input";
  const Index most = c.stopAfterInput ? kMostPositions : kMostTokens;
  c.tokens = in.strings("tokens");
  if (in.has("X")) c.X = in.matrix("X");
  in.member("X");
  if (c.tokens.empty() && !c.X)
    throw Error(ErrorCode::config,
                {"tokens: give at least one token, as [\"the\", \"cat\"], or the matrix X"});
  if (c.seqLen() > most)
    throw Error(ErrorCode::range,
                {c.X ? "X" : "tokens", ": ", c.seqLen(), " tokens are too many; at most ", most});
  for (size_t i = 0; i < c.tokens.size(); ++i)
    if (c.tokens[i].empty()) throw Error(ErrorCode::config, {"tokens[", i, "]: must not be empty"});
  if (c.X && !c.tokens.empty() && static_cast<Index>(c.tokens.size()) != c.X->rows())
    throw Error(ErrorCode::shape, {"tokens: ", c.tokens.size(), " tokens for the ", c.X->rows(),
                                   " rows of X; give one token for each row"});
}

void readSizes(JsonObject& in, LabConfig& c) {
  AttentionConfig& a = c.attention;
  // With X and no d_model, X says how wide it is.
  a.d_model = c.X && !in.has("d_model") ? c.X->cols() : static_cast<Index>(in.number(kDModel));
  in.member("d_model");
  if (a.d_model > static_cast<Index>(kDModel.high))
    throw Error(ErrorCode::range, {"X: has ", a.d_model, " columns; d_model must be ", kDModel.allowed()});
  if (c.X && c.X->cols() != a.d_model)
    throw Error(ErrorCode::shape, {"X: is ", shapeOf(*c.X), ", but d_model is ", a.d_model,
                                   "; its rows must have d_model numbers"});
  a.n_heads = static_cast<Index>(in.number(kHeads));
  a.d_k = readHeadWidth(in, kDk, a.d_model, a.n_heads);
  a.d_v = readHeadWidth(in, kDv, a.d_model, a.n_heads);
}

void readMask(JsonObject& in, LabConfig& c) {
  const std::string kind = in.choice(kMask);
  Mask& mask = c.attention.mask;
  mask.kind = kind == "causal"    ? Mask::Kind::causal
              : kind == "padding" ? Mask::Kind::padding
                                  : Mask::Kind::none;
  const Field length = Field::integer("lengths", 0, 0, static_cast<double>(c.seqLen()));
  for (const double x : in.numbers("lengths", length)) mask.lengths.push_back(static_cast<Index>(x));
  if (mask.kind == Mask::Kind::padding && mask.lengths.size() != 1)
    throw Error(ErrorCode::config,
                {"lengths: mask \"padding\" needs the number of real tokens of the one sequence, as [",
                 c.seqLen(), "]"});
  if (mask.kind != Mask::Kind::padding && !mask.lengths.empty())
    throw Error(ErrorCode::config, {"lengths: belongs to mask \"padding\"; the mask is \"", kind, "\""});
}

void readTarget(JsonObject& in, LabConfig& c) {
  const auto* value = in.member("target");
  if (!value) return;
  if (c.stopAfterInput)
    throw Error(ErrorCode::config,
                {"target: with stop_after \"input\" there is no output to compare it with"});
  if (value->IsString()) {
    c.targetRule = in.choice(Field::choice("target", targetRules()));
    return;
  }
  c.target = matrixFromJson(*value, "target");
  const Shape expected{c.seqLen(), c.attention.d_model};
  if (shapeOf(*c.target) != expected)
    throw Error(ErrorCode::shape, {"target: is ", shapeOf(*c.target), ", must be n × d_model, ", expected});
}

void readUpdate(JsonObject& in, LabConfig& c) {
  if (in.member("optimizer")) {
    if (!c.target && c.targetRule.empty())
      throw Error(ErrorCode::config, {"optimizer: needs a target, or there is no loss to make smaller"});
    c.optimizer = readOptimizer(in, "sgd");
  }
  c.steps = static_cast<Index>(in.number(kSteps));
  if (c.steps > 0 && !c.optimizer)
    throw Error(ErrorCode::config, {"steps: needs an optimizer that takes them"});
}

void readHeads(JsonObject& in, LabConfig& c) {
  const Field head = Field::integer("ablate", 0, 0, static_cast<double>(c.attention.n_heads - 1));
  for (const double h : in.numbers("ablate", head)) c.attention.ablate.push_back(static_cast<Index>(h));
  const JsonObject override = in.object("override");
  for (const auto& m : override.value().GetObject()) {
    const std::string path(m.name.GetString(), m.name.GetStringLength());
    c.attention.override_attention.emplace(path, matrixFromJson(m.value, "override." + shownName(path)));
  }
}

void readParameters(JsonObject& in, LabConfig& c) {
  const JsonObject parameters = in.object("parameters");
  for (const auto& m : parameters.value().GetObject()) {
    const std::string path(m.name.GetString(), m.name.GetStringLength());
    c.parameters.emplace(path, matrixFromJson(m.value, parameters.pathOf(path)));
  }
}

void readEdits(JsonObject& in, LabConfig& c) {
  const auto* value = in.member("edits");
  if (!value) return;
  if (!value->IsArray())
    throw Error(ErrorCode::config, {"edits: must be an array of {node, row, col, value}"});
  for (rapidjson::SizeType i = 0; i < value->Size(); ++i) {
    JsonObject edit((*value)[i], "edits[" + std::to_string(i) + "]");
    const auto* node = edit.member("node");
    if (!node || !node->IsString())
      throw Error(ErrorCode::config, {edit.pathOf("node"), ": must be the path of X or of a parameter"});
    const double largest = 1e30;
    const Field cell = Field::integer("", 0, 0, 1e6);
    const auto index = [&](const char* name) {
      Field f = cell;
      f.name = name;
      if (!edit.has(name)) throw Error(ErrorCode::config, {edit.pathOf(name), ": is missing; ", f.allowed()});
      return static_cast<Index>(edit.number(f));
    };
    if (!edit.has("value"))
      throw Error(ErrorCode::config, {edit.pathOf("value"), ": is missing; give a number"});
    const Index row = index("row"), col = index("col");
    const auto number = static_cast<Scalar>(edit.number(Field::number("value", 0, -largest, largest)));
    c.edits.push_back({std::string(node->GetString(), node->GetStringLength()), row, col, number});
    edit.refuseUnknown();
  }
}

std::string matricesJson(const std::map<std::string, Matrix>& matrices) {
  JsonWriter w;
  for (const auto& [path, value] : matrices) w.raw(path, matrixJson(value));
  return w.json();
}

}  // namespace

const std::vector<Field>& labFields() {
  static const std::vector<Field> fields{kDModel, kHeads, kDk, kDv, kMask, kStopAfter, kSeed, kSteps};
  return fields;
}

LabConfig parseLabConfig(const std::string& json) {
  const rapidjson::Document document = parseJson(json);
  JsonObject in(document, "");
  in.expectOnly({"tokens", "X",         "d_model", "n_heads", "d_k",        "d_v",     "positional",
                 "mask",   "lengths",   "scale",   "init",    "stop_after", "seed",    "parameters",
                 "target", "optimizer", "steps",   "edits",   "ablate",     "override"});
  LabConfig c;
  readTokens(in, c);
  readSizes(in, c);
  c.positional = readPositional(in);
  readMask(in, c);
  c.attention.scale = readScale(in);
  readHeads(in, c);
  c.init = readInit(in);
  c.seed = static_cast<std::uint64_t>(in.number(kSeed));
  readParameters(in, c);
  readTarget(in, c);
  readUpdate(in, c);
  readEdits(in, c);
  return c;
}

std::string labConfigJson(const LabConfig& c) {
  const AttentionConfig& a = c.attention;
  JsonWriter w;
  if (!c.tokens.empty()) w.raw("tokens", jsonArray(c.tokens, quoted));
  if (c.X) w.raw("X", matrixJson(*c.X));
  const auto integer = [&](const char* name, Index value) { w.number(name, static_cast<double>(value)); };
  integer("d_model", a.d_model);
  integer("n_heads", a.n_heads);
  integer("d_k", a.d_k);
  integer("d_v", a.d_v);
  w.raw("positional", positionalJson(c.positional));
  w.text("mask", kMask.choices[static_cast<size_t>(a.mask.kind)]);
  if (a.mask.kind == Mask::Kind::padding)
    w.raw("lengths", jsonArray(a.mask.lengths, [](Index x) { return std::to_string(x); }));
  w.raw("scale", scaleJson(a.scale));
  if (!a.ablate.empty()) w.raw("ablate", jsonArray(a.ablate, [](Index x) { return std::to_string(x); }));
  if (!a.override_attention.empty()) w.raw("override", matricesJson(a.override_attention));
  w.raw("init", initJson(c.init));
  if (c.stopAfterInput) w.text("stop_after", "input");
  w.number("seed", static_cast<double>(c.seed));
  if (!c.parameters.empty()) w.raw("parameters", matricesJson(c.parameters));
  if (c.target) w.raw("target", matrixJson(*c.target));
  if (!c.targetRule.empty()) w.text("target", c.targetRule);
  if (c.optimizer)
    w.raw("optimizer", optimizerJson(*c.optimizer)).number("steps", static_cast<double>(c.steps));
  if (!c.edits.empty())
    w.raw("edits", jsonArray(c.edits, [](const Edit& e) {
            return JsonWriter()
                .text("node", e.node)
                .number("row", static_cast<double>(e.row))
                .number("col", static_cast<double>(e.col))
                .raw("value", numberText(e.value))
                .json();
          }));
  return w.json();
}

std::string schemaJson() {
  JsonWriter positional, init, optimizer;
  for (const auto& kind : positionalKinds()) positional.raw(kind.name, fieldsJson(kind.fields()));
  for (const auto& kind : initKinds()) init.raw(kind, fieldsJson(initFields(kind)));
  for (const auto& kind : optimizerKinds()) optimizer.raw(kind, fieldsJson(optimizerFields(kind)));
  return JsonWriter()
      .raw("fields", fieldsJson(labFields()))
      .raw("positional", positional.json())
      .raw("init", init.json())
      .raw("optimizer", optimizer.json())
      .raw("target", jsonArray(targetRules(), quoted))
      .number("most_tokens", static_cast<double>(kMostTokens))
      .json();
}

}  // namespace qkv
