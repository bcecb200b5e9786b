#include "base/fields.h"

#include "base/text.h"

namespace qkv {

Field Field::number(std::string_view name, double defaultValue, double low, double high) {
  Field f;
  f.name = name;
  f.defaultValue = defaultValue;
  f.low = low;
  f.high = high;
  return f;
}

Field Field::integer(std::string_view name, double defaultValue, double low, double high) {
  Field f = number(name, defaultValue, low, high);
  f.kind = Kind::integer;
  return f;
}

Field Field::boolean(std::string_view name, bool defaultValue) {
  Field f = number(name, defaultValue ? 1 : 0, 0, 1);
  f.kind = Kind::boolean;
  return f;
}

Field Field::choice(std::string_view name, std::vector<std::string> choices, size_t defaultValue) {
  Field f = number(name, static_cast<double>(defaultValue), 0, static_cast<double>(choices.size()) - 1);
  f.kind = Kind::choice;
  f.choices = std::move(choices);
  return f;
}

Field Field::integers(std::string_view name, std::vector<double> defaultValue, double low, double high) {
  Field f = number(name, 0, low, high);
  f.kind = Kind::integers;
  f.defaultValues = std::move(defaultValue);
  return f;
}

Field Field::texts(std::string_view name) {
  Field f;
  f.name = name;
  f.kind = Kind::texts;
  return f;
}

Field Field::asDerived() const {
  Field f = *this;
  f.derived = true;
  return f;
}

std::string Field::allowed() const {
  switch (kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::choice: {
      std::string text = "one of ";
      for (size_t i = 0; i < choices.size(); ++i) text += (i ? ", " : "") + quoted(choices[i]);
      return text;
    }
    case Kind::integers:
      return "an array of " + std::to_string(defaultValues.size()) + " whole numbers from " +
             numberText(low) + " to " + numberText(high);
    case Kind::texts:
      return "an array of texts";
    default:
      return std::string(kind == Kind::integer ? "a whole number" : "a number") + " from " + numberText(low) +
             " to " + numberText(high);
  }
}

Options defaults(const std::vector<Field>& fields) {
  Options options;
  for (const Field& f : fields) {
    if (f.derived) continue;
    if (f.kind == Field::Kind::integers)
      options.set(f.name, f.defaultValues);
    else if (f.kind == Field::Kind::texts)
      options.set(f.name, std::vector<std::string>{});
    else
      options.set(f.name, f.defaultValue);
  }
  return options;
}

}  // namespace qkv
