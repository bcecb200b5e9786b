#include "lab/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "lab/json_reader.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

constexpr std::uint64_t kMostHeader = 100'000'000;  // the reference implementation's bound

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::config, {"safetensors: ", what}); }

/// Bytes of one number; 0 for a type that the format does not know.
std::uint64_t widthOf(std::string_view dtype) noexcept {
  for (const char* one : {"BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3"})
    if (dtype == one) return 1;
  for (const char* two : {"I16", "U16", "F16", "BF16"})
    if (dtype == two) return 2;
  for (const char* four : {"I32", "U32", "F32"})
    if (dtype == four) return 4;
  for (const char* eight : {"I64", "U64", "F64"})
    if (dtype == eight) return 8;
  return 0;
}

struct Entry {
  std::string name;
  Tensor tensor;
  std::uint64_t begin, end;
};

std::string textOf(const rapidjson::Value& value, const std::string& what) {
  if (!value.IsString()) refuse(what + " must be a text, not " + describeJson(value));
  return {value.GetString(), value.GetStringLength()};
}

std::uint64_t wholeOf(const rapidjson::Value& value, const std::string& what) {
  if (!value.IsUint64()) refuse(what + " must be a whole number, not " + describeJson(value));
  return value.GetUint64();
}

Entry readEntry(const std::string& name, const rapidjson::Value& value) {
  const std::string what = "tensor " + shown(name, 200);
  if (!value.IsObject()) refuse(what + " must be an object, not " + describeJson(value));
  Entry entry{name, {}, 0, 0};
  bool seen[3] = {};
  for (const auto& m : value.GetObject()) {
    const std::string key = textOf(m.name, what);
    const bool isList = m.value.IsArray();
    const int which = key == "dtype" ? 0 : key == "shape" ? 1 : key == "data_offsets" ? 2 : -1;
    if (which < 0) refuse(what + " has the unknown member " + shown(key));
    if (seen[which]) refuse(what + " has its " + key + " twice");
    seen[which] = true;
    if (which == 0) {
      entry.tensor.dtype = textOf(m.value, what + ": dtype");
    } else if (which == 1 && isList) {
      for (const auto& size : m.value.GetArray())
        entry.tensor.shape.push_back(wholeOf(size, what + ": a size of its shape"));
    } else if (which == 2 && isList && m.value.Size() == 2) {
      entry.begin = wholeOf(m.value[0], what + ": its first offset");
      entry.end = wholeOf(m.value[1], what + ": its second offset");
    } else {
      refuse(what + ": " + key + " must be an array" + (which == 2 ? " of two offsets" : ""));
    }
  }
  if (!seen[0] || !seen[1] || !seen[2]) refuse(what + " needs dtype, shape and data_offsets");
  return entry;
}

/// Throws unless the offsets hold exactly what dtype and shape say.
void checkSize(const Entry& entry) {
  const std::string what = "tensor " + shown(entry.name, 200);
  std::uint64_t bytes = widthOf(entry.tensor.dtype);
  if (bytes == 0) refuse(what + " has the unknown dtype " + shown(entry.tensor.dtype));
  if (entry.end < entry.begin) refuse(what + " ends before it begins");
  for (const std::uint64_t size : entry.tensor.shape) {
    if (size != 0 && bytes > UINT64_MAX / size) refuse(what + " has a shape too large for any file");
    bytes *= size;
  }
  if (bytes != entry.end - entry.begin)
    refuse(what + " needs " + std::to_string(bytes) + " bytes by its shape, but has offsets for " +
           std::to_string(entry.end - entry.begin));
}

template <class Number>
Matrix read(const Tensor& tensor, Index rows, Index cols) {
  Matrix m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) {
    Number x;
    std::memcpy(&x, tensor.bytes.data() + static_cast<size_t>(i) * sizeof x, sizeof x);
    m.data()[i] = static_cast<Scalar>(x);
  }
  return m;
}

}  // namespace

std::string writeSafetensors(const Safetensors& file) {
  // Wide numbers first, so that every tensor starts at a multiple of its width.
  std::vector<std::pair<std::string, const Tensor*>> order;
  for (const std::uint64_t width : {8U, 4U, 2U, 1U, 0U})
    for (const auto& [name, tensor] : file.tensors)
      if (widthOf(tensor.dtype) == width) order.emplace_back(name, &tensor);
  JsonWriter header;
  if (!file.metadata.empty()) {
    JsonWriter metadata;
    for (const auto& [key, value] : file.metadata) metadata.text(key, value);
    header.raw("__metadata__", metadata.json());
  }
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : order) {
    const auto text = [](std::uint64_t x) { return std::to_string(x); };
    const std::uint64_t end = offset + tensor->bytes.size();
    header.raw(name, JsonWriter()
                         .text("dtype", tensor->dtype)
                         .raw("shape", jsonArray(tensor->shape, text))
                         .raw("data_offsets", "[" + text(offset) + "," + text(end) + "]")
                         .json());
    offset = end;
  }
  std::string json = header.json();
  json.resize((json.size() + 7) / 8 * 8, ' ');
  std::string bytes(8, '\0');
  // In 64 bits: WebAssembly's size_t has 32, and a shift by that many is undefined.
  const auto length = static_cast<std::uint64_t>(json.size());
  for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
  bytes += json;
  for (const auto& [name, tensor] : order) bytes += tensor->bytes;
  return bytes;
}

