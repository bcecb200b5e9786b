#include "lab/json_writer.h"

#include <cmath>

#include "base/text.h"

namespace qkv {

JsonWriter& JsonWriter::raw(std::string_view name, std::string_view json) {
  text_ += text_.empty() ? '{' : ',';
  text_ += quoted(std::string(name));
  text_ += ':';
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view name, std::string_view value) {
  return raw(name, quoted(std::string(value)));
}

JsonWriter& JsonWriter::number(std::string_view name, double value) { return raw(name, jsonNumber(value)); }

JsonWriter& JsonWriter::flag(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonWriter& JsonWriter::options(const std::vector<Field>& fields, const Options& options) {
  for (const Field& f : fields) {
    if (!options.has(f.name)) continue;
    switch (f.kind) {
      case Field::Kind::boolean:
        flag(f.name, options.flag(f.name));
        break;
      case Field::Kind::choice:
        text(f.name, f.choices[static_cast<size_t>(options.integer(f.name))]);
        break;
      case Field::Kind::integers:
        raw(f.name, jsonArray(options.numbers(f.name), [](double x) { return numberText(x); }));
        break;
      case Field::Kind::texts:
        raw(f.name, jsonArray(options.texts(f.name), quoted));
        break;
      default:
        number(f.name, options.number(f.name));
    }
  }
  return *this;
}

std::string jsonNumber(double value) {
  return std::isfinite(value) ? numberText(value) : quoted(numberText(value));
}

std::string jsonNumber(float value) {
  return std::isfinite(value) ? numberText(value) : quoted(numberText(value));
}

std::string matrixJson(const Matrix& m) {
  std::string text = "[";
  for (Index r = 0; r < m.rows(); ++r) {
    text += r ? ",[" : "[";
    for (Index c = 0; c < m.cols(); ++c) text += (c ? "," : "") + jsonNumber(m(r, c));
    text += "]";
  }
  return text + "]";
}

}  // namespace qkv
