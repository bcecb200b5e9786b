#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/matrix.h"

namespace qkv {

/// Writes one JSON object, member after member, in the order in which they are given.
class JsonWriter {
 public:
  /// `json` stands as it is.
  JsonWriter& raw(std::string_view name, std::string_view json);
  JsonWriter& text(std::string_view name, std::string_view value);
  /// The shortest decimal that reads back as the same number; what is not finite stands as a text.
  JsonWriter& number(std::string_view name, double value);
  JsonWriter& flag(std::string_view name, bool value);
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
