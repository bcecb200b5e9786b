#pragma once
#include <rapidjson/document.h>

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/matrix.h"
#include "base/text.h"

namespace qkv {

/// Parses JSON text. Throws Error(config) with the offset where it stops being JSON; `what` names the text.
rapidjson::Document parseJson(const std::string& text, const std::string& what = "configuration");

/// Reads the members of one JSON object, each at most once, and refuses what nobody asked for. Every error
/// names the field by its full path, what it was and what is allowed.
class JsonObject {
 public:
  /// `path` is "" for the whole document. Throws Error(config) when the value is not an object.
  JsonObject(const rapidjson::Value& value, std::string path);

  bool has(const char* name) const;
  /// The member, or nullptr when it is missing or null.
  const rapidjson::Value* member(const char* name);
  JsonObject object(const char* name);

  double number(const Field& field);
  /// The choice's spelling.
  std::string choice(const Field& field);
  /// All of the declared fields that are no special case: given or default. Derived ones only if given.
  Options options(const std::vector<Field>& fields);

  std::vector<std::string> strings(const char* name);
  std::vector<double> numbers(const char* name, const Field& each);
  /// A number for each field, as it declares; the declared defaults where there are none.
  std::vector<double> numbers(const char* name, const std::vector<Field>& each);
  /// [[…], …] of finite numbers, all rows of one length.
  Matrix matrix(const char* name);

  /// Says which members there may be, and refuses others at once: a misspelt field should be heard of before
  /// the one that it was meant to be is missed.
  void expectOnly(std::initializer_list<const char*> names);
  /// Throws Error(config) for the first member that was neither read nor expected.
  void refuseUnknown() const;

  std::string pathOf(const std::string& name) const {
    return (path_.empty() ? "" : path_ + ".") + shownName(name);
  }
  const rapidjson::Value& value() const noexcept { return value_; }

 private:
  double checked(const rapidjson::Value& value, const std::string& path, const Field& field) const;

  const rapidjson::Value& value_;
  std::string path_;
  std::set<std::string> read_;
};

/// What a value is, for an error message: 1.5, "abc", an array, …
std::string describeJson(const rapidjson::Value& value);

/// A matrix from [[…], …]. Throws Error(shape or config) naming the path.
Matrix matrixFromJson(const rapidjson::Value& value, const std::string& path);

}  // namespace qkv
