#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "lab/lab_config.h"
#include "lab/training_config.h"

/// Any text is either a configuration that reads back to the same, or refused by an Error; nothing else
/// happens.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const std::string once = qkv::labConfigJson(qkv::parseLabConfig(text));
    if (qkv::labConfigJson(qkv::parseLabConfig(once)) != once) __builtin_trap();
  } catch (const qkv::Error&) {
  }
  try {
    const std::string once = qkv::trainingConfigJson(qkv::parseTrainingConfig(text));
    if (qkv::trainingConfigJson(qkv::parseTrainingConfig(once)) != once) __builtin_trap();
  } catch (const qkv::Error&) {
  }
  return 0;
}
