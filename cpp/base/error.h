#pragma once
#include <concepts>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/matrix.h"

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

/// One part of a message: a text, a whole number or a shape. It holds no text itself, so that what throws
/// stays small: nothing is put together before Error does it.
class Word {
 public:
  Word(std::string_view text) noexcept : text_(text.data()), a_(static_cast<Index>(text.size())) {}
  Word(const std::string& text) noexcept : Word(std::string_view(text)) {}
  Word(const char* text) noexcept : text_(text), a_(kToItsEnd) {}
  Word(std::integral auto number) noexcept : a_(static_cast<Index>(number)) {}
  Word(Shape shape) noexcept : a_(shape.rows), b_(shape.cols) {}
  void addTo(std::string& message) const;

 private:
  static constexpr Index kToItsEnd = -1, kNumber = -1;
  const char* text_ = nullptr;
  Index a_, b_ = kNumber;
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
