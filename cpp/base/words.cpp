#include "base/words.h"

namespace qkv {

std::string textOf(std::initializer_list<Word> words) {
  std::string text;
  for (const Word& word : words) word.addTo(text);
  return text;
}

void Word::addTo(std::string& message) const {
  if (text_)
    message += a_ == kToItsEnd ? std::string_view(text_) : std::string_view(text_, static_cast<size_t>(a_));
  else
    message += b_ == kNumber ? std::to_string(a_) : shapeText({a_, b_});
}

}  // namespace qkv
