#include "base/fields.h"

#include "base/text.h"

namespace qkv {

Field Field::number(std::string name, double fallback, double low, double high) {
  Field f;
  f.name = std::move(name);
  f.fallback = fallback;
  f.low = low;
  f.high = high;
  return f;
}

Field Field::integer(std::string name, double fallback, double low, double high) {
  Field f = number(std::move(name), fallback, low, high);
  f.kind = Kind::integer;
  return f;
}

Field Field::boolean(std::string name, bool fallback) {
  Field f = number(std::move(name), fallback ? 1 : 0, 0, 1);
  f.kind = Kind::boolean;
  return f;
}

Field Field::choice(std::string name, std::vector<std::string> choices, size_t fallback) {
  Field f =
      number(std::move(name), static_cast<double>(fallback), 0, static_cast<double>(choices.size()) - 1);
  f.kind = Kind::choice;
  f.choices = std::move(choices);
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
    default:
      return std::string(kind == Kind::integer ? "a whole number" : "a number") + " from " + numberText(low) +
             " to " + numberText(high);
  }
}

Options defaults(const std::vector<Field>& fields) {
  Options options;
  for (const Field& f : fields)
    if (!f.derived) options.set(f.name, f.fallback);
  return options;
}

}  // namespace qkv
