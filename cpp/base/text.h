#pragma once
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace qkv {

/// A JSON string literal of UTF-8 text, with quotes.
std::string quoted(const std::string& text);

/// What somebody typed, for a message of one line: quoted, or "a text of 5000 bytes" where it has more than
/// `most`.
std::string shown(const std::string& text, size_t most = 40);

/// A field's name or a path for a message: as it is where it is made of letters, digits, "_", "." and "#";
/// otherwise as shown().
std::string shownName(const std::string& name);

}  // namespace qkv
