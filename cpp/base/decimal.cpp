#include "base/decimal.h"

// The C library's printf and strtod would bring arithmetic on 128-bit numbers along: 20 kB of WebAssembly.
#include <rapidjson/internal/dtoa.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

namespace qkv {
namespace {

namespace json = rapidjson::internal;

/// digits · 10^exponent
struct Decimal {
  std::string digits;
  int exponent = 0;
};

/// The shortest decimal between the middles to both neighbours of f · 2^e. closer: the neighbour below is
/// only half as far, as that of a power of two.
Decimal shortest(std::uint64_t f, int e, bool closer) {
  const json::DiyFp above = json::DiyFp(2 * f + 1, e - 1).Normalize();
  json::DiyFp below = closer ? json::DiyFp(4 * f - 1, e - 2) : json::DiyFp(2 * f - 1, e - 1);
  below = json::DiyFp(below.f << (below.e - above.e), above.e);
  Decimal decimal;
  const json::DiyFp power = json::GetCachedPower(above.e, &decimal.exponent);
  json::DiyFp high = above * power, low = below * power;
  --high.f;  // either may be off by one in the last place
  ++low.f;
  char digits[24];
  int length = 0;
  json::DigitGen(json::DiyFp(f, e).Normalize() * power, high, high.f - low.f, digits, &length,
                 &decimal.exponent);
  decimal.digits.assign(digits, static_cast<size_t>(length));
  return decimal;
}

std::string spell(const Decimal& decimal) {
  const int length = static_cast<int>(decimal.digits.size()), point = length + decimal.exponent;
  const auto zeros = [](int count) { return std::string(static_cast<size_t>(count), '0'); };
  if (point > 21 || point <= -6) {
    const std::string rest = length > 1 ? "." + decimal.digits.substr(1) : "";
    return decimal.digits.substr(0, 1) + rest + (point > 0 ? "e+" : "e") + std::to_string(point - 1);
  }
  if (point <= 0) return "0." + zeros(-point) + decimal.digits;
  if (point >= length) return decimal.digits + zeros(point - length);
  return decimal.digits.substr(0, static_cast<size_t>(point)) + "." +
         decimal.digits.substr(static_cast<size_t>(point));
}

template <class Bits, class Number>
Bits bitsOf(Number value) noexcept {
  Bits bits;
  static_assert(sizeof bits == sizeof value);
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// Bits is the unsigned whole number of Number's size.
template <class Bits, class Number>
std::string textOf(Number value) {
  if (std::isnan(value)) return "NaN";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "Infinity";
  if (value == 0) return sign + "0";
  constexpr int kFraction = std::numeric_limits<Number>::digits - 1;  // bits that are stored
  constexpr int kLowest = std::numeric_limits<Number>::min_exponent - std::numeric_limits<Number>::digits;
  const auto magnitude = bitsOf<Bits>(std::fabs(value));
  const Bits fraction = magnitude & ((Bits{1} << kFraction) - 1);
  const auto exponent = static_cast<int>(magnitude >> kFraction);
  if (exponent == 0) return sign + spell(shortest(fraction, kLowest, false));
  return sign + spell(shortest(fraction | (Bits{1} << kFraction), kLowest + exponent - 1,
                               fraction == 0 && exponent > 1));
}

/// The digits of a number in JSON's spelling, without zeros at either end.
Decimal digitsOf(std::string_view text) {
  Decimal decimal;
  bool afterPoint = false;
  size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      afterPoint = true;
      continue;
    }
    if (afterPoint) --decimal.exponent;
    if (text[i] != '0' || !decimal.digits.empty()) decimal.digits += text[i];
  }
  int power = 0;
  bool negative = false;
  for (++i; i < text.size(); ++i) {
    if (text[i] == '-') negative = true;
    if (text[i] >= '0' && power < 100'000'000) power = 10 * power + (text[i] - '0');
  }
  decimal.exponent += negative ? -power : power;
  while (!decimal.digits.empty() && decimal.digits.back() == '0') {
    decimal.digits.pop_back();
    ++decimal.exponent;
  }
  return decimal;
}

/// A whole number of any size, its lowest 32 bits first.
class Whole {
 public:
  void multiplyAdd(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::uint32_t& part : parts_) {
      carry += std::uint64_t{part} * factor;
      part = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) parts_.push_back(static_cast<std::uint32_t>(carry));
  }
  void multiplyPower(std::uint32_t base, int exponent) {
    for (; exponent > 0; --exponent) multiplyAdd(base, 0);
  }
  int compare(const Whole& other) const {
    if (parts_.size() != other.parts_.size()) return parts_.size() < other.parts_.size() ? -1 : 1;
    for (size_t i = parts_.size(); i-- > 0;)
      if (parts_[i] != other.parts_[i]) return parts_[i] < other.parts_[i] ? -1 : 1;
    return 0;
  }

