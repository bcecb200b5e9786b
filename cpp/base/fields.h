#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/matrix.h"

namespace qkv {

/// One declared field of a configuration: its name, what it may be and what it is when left out.
/// An encoding, an optimizer or a task declares its fields beside its code; reading, checking, defaults
/// and documentation all come from the declaration.
struct Field {
  enum class Kind { number, integer, boolean, choice, integers, texts };

  std::string name;
  Kind kind = Kind::number;
  double defaultValue = 0;  ///< for a boolean 0 or 1, for a choice its index
  double low = 0, high = 0;
  std::vector<std::string> choices;
  std::vector<double> defaultValues;  ///< of `integers`, which are as many as these
  /// Left out, it follows from the rest (d_k = d_model / n_heads); `defaultValue` is then not used.
  bool derived = false;

  static Field number(std::string_view name, double defaultValue, double low, double high);
  static Field integer(std::string_view name, double defaultValue, double low, double high);
  static Field boolean(std::string_view name, bool defaultValue);
  static Field choice(std::string_view name, std::vector<std::string> choices, size_t defaultValue = 0);
  /// So many whole numbers as `defaultValue` has.
  static Field integers(std::string_view name, std::vector<double> defaultValue, double low, double high);
  /// A list of texts; none when left out.
  static Field texts(std::string_view name);
  Field asDerived() const;

  /// "a whole number from 1 to 1024", "one of \"none\", \"causal\"": what an error says is allowed.
  std::string allowed() const;
};

/// Checked values of declared fields.
class Options {
 public:
  void set(const std::string& name, double value) { values_[name].number = value; }
  void set(const std::string& name, std::vector<double> values) { values_[name].numbers = std::move(values); }
  void set(const std::string& name, std::vector<std::string> values) {
    values_[name].texts = std::move(values);
  }
  bool has(const std::string& name) const { return values_.count(name) > 0; }
  double number(const std::string& name) const { return values_.at(name).number; }
  Index integer(const std::string& name) const { return static_cast<Index>(number(name)); }
  bool flag(const std::string& name) const { return number(name) != 0; }
  const std::vector<double>& numbers(const std::string& name) const { return values_.at(name).numbers; }
  const std::vector<std::string>& texts(const std::string& name) const { return values_.at(name).texts; }

 private:
  /// One of the three, as the field declares.
  struct Value {
    double number = 0;
    std::vector<double> numbers;
    std::vector<std::string> texts;
  };
  std::map<std::string, Value> values_;
};

/// The declared defaults.
Options defaults(const std::vector<Field>& fields);

}  // namespace qkv