Safetensors readSafetensors(std::string_view bytes) {
  if (bytes.size() < 8) refuse("the file is too short to hold its header's length");
  std::uint64_t length = 0;
  for (size_t i = 0; i < 8; ++i)
    length |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  if (length > kMostHeader || length > bytes.size() - 8)
    refuse("the header says it has " + std::to_string(length) + " bytes, the file has " +
           std::to_string(bytes.size()));
  const auto headerSize = static_cast<size_t>(length);  // no more than there are bytes
  const std::string_view header = bytes.substr(8, headerSize), data = bytes.substr(8 + headerSize);
  if (header.empty() || header[0] != '{') refuse("the header must start with {");
  const rapidjson::Document document = parseJson(std::string(header), "safetensors");
  if (!document.IsObject()) refuse("the header must be an object");

  Safetensors file;
  std::vector<Entry> entries;
  for (const auto& m : document.GetObject()) {
    const std::string name = textOf(m.name, "a name");
    if (name == "__metadata__") {
      if (!m.value.IsObject()) refuse("__metadata__ must be an object of texts");
      for (const auto& pair : m.value.GetObject())
        file.metadata[textOf(pair.name, "a name")] = textOf(pair.value, "__metadata__");
      continue;
    }
    entries.push_back(readEntry(name, m.value));
    checkSize(entries.back());
  }
  const auto comesFirst = [](const Entry& a, const Entry& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  };
  std::make_heap(entries.begin(), entries.end(), comesFirst);  // much less code than std::sort
  std::sort_heap(entries.begin(), entries.end(), comesFirst);
  std::uint64_t covered = 0;
  for (Entry& entry : entries) {
    const std::string what = "tensor " + shown(entry.name, 200);
    if (entry.begin < covered) refuse(what + " overlaps the one before it");
    if (entry.begin > covered) refuse("a gap of bytes lies before " + what);
    if (entry.end > data.size()) refuse(what + " ends beyond the end of the file");
    covered = entry.end;
    entry.tensor.bytes =
        data.substr(static_cast<size_t>(entry.begin), static_cast<size_t>(entry.end - entry.begin));
    if (!file.tensors.emplace(entry.name, std::move(entry.tensor)).second) refuse(what + " stands twice");
  }
  if (covered != data.size())
    refuse(std::to_string(data.size() - covered) + " bytes at the end belong to no tensor");
  return file;
}

Tensor tensorOf(const Matrix& m) {
  Tensor tensor;
  tensor.dtype = sizeof(Scalar) == 4 ? "F32" : "F64";
  tensor.shape = {static_cast<std::uint64_t>(m.rows()), static_cast<std::uint64_t>(m.cols())};
  tensor.bytes.assign(reinterpret_cast<const char*>(m.data()),
                      static_cast<size_t>(m.size()) * sizeof(Scalar));
  return tensor;
}

Matrix matrixOf(const Tensor& tensor, const std::string& name) {
  const std::string what = "safetensors: " + shown(name, 200);
  const bool isRow = tensor.shape.size() == 1;
  if (!isRow && tensor.shape.size() != 2)
    throw Error(ErrorCode::shape,
                {what, " has ", tensor.shape.size(), " dimensions; a matrix has two, a row of numbers one"});
  // checkSize() saw that the bytes are there, so a size that is not 0 is small; 0 may stand beside any other.
  const std::uint64_t rows = isRow ? 1 : tensor.shape[0], cols = tensor.shape.back();
  if (rows == 0 || cols == 0) throw Error(ErrorCode::shape, {what, " is empty"});
  const auto r = static_cast<Index>(rows), c = static_cast<Index>(cols);
  if (tensor.dtype == "F32") return read<float>(tensor, r, c);
  if (tensor.dtype == "F64") return read<double>(tensor, r, c);
  throw Error(ErrorCode::config, {what, " is ", tensor.dtype, "; use F32 or F64"});
}

std::string writeParameters(const std::map<std::string, Matrix>& parameters) {
  Safetensors file;
  for (const auto& [path, value] : parameters) file.tensors.emplace(path, tensorOf(value));
  return writeSafetensors(file);
}

std::map<std::string, Matrix> readParameters(std::string_view bytes) {
  std::map<std::string, Matrix> parameters;
  for (const auto& [path, tensor] : readSafetensors(bytes).tensors) {
    Matrix m = matrixOf(tensor, path);
    for (Index i = 0; i < m.size(); ++i)
      if (!std::isfinite(m.data()[i]))
        throw Error(ErrorCode::numeric,
                    {"safetensors: ", shown(path, 200), " has a number that is not finite"});
    parameters.emplace(path, std::move(m));
  }
  return parameters;
}

}  // namespace qkv
