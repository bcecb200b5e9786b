#pragma once
#include <stdexcept>

#include "base/words.h"

namespace qkv {

/// The kinds of mistake that a caller can make; the page chooses its words by them.
enum class ErrorCode {
  shape,       ///< matrices whose sizes do not fit together
  range,       ///< a number outside what is allowed
  config,      ///< a field that is unknown, missing or of the wrong kind
  path,        ///< no node of that name
  numeric,     ///< a number that is not finite where it must be
  unsupported  ///< a combination that has no meaning
};

/// The only exception this library throws. The message names the operation or field, what was wrong
/// and what is allowed; it is written for a person.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, std::initializer_list<Word> message);
  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

/// The code's spelling at the border: "shape", "range", …
const char* codeName(ErrorCode code) noexcept;

}  // namespace qkv
