#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/matrix.h"

namespace qkv {

/// One tensor of a file: its bytes, little-endian, row-major.
struct Tensor {
  std::string dtype;  ///< "F32", "F64", "U64", …
  std::vector<std::uint64_t> shape;
  std::string bytes;
};

/// The safetensors format: 8 bytes with the header's length, a JSON header {name: {dtype, shape,
/// data_offsets}}, then the tensors' bytes. https://github.com/huggingface/safetensors#format
struct Safetensors {
  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// The file's bytes. Wider numbers stand first, so that each tensor starts at a multiple of its numbers'
/// width.
std::string writeSafetensors(const Safetensors& file);

/// Reads a file that nobody vouches for: header and offsets are checked before anything is believed, and
/// memory is taken for what is really there. Tensors must follow each other without gap or overlap to the
/// last byte, as the reference implementation demands. Throws Error(config), saying what is wrong with which
/// tensor.
Safetensors readSafetensors(std::string_view bytes);

/// F32, or F64 in the double build.
Tensor tensorOf(const Matrix& m);
/// A matrix from F32 or F64 of two dimensions, or of one as a row. Throws Error(shape or config), naming it.
Matrix matrixOf(const Tensor& tensor, const std::string& name);

/// Weights by path as a file, and back. Reading throws Error(numeric) for a number that is not finite.
std::string writeParameters(const std::map<std::string, Matrix>& parameters);
std::map<std::string, Matrix> readParameters(std::string_view bytes);

}  // namespace qkv
