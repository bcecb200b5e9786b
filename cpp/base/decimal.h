#pragma once
#include <string>
#include <string_view>

namespace qkv {

/// The shortest decimal that reads back as the same number, spelled as JavaScript does: "0.1", "1e-8",
/// "Infinity", "NaN" ("-0" keeps its sign). Grisu2 (Loitsch 2010): of a few doubles in a thousand it gives
/// one digit more.
std::string numberText(double value);
std::string numberText(float value);

/// The nearest double to a number in JSON's spelling; infinite where it is too large.
double readNumber(std::string_view text);

}  // namespace qkv
