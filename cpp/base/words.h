#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/matrix.h"

namespace qkv {

/// One part of a text that is put together: a text, a whole number or a shape. It holds no text itself, so that
/// who writes {"a ", shape, " matrix"} stays small: textOf() puts it together.
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

/// The words one after the other.
std::string textOf(std::initializer_list<Word> words);

}  // namespace qkv
