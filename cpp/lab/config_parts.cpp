#include "lab/config_parts.h"

#include "base/error.h"
#include "base/text.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

const Field kFactor = Field::number("scale", 1, -1000, 1000);

Field positionalField() {
  std::vector<std::string> names;
  size_t fallback = 0;
  for (const auto& kind : positionalKinds()) {
    if (kind.name == "sinusoidal") fallback = names.size();
    names.emplace_back(kind.name);
  }
  return Field::choice("kind", names, fallback);
}

Field optimizerField(const std::string& fallback) {
  Field field = Field::choice("kind", optimizerKinds());
  for (size_t i = 0; i < field.choices.size(); ++i)
    if (field.choices[i] == fallback) field.fallback = static_cast<double>(i);
  return field;
}

std::string fieldJson(const Field& f) {
  static constexpr const char* kinds[] = {"number", "integer", "boolean", "choice", "integers", "texts"};
  JsonWriter w;
  w.text("name", f.name).text("kind", kinds[static_cast<int>(f.kind)]);
  if (f.kind == Field::Kind::choice)
    w.raw("choices", jsonArray(f.choices, quoted))
        .text("default", f.choices[static_cast<size_t>(f.fallback)]);
  else if (f.kind == Field::Kind::integers)
    w.raw("default", jsonArray(f.fallbacks, [](double x) { return numberText(x); }));
  else if (f.kind == Field::Kind::texts)
    w.raw("default", "[]");
  else if (f.kind == Field::Kind::boolean)
    w.flag("default", f.fallback != 0);
  else if (!f.derived)
    w.number("default", f.fallback);
  if (f.kind == Field::Kind::number || f.kind == Field::Kind::integer || f.kind == Field::Kind::integers)
    w.number("low", f.low).number("high", f.high);
  return w.json();
}

}  // namespace

PositionalConfig readPositional(JsonObject& in) {
  JsonObject object = in.object("positional");
  PositionalConfig positional;
  positional.kind = object.choice(positionalField());
  positional.options = object.options(positionalKind(positional.kind).fields());
  object.refuseUnknown();
  return positional;
}

std::string positionalJson(const std::string& kind, const Options& options) {
  return JsonWriter().text("kind", kind).options(positionalKind(kind).fields(), options).json();
}

Scaling readScale(JsonObject& in) {
  Scaling scale;
  const auto* value = in.member("scale");
  if (!value) return scale;
  if (value->IsBool()) {
    scale.rootOfDk = value->GetBool();
  } else if (value->IsNumber()) {
    scale = {false, in.number(kFactor)};
  } else {
    throw Error(
        ErrorCode::config,
        {in.pathOf("scale"), ": must be true (1/√d_k), false (1) or a number, not ", describeJson(*value)});
  }
  return scale;
}

std::string scaleJson(const Scaling& scale) {
  if (scale.rootOfDk) return "true";
  return scale.factor == 1 ? "false" : numberText(scale.factor);
}

Init readInit(JsonObject& in) {
  JsonObject object = in.object("init");
  Init init;
  init.kind = object.choice(Field::choice("kind", initKinds()));
  const Options options = object.options(initFields(init.kind));
  if (options.has("std")) init.std = options.number("std");
  if (options.has("bound")) init.bound = options.number("bound");
  object.refuseUnknown();
  return init;
}

std::string initJson(const Init& init) {
  JsonWriter w;
  w.text("kind", init.kind);
  if (init.kind == "normal") w.number("std", init.std);
  if (init.kind == "uniform" && init.bound > 0) w.number("bound", init.bound);
  return w.json();
}

OptimizerConfig readOptimizer(JsonObject& in, const std::string& fallback) {
  JsonObject object = in.object("optimizer");
  OptimizerConfig optimizer;
  optimizer.kind = object.choice(optimizerField(fallback));
  const auto fields = optimizerFields(optimizer.kind);
  std::vector<Field> plain;
  for (const Field& field : fields)
    if (field.name != "beta1" && field.name != "beta2") plain.push_back(field);
  optimizer.options = object.options(plain);
  if (plain.size() != fields.size()) {
    auto betas = object.numbers("betas", Field::number("betas", 0.9, 0, 0.999999));
    if (!object.has("betas")) betas = {0.9, 0.999};
    if (betas.size() != 2)
      throw Error(ErrorCode::config, {object.pathOf("betas"), ": must be two numbers, [beta1, beta2]"});
    optimizer.options.set("beta1", betas[0]);
    optimizer.options.set("beta2", betas[1]);
  }
  object.refuseUnknown();
  return optimizer;
}

std::string optimizerJson(const OptimizerConfig& optimizer) {
  JsonWriter w;
  w.text("kind", optimizer.kind);
  for (const Field& f : optimizerFields(optimizer.kind)) {
    if (f.name == "beta1")
      w.raw("betas", "[" + numberText(optimizer.options.number("beta1")) + "," +
                         numberText(optimizer.options.number("beta2")) + "]");
    else if (f.name != "beta2")
      w.options({f}, optimizer.options);
  }
  return w.json();
}

Index readHeadWidth(JsonObject& in, const Field& field, Index d_model, Index n_heads) {
  if (in.has(field.name.c_str())) return static_cast<Index>(in.number(field));
  in.member(field.name.c_str());
  if (d_model % n_heads != 0)
    throw Error(ErrorCode::config, {in.pathOf("n_heads"), ": ", n_heads, " heads do not divide d_model ",
                                    d_model, "; choose another number of heads, or give ", field.name});
  return d_model / n_heads;
}

std::string fieldsJson(const std::vector<Field>& fields) { return jsonArray(fields, fieldJson); }

}  // namespace qkv
