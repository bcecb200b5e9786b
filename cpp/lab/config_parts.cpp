#include "lab/config_parts.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

const Field kFactor = Field::number("scale", 1, -1000, 1000);

/// PyTorch writes the two decay rates of an optimizer as one pair.
bool isBeta(const Field& field) { return field.name == "beta1" || field.name == "beta2"; }

std::string fieldJson(const Field& f) {
  static constexpr const char* kinds[] = {"number", "integer", "boolean", "choice", "integers", "texts"};
  JsonWriter w;
  w.text("name", f.name).text("kind", kinds[static_cast<int>(f.kind)]);
  if (f.kind == Field::Kind::choice)
    w.raw("choices", jsonArray(f.choices, quoted))
        .text("default", f.choices[static_cast<size_t>(f.defaultValue)]);
  else if (f.kind == Field::Kind::integers)
    w.raw("default", jsonArray(f.defaultValues, [](double x) { return numberText(x); }));
  else if (f.kind == Field::Kind::texts)
    w.raw("default", "[]");
  else if (f.kind == Field::Kind::boolean)
    w.flag("default", f.defaultValue != 0);
  else if (!f.derived)
    w.number("default", f.defaultValue);
  if (f.kind == Field::Kind::number || f.kind == Field::Kind::integer || f.kind == Field::Kind::integers)
    w.number("low", f.low).number("high", f.high);
  return w.json();
}

}  // namespace

Field kindField(const std::vector<std::string>& kinds, std::string_view usual) {
  const auto found = std::find(kinds.begin(), kinds.end(), usual);
  return Field::choice("kind", kinds, static_cast<size_t>(found - kinds.begin()));
}

PositionalConfig readPositional(JsonObject& in) {
  JsonObject object = in.object("positional");
  PositionalConfig positional;
  positional.kind = object.choice(kindField(RegisterPositional::names(), positional.kind));
  positional.options = object.options(positionalKind(positional.kind).fields());
  object.refuseUnknown();
  return positional;
}

std::string positionalJson(const PositionalConfig& positional) {
  const auto fields = positionalKind(positional.kind).fields();
  return JsonWriter().text("kind", positional.kind).options(fields, positional.options).json();
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
  init.kind = object.choice(kindField(initKinds(), init.kind));
  init.options = object.options(initFields(init.kind));
  object.refuseUnknown();
  return init;
}

std::string initJson(const Init& init) {
  return JsonWriter().text("kind", init.kind).options(initFields(init.kind), init.options).json();
}

OptimizerConfig readOptimizer(JsonObject& in, const std::string& defaultValue) {
  JsonObject object = in.object("optimizer");
  OptimizerConfig optimizer;
  optimizer.kind = object.choice(kindField(optimizerKinds(), defaultValue));
  std::vector<Field> plain, betas;
  for (const Field& field : optimizerFields(optimizer.kind)) (isBeta(field) ? betas : plain).push_back(field);
  optimizer.options = object.options(plain);
  if (!betas.empty()) {
    const std::vector<double> given = object.numbers("betas", betas);
    for (size_t i = 0; i < betas.size(); ++i) optimizer.options.set(betas[i].name, given[i]);
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
