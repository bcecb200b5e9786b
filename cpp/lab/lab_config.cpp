#include "lab/lab_config.h"

#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "lab/json_reader.h"

namespace qkv {
namespace {

constexpr Index kMostTokens = 512;

const std::vector<std::string>& targetRules() {
  static const std::vector<std::string> rules{"next_token", "previous_token", "same_token"};
  return rules;
}

const Field kDModel = Field::integer("d_model", 8, 1, 1024);
const Field kHeads = Field::integer("n_heads", 2, 1, 64);
const Field kDk = Field::integer("d_k", 0, 1, 1024).asDerived();
const Field kDv = Field::integer("d_v", 0, 1, 1024).asDerived();
const Field kMask = Field::choice("mask", {"none", "causal", "padding"});
const Field kFactor = Field::number("scale", 1, -1000, 1000);
const Field kSeed = Field::integer("seed", 1, 0, 4294967295.0);
const Field kSteps = Field::integer("steps", 0, 0, 100000);

Field positionalField() {
  std::vector<std::string> names;
  size_t fallback = 0;
  for (const auto& kind : positionalKinds()) {
    if (kind.name == "sinusoidal") fallback = names.size();
    names.push_back(kind.name);
  }
  return Field::choice("kind", names, fallback);
}

void readTokens(JsonObject& in, LabConfig& c) {
  c.tokens = in.strings("tokens");
  if (in.has("X")) c.X = in.matrix("X");
  in.member("X");
  if (c.tokens.empty() && !c.X)
    throw Error(ErrorCode::config, "tokens: give at least one token, as [\"the\", \"cat\"], or the matrix X");
  if (c.seqLen() > kMostTokens)
    throw Error(ErrorCode::range, std::string(c.X ? "X" : "tokens") + ": " + std::to_string(c.seqLen()) +
                                      " tokens are too many; at most " + std::to_string(kMostTokens));
  for (size_t i = 0; i < c.tokens.size(); ++i)
    if (c.tokens[i].empty())
      throw Error(ErrorCode::config, "tokens[" + std::to_string(i) + "]: must not be empty");
  if (c.X && !c.tokens.empty() && static_cast<Index>(c.tokens.size()) != c.X->rows())
    throw Error(ErrorCode::shape, "tokens: " + std::to_string(c.tokens.size()) + " tokens for the " +
                                      std::to_string(c.X->rows()) +
                                      " rows of X; give one token for each row");
}

void readSizes(JsonObject& in, LabConfig& c) {
  AttentionConfig& a = c.attention;
  // With X and no d_model, X says how wide it is.
  a.d_model = c.X && !in.has("d_model") ? c.X->cols() : static_cast<Index>(in.number(kDModel));
  in.member("d_model");
  if (a.d_model > static_cast<Index>(kDModel.high))
    throw Error(ErrorCode::range,
                "X: has " + std::to_string(a.d_model) + " columns; d_model must be " + kDModel.allowed());
  if (c.X && c.X->cols() != a.d_model)
    throw Error(ErrorCode::shape, "X: is " + shapeText(shapeOf(*c.X)) + ", but d_model is " +
                                      std::to_string(a.d_model) + "; its rows must have d_model numbers");
  a.n_heads = static_cast<Index>(in.number(kHeads));
  const auto width = [&](const Field& field) {
    if (in.has(field.name.c_str())) return static_cast<Index>(in.number(field));
    in.member(field.name.c_str());
    if (a.d_model % a.n_heads != 0)
      throw Error(ErrorCode::config, "n_heads: " + std::to_string(a.n_heads) +
                                         " heads do not divide d_model " + std::to_string(a.d_model) +
                                         "; choose another number of heads, or give " + field.name);
    return a.d_model / a.n_heads;
  };
  a.d_k = width(kDk);
  a.d_v = width(kDv);
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
                "lengths: mask \"padding\" needs the number of real tokens of the one sequence, as [" +
                    std::to_string(c.seqLen()) + "]");
  if (mask.kind != Mask::Kind::padding && !mask.lengths.empty())
    throw Error(ErrorCode::config, "lengths: belongs to mask \"padding\"; the mask is \"" + kind + "\"");
}

void readScale(JsonObject& in, LabConfig& c) {
  const auto* value = in.member("scale");
  if (!value) return;
  if (value->IsBool()) {
    c.attention.scale.rootOfDk = value->GetBool();
  } else if (value->IsNumber()) {
    c.attention.scale = {false, in.number(kFactor)};
  } else {
    throw Error(ErrorCode::config,
                "scale: must be true (1/√d_k), false (1) or a number, not " + describeJson(*value));
  }
}

void readPositional(JsonObject& in, LabConfig& c) {
  JsonObject positional = in.object("positional");
  c.positional = positional.choice(positionalField());
  c.positionalOptions = positional.options(positionalKind(c.positional).fields);
  positional.refuseUnknown();
}

void readInit(JsonObject& in, LabConfig& c) {
  JsonObject init = in.object("init");
  c.init.kind = init.choice(Field::choice("kind", initKinds()));
  const Options options = init.options(initFields(c.init.kind));
  if (options.has("std")) c.init.std = options.number("std");
  if (options.has("bound")) c.init.bound = options.number("bound");
  init.refuseUnknown();
}

void readTarget(JsonObject& in, LabConfig& c) {
  const auto* value = in.member("target");
  if (!value) return;
  if (value->IsString()) {
    c.targetRule = in.choice(Field::choice("target", targetRules()));
    return;
  }
  c.target = matrixFromJson(*value, "target");
  const Shape expected{c.seqLen(), c.attention.d_model};
  if (shapeOf(*c.target) != expected)
    throw Error(ErrorCode::shape, "target: is " + shapeText(shapeOf(*c.target)) + ", must be n × d_model, " +
                                      shapeText(expected));
}

void readOptimiser(JsonObject& in, LabConfig& c) {
  if (in.member("optimizer")) {
    JsonObject object = in.object("optimizer");
    OptimiserConfig optimiser;
    optimiser.kind = object.choice(Field::choice("kind", optimiserKinds()));
    const auto fields = optimiserFields(optimiser.kind);
    std::vector<Field> plain;
    for (const Field& field : fields)
      if (field.name != "beta1" && field.name != "beta2") plain.push_back(field);
    optimiser.options = object.options(plain);
    if (plain.size() != fields.size()) {
      auto betas = object.numbers("betas", Field::number("betas", 0.9, 0, 0.999999));
      if (!object.has("betas")) betas = {0.9, 0.999};
      if (betas.size() != 2)
        throw Error(ErrorCode::config, "optimizer.betas: must be two numbers, [beta1, beta2]");
      optimiser.options.set("beta1", betas[0]);
      optimiser.options.set("beta2", betas[1]);
    }
    object.refuseUnknown();
    if (!c.target && c.targetRule.empty())
      throw Error(ErrorCode::config, "optimizer: needs a target, or there is no loss to make smaller");
    c.optimizer = std::move(optimiser);
  }
  c.steps = static_cast<Index>(in.number(kSteps));
  if (c.steps > 0 && !c.optimizer)
    throw Error(ErrorCode::config, "steps: needs an optimizer that takes them");
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
  if (!value->IsArray()) throw Error(ErrorCode::config, "edits: must be an array of {node, row, col, value}");
  for (rapidjson::SizeType i = 0; i < value->Size(); ++i) {
    JsonObject edit((*value)[i], "edits[" + std::to_string(i) + "]");
    const auto* node = edit.member("node");
    if (!node || !node->IsString())
      throw Error(ErrorCode::config, edit.pathOf("node") + ": must be the path of X or of a parameter");
    const double largest = 1e30;
    const Field cell = Field::integer("", 0, 0, 1e6);
    const auto index = [&](const char* name) {
      Field f = cell;
      f.name = name;
      if (!edit.has(name)) throw Error(ErrorCode::config, edit.pathOf(name) + ": is missing; " + f.allowed());
      return static_cast<Index>(edit.number(f));
    };
    if (!edit.has("value"))
      throw Error(ErrorCode::config, edit.pathOf("value") + ": is missing; give a number");
    const Index row = index("row"), col = index("col");
    const auto number = static_cast<Scalar>(edit.number(Field::number("value", 0, -largest, largest)));
    c.edits.push_back({std::string(node->GetString(), node->GetStringLength()), row, col, number});
    edit.refuseUnknown();
  }
}

/// A JSON writer that only knows what a configuration holds.
class Writer {
 public:
  Writer& raw(const std::string& name, const std::string& json) {
    text_ += (text_.empty() ? "{" : ",") + quoted(name) + ":" + json;
    return *this;
  }
  Writer& text(const std::string& name, const std::string& value) { return raw(name, quoted(value)); }
  Writer& number(const std::string& name, double value) { return raw(name, numberText(value)); }
  Writer& options(const std::vector<Field>& fields, const Options& options) {
    for (const Field& f : fields) {
      if (!options.has(f.name)) continue;
      const double x = options.number(f.name);
      if (f.kind == Field::Kind::boolean)
        raw(f.name, x != 0 ? "true" : "false");
      else if (f.kind == Field::Kind::choice)
        text(f.name, f.choices[static_cast<size_t>(x)]);
      else
        number(f.name, x);
    }
    return *this;
  }
  std::string json() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

template <class Range, class Each>
std::string array(const Range& range, Each each) {
  std::string text = "[";
  for (const auto& x : range) text += (text.size() > 1 ? "," : "") + each(x);
  return text + "]";
}

std::string matrixJson(const Matrix& m) {
  std::string text = "[";
  for (Index r = 0; r < m.rows(); ++r) {
    text += r ? ",[" : "[";
    for (Index c = 0; c < m.cols(); ++c) text += (c ? "," : "") + numberText(m(r, c));
    text += "]";
  }
  return text + "]";
}

std::string optimiserJson(const OptimiserConfig& optimiser) {
  Writer w;
  w.text("kind", optimiser.kind);
  for (const Field& f : optimiserFields(optimiser.kind)) {
    if (f.name == "beta1")
      w.raw("betas", "[" + numberText(optimiser.options.number("beta1")) + "," +
                         numberText(optimiser.options.number("beta2")) + "]");
    else if (f.name != "beta2")
      w.options({f}, optimiser.options);
  }
  return w.json();
}

std::string fieldJson(const Field& f) {
  static constexpr const char* kinds[] = {"number", "integer", "boolean", "choice"};
  Writer w;
  w.text("name", f.name).text("kind", kinds[static_cast<int>(f.kind)]);
  if (f.kind == Field::Kind::choice)
    w.raw("choices", array(f.choices, quoted)).text("default", f.choices[static_cast<size_t>(f.fallback)]);
  else if (!f.derived)
    w.raw("default",
          f.kind == Field::Kind::boolean ? (f.fallback != 0 ? "true" : "false") : numberText(f.fallback));
  if (f.kind == Field::Kind::number || f.kind == Field::Kind::integer)
    w.number("low", f.low).number("high", f.high);
  return w.json();
}

std::string fieldsJson(const std::vector<Field>& fields) { return array(fields, fieldJson); }

}  // namespace

const std::vector<Field>& labFields() {
  static const std::vector<Field> fields{kDModel, kHeads, kDk, kDv, kMask, kSeed, kSteps};
  return fields;
}

LabConfig parseLabConfig(const std::string& json) {
  const rapidjson::Document document = parseJson(json);
  JsonObject in(document, "");
  LabConfig c;
  readTokens(in, c);
  readSizes(in, c);
  readPositional(in, c);
  readMask(in, c);
  readScale(in, c);
  readInit(in, c);
  c.seed = static_cast<std::uint64_t>(in.number(kSeed));
  readParameters(in, c);
  readTarget(in, c);
  readOptimiser(in, c);
  readEdits(in, c);
  in.refuseUnknown();
  return c;
}

std::string labConfigJson(const LabConfig& c) {
  const AttentionConfig& a = c.attention;
  Writer w;
  if (!c.tokens.empty()) w.raw("tokens", array(c.tokens, quoted));
  if (c.X) w.raw("X", matrixJson(*c.X));
  const auto integer = [&](const char* name, Index value) { w.number(name, static_cast<double>(value)); };
  integer("d_model", a.d_model);
  integer("n_heads", a.n_heads);
  integer("d_k", a.d_k);
  integer("d_v", a.d_v);
  w.raw("positional", Writer()
                          .text("kind", c.positional)
                          .options(positionalKind(c.positional).fields, c.positionalOptions)
                          .json());
  w.text("mask", kMask.choices[static_cast<size_t>(a.mask.kind)]);
  if (a.mask.kind == Mask::Kind::padding)
    w.raw("lengths", array(a.mask.lengths, [](Index x) { return std::to_string(x); }));
  if (a.scale.rootOfDk || a.scale.factor == 1)
    w.raw("scale", a.scale.rootOfDk ? "true" : "false");
  else
    w.number("scale", a.scale.factor);
  Writer init;
  init.text("kind", c.init.kind);
  if (c.init.kind == "normal") init.number("std", c.init.std);
  if (c.init.kind == "uniform" && c.init.bound > 0) init.number("bound", c.init.bound);
  w.raw("init", init.json());
  w.number("seed", static_cast<double>(c.seed));
  if (!c.parameters.empty()) {
    Writer parameters;
    for (const auto& [path, value] : c.parameters) parameters.raw(path, matrixJson(value));
    w.raw("parameters", parameters.json());
  }
  if (c.target) w.raw("target", matrixJson(*c.target));
  if (!c.targetRule.empty()) w.text("target", c.targetRule);
  if (c.optimizer)
    w.raw("optimizer", optimiserJson(*c.optimizer)).number("steps", static_cast<double>(c.steps));
  if (!c.edits.empty())
    w.raw("edits", array(c.edits, [](const Edit& e) {
            return Writer()
                .text("node", e.node)
                .number("row", static_cast<double>(e.row))
                .number("col", static_cast<double>(e.col))
                .raw("value", numberText(e.value))
                .json();
          }));
  return w.json();
}

std::string schemaJson() {
  Writer positional, init, optimizer;
  for (const auto& kind : positionalKinds()) positional.raw(kind.name, fieldsJson(kind.fields));
  for (const auto& kind : initKinds()) init.raw(kind, fieldsJson(initFields(kind)));
  for (const auto& kind : optimiserKinds()) optimizer.raw(kind, fieldsJson(optimiserFields(kind)));
  return Writer()
      .raw("fields", fieldsJson(labFields()))
      .raw("positional", positional.json())
      .raw("init", init.json())
      .raw("optimizer", optimizer.json())
      .raw("target", array(targetRules(), quoted))
      .number("most_tokens", static_cast<double>(kMostTokens))
      .json();
}

}  // namespace qkv