 private:
  std::vector<std::uint32_t> parts_;
};

/// Below 0, 0 or above 0 as the decimal is below, at or above the middle between a double and the next one.
int compareWithMiddleAbove(const Decimal& decimal, std::uint64_t bits) {
  const auto exponent = static_cast<int>(bits >> 52);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  // (2·f + 1) · 2^(e − 1) for a double f · 2^e
  const std::uint64_t middle = 2 * (exponent > 0 ? fraction | (std::uint64_t{1} << 52) : fraction) + 1;
  Whole left, right;
  for (const char digit : decimal.digits) left.multiplyAdd(10, static_cast<std::uint32_t>(digit - '0'));
  right.multiplyAdd(0, static_cast<std::uint32_t>(middle >> 32));
  right.multiplyPower(1U << 16, 2);
  right.multiplyAdd(1, static_cast<std::uint32_t>(middle));
  const int power = decimal.exponent - ((exponent > 0 ? exponent : 1) - 1076);
  (decimal.exponent > 0 ? left : right).multiplyPower(5, std::abs(decimal.exponent));
  (power > 0 ? left : right).multiplyPower(2, std::abs(power));
  return left.compare(right);
}

/// A double that is a few places off at most.
double estimate(const Decimal& decimal) {
  double x = 0;
  int exponent = decimal.exponent;
  for (size_t i = 0; i < decimal.digits.size(); ++i) {
    if (i < 17)
      x = 10 * x + (decimal.digits[i] - '0');
    else
      ++exponent;
  }
  for (; exponent > 22; exponent -= 22) x *= 1e22;
  for (; exponent < -22; exponent += 22) x /= 1e22;
  double power = 1;
  for (int i = std::abs(exponent); i > 0; --i) power *= 10;
  return exponent < 0 ? x / power : x * power;
}

double nearest(Decimal decimal) {
  constexpr size_t kMostDigits = 770;  // 767 decide, and whether anything follows them
  if (decimal.digits.size() > kMostDigits) {
    decimal.exponent += static_cast<int>(decimal.digits.size() - kMostDigits);
    decimal.digits.resize(kMostDigits);
    decimal.digits.back() = '1';
  }
  const int point = static_cast<int>(decimal.digits.size()) + decimal.exponent;
  if (decimal.digits.empty() || point < -330) return 0;
  if (point > 310) return std::numeric_limits<double>::infinity();
  // Both factors exact: one rounding (Clinger 1990).
  const double guess = estimate(decimal);
  if (decimal.digits.size() <= 15 && std::abs(decimal.exponent) <= 22) return guess;
  // Doubles follow each other as their bits do; the middle itself goes to the even one.
  constexpr auto kInfinity = std::uint64_t{0x7ff} << 52;
  auto bits = bitsOf<std::uint64_t>(guess);
  const auto isOver = [&](int comparison) { return comparison > 0 || (comparison == 0 && bits % 2 == 1); };
  while (bits < kInfinity && isOver(compareWithMiddleAbove(decimal, bits))) ++bits;
  while (bits > 0 && isOver(-compareWithMiddleAbove(decimal, bits - 1))) --bits;
  double result = 0;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

}  // namespace

std::string numberText(double value) { return textOf<std::uint64_t>(value); }
std::string numberText(float value) { return textOf<std::uint32_t>(value); }

double readNumber(std::string_view text) {
  const bool negative = text.starts_with('-');
  const double magnitude = nearest(digitsOf(text.substr(negative ? 1 : 0)));
  return negative ? -magnitude : magnitude;
}

}  // namespace qkv
