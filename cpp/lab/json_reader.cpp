#include "lab/json_reader.h"

#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cmath>
#include <cstdint>

#include "base/error.h"
#include "base/text.h"

namespace qkv {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& allowed, const rapidjson::Value& value) {
  throw Error(ErrorCode::config, {path, ": must be ", allowed, ", not ", describeJson(value)});
}

std::string textOf(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

/// Passes on what a parser reports, and makes numbers of their texts itself: RapidJSON's own exact conversion
/// counts the leading zeros of a zero, which has no answer, and what it gives then depends on the machine.
struct Numbers {
  using Size = rapidjson::SizeType;
  rapidjson::Document& to;
  bool& tooBig;

  // NOLINTBEGIN(readability-identifier-naming): RapidJSON names its events.
  bool Null() { return to.Null(); }
  bool Bool(bool b) { return to.Bool(b); }
  bool Int(int i) { return to.Int(i); }
  bool Uint(unsigned i) { return to.Uint(i); }
  bool Int64(std::int64_t i) { return to.Int64(i); }
  bool Uint64(std::uint64_t i) { return to.Uint64(i); }
  bool Double(double d) { return to.Double(d); }
  bool String(const char* s, Size n, bool copy) { return to.String(s, n, copy); }
  bool StartObject() { return to.StartObject(); }
  bool Key(const char* s, Size n, bool copy) { return to.Key(s, n, copy); }
  bool EndObject(Size n) { return to.EndObject(n); }
  bool StartArray() { return to.StartArray(); }
  bool EndArray(Size n) { return to.EndArray(n); }

  bool RawNumber(const char* s, Size n, bool) {
    const std::string_view text(s, n);
    const bool isWhole = text.find_first_of("-.eE") == std::string_view::npos;
    if (isWhole && text.size() <= 19) {
      std::uint64_t whole = 0;
      for (const char digit : text) whole = 10 * whole + static_cast<std::uint64_t>(digit - '0');
      return to.Uint64(whole);
    }
    const double x = readNumber(text);
    tooBig = std::isinf(x);
    return !tooBig && to.Double(x);
  }
  // NOLINTEND(readability-identifier-naming)
};

/// Fills a document from a text.
struct Generator {
  const std::string& text;
  bool tooBig = false;
  rapidjson::ParseResult result{};

  bool operator()(rapidjson::Document& document) {
    rapidjson::MemoryStream bytes(text.data(), text.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> in(bytes);
    Numbers numbers{document, tooBig};
    rapidjson::Reader reader;
    // Iterative: hostile nesting must not exhaust the stack.
    result = reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag |
                          rapidjson::kParseValidateEncodingFlag>(in, numbers);
    return !result.IsError();
  }
};

}  // namespace

rapidjson::Document parseJson(const std::string& text, const std::string& what) {
  Generator generator{text};
  rapidjson::Document document;
  document.Populate(generator);
  if (generator.result.IsError()) {
    const auto code = generator.tooBig ? rapidjson::kParseErrorNumberTooBig : generator.result.Code();
    throw Error(ErrorCode::config, {what, ": not JSON at character ", generator.result.Offset() + 1, ": ",
                                    rapidjson::GetParseError_En(code)});
  }
  return document;
}

std::string describeJson(const rapidjson::Value& value) {
  if (value.IsNull()) return "null";
  if (value.IsBool()) return value.GetBool() ? "true" : "false";
  if (value.IsNumber()) return numberText(value.GetDouble());
  if (value.IsString()) return shown(textOf(value));
  if (value.IsArray()) return value.Empty() ? "an empty array" : "an array";
  return "an object";
}

Matrix matrixFromJson(const rapidjson::Value& value, const std::string& path) {
  const char* allowed = "a matrix: an array of rows, each an array of numbers";
  if (!value.IsArray() || value.Empty()) refuse(path, allowed, value);
  if (!value[0].IsArray() || value[0].Empty())
    refuse(path + "[0]", "a row: an array of at least one number", value[0]);
  const auto rows = static_cast<Index>(value.Size()), cols = static_cast<Index>(value[0].Size());
  Matrix m(rows, cols);
  for (rapidjson::SizeType r = 0; r < value.Size(); ++r) {
    const auto& row = value[r];
    const std::string rowPath = path + "[" + std::to_string(r) + "]";
    if (!row.IsArray()) refuse(rowPath, "a row: an array of numbers", row);
    if (static_cast<Index>(row.Size()) != cols)
      throw Error(ErrorCode::shape, {rowPath, ": has ", row.Size(), " numbers, the first row has ", cols,
                                     "; all rows must be of one length"});
    for (rapidjson::SizeType c = 0; c < row.Size(); ++c) {
      const std::string cell = rowPath + "[" + std::to_string(c) + "]";
      if (!row[c].IsNumber()) refuse(cell, "a number", row[c]);
      const auto x = static_cast<Scalar>(row[c].GetDouble());
      if (!std::isfinite(x))
        throw Error(ErrorCode::numeric,
                    {cell, ": ", numberText(row[c].GetDouble()), " is too large for a 32-bit float"});
      m(static_cast<Index>(r), static_cast<Index>(c)) = x;
    }
  }
  return m;
}

JsonObject::JsonObject(const rapidjson::Value& value, std::string path)
    : value_(value), path_(std::move(path)) {
  if (!value.IsObject()) refuse(path_.empty() ? "configuration" : path_, "an object {…}", value);
  std::set<std::string> names;
  for (const auto& m : value.GetObject())
    if (!names.insert(textOf(m.name)).second)
      throw Error(ErrorCode::config, {pathOf(textOf(m.name)), ": stands twice; give it once"});
}

bool JsonObject::has(const char* name) const {
  const auto found = value_.FindMember(name);
  return found != value_.MemberEnd() && !found->value.IsNull();
}

const rapidjson::Value* JsonObject::member(const char* name) {
  read_.insert(name);
  return has(name) ? &value_[name] : nullptr;
}

JsonObject JsonObject::object(const char* name) {
  static const rapidjson::Value empty(rapidjson::kObjectType);
  const auto* value = member(name);
  return JsonObject(value ? *value : empty, pathOf(name));
}

double JsonObject::checked(const rapidjson::Value& value, const std::string& path, const Field& field) const {
  if (field.kind == Field::Kind::boolean) {
    if (!value.IsBool()) refuse(path, field.allowed(), value);
    return value.GetBool() ? 1 : 0;
  }
  if (field.kind == Field::Kind::choice) {
    if (value.IsString())
      for (size_t i = 0; i < field.choices.size(); ++i)
        if (textOf(value) == field.choices[i]) return static_cast<double>(i);
    refuse(path, field.allowed(), value);
  }
  if (!value.IsNumber()) refuse(path, field.allowed(), value);
  const double x = value.GetDouble();
  if (!(x >= field.low && x <= field.high) || (field.kind == Field::Kind::integer && x != std::floor(x)))
    throw Error(ErrorCode::range, {path, ": must be ", field.allowed(), ", not ", describeJson(value)});
  return x;
}

double JsonObject::number(const Field& field) {
  const auto* value = member(field.name.c_str());
  return value ? checked(*value, pathOf(field.name), field) : field.defaultValue;
}

std::string JsonObject::choice(const Field& field) {
  return field.choices[static_cast<size_t>(number(field))];
}

Options JsonObject::options(const std::vector<Field>& fields) {
  Options options;
  for (const Field& field : fields) {
    const char* name = field.name.c_str();
    if (field.kind == Field::Kind::texts) {
      options.set(field.name, strings(name));
    } else if (field.kind == Field::Kind::integers) {
      Field each = field;
      each.kind = Field::Kind::integer;
      const auto given = numbers(name, each);
      if (has(name) && given.size() != field.defaultValues.size())
        refuse(pathOf(name), field.allowed(), *member(name));
      options.set(field.name, has(name) ? given : field.defaultValues);
    } else if (!field.derived || has(name)) {
      options.set(field.name, number(field));
    }
    member(name);  // known, even where it is null
  }
  return options;
}

std::vector<std::string> JsonObject::strings(const char* name) {
  std::vector<std::string> out;
  const auto* value = member(name);
  if (!value) return out;
  if (!value->IsArray()) refuse(pathOf(name), "an array of texts", *value);
  for (rapidjson::SizeType i = 0; i < value->Size(); ++i) {
    if (!(*value)[i].IsString()) refuse(pathOf(name) + "[" + std::to_string(i) + "]", "a text", (*value)[i]);
    out.push_back(textOf((*value)[i]));
  }
  return out;
}

std::vector<double> JsonObject::numbers(const char* name, const Field& each) {
  std::vector<double> out;
  const auto* value = member(name);
  if (!value) return out;
  if (!value->IsArray()) refuse(pathOf(name), "an array, each " + each.allowed(), *value);
  for (rapidjson::SizeType i = 0; i < value->Size(); ++i)
    out.push_back(checked((*value)[i], pathOf(name) + "[" + std::to_string(i) + "]", each));
  return out;
}

std::vector<double> JsonObject::numbers(const char* name, const std::vector<Field>& each) {
  std::vector<double> out;
  const auto* value = member(name);
  if (value && !value->IsArray()) refuse(pathOf(name), "an array, each " + each[0].allowed(), *value);
  if (value && value->Size() != each.size()) {
    std::string names;
    for (const Field& field : each) names += (names.empty() ? "" : ", ") + field.name;
    throw Error(ErrorCode::config, {pathOf(name), ": must be ", each.size(), " numbers, [", names, "]"});
  }
  for (rapidjson::SizeType i = 0; i < each.size(); ++i)
    out.push_back(value ? checked((*value)[i], pathOf(name) + "[" + std::to_string(i) + "]", each[i])
                        : each[i].defaultValue);
  return out;
}

Matrix JsonObject::matrix(const char* name) { return matrixFromJson(*member(name), pathOf(name)); }

void JsonObject::expectOnly(std::initializer_list<const char*> names) {
  read_.insert(names.begin(), names.end());
  refuseUnknown();
}

void JsonObject::refuseUnknown() const {
  for (const auto& m : value_.GetObject()) {
    const std::string name = textOf(m.name);
    if (read_.count(name)) continue;
    std::string known;
    for (const auto& field : read_) known += (known.empty() ? "" : ", ") + field;
    throw Error(ErrorCode::config, {pathOf(name), ": unknown field",
                                    known.empty() ? "; none is known here" : "; known here: " + known});
  }
}

}  // namespace qkv
