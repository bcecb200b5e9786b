#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "lab/checkpoint.h"
#include "lab/safetensors.h"

/// Any bytes are either a file that reads back to the same, or refused by an Error; nothing else happens.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const std::string once = qkv::writeSafetensors(qkv::readSafetensors(bytes));
    if (qkv::writeSafetensors(qkv::readSafetensors(once)) != once) __builtin_trap();
  } catch (const qkv::Error&) {
  }
  try {
    qkv::readParameters(bytes);
  } catch (const qkv::Error&) {
  }
  try {
    qkv::readCheckpoint(bytes);
  } catch (const qkv::Error&) {
  }
  return 0;
}
