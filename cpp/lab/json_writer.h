#pragma once
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/matrix.h"

namespace qkv {

/// Writes one JSON object, member after member, in the order in which they are given.
class JsonWriter {
 public:
  /// `json` stands as it is.
  JsonWriter& raw(const std::string& name, const std::string& json);
  JsonWriter& text(const std::string& name, const std::string& value);
  /// The shortest decimal that reads back as the same number; what is not finite stands as a text.
  JsonWriter& number(const std::string& name, double value);
  JsonWriter& flag(const std::string& name, bool value);
  /// The declared fields that have a value.
  JsonWriter& options(const std::vector<Field>& fields, const Options& options);
  std::string json() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

/// [each(x), …] for every x of a range.
template <class Range, class Each>
std::string jsonArray(const Range& range, Each each) {
  std::string text = "[";
  for (const auto& x : range) text += (text.size() > 1 ? "," : "") + each(x);
  return text + "]";
}

/// A number, or the text "Infinity", "-Infinity" or "NaN", which JSON has no numbers for.
std::string jsonNumber(double value);
std::string jsonNumber(float value);

/// [[…], …], row by row.
std::string matrixJson(const Matrix& m);

}  // namespace qkv
