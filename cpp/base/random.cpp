#include "base/random.h"

#include <cmath>

#include "base/math.h"

namespace qkv {
namespace {

std::uint64_t rotateLeft(std::uint64_t x, int k) noexcept { return (x << k) | (x >> (64 - k)); }

std::uint64_t splitmix(std::uint64_t& x) noexcept {
  std::uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t hashText(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

Random::Random(std::uint64_t seed) noexcept {
  for (auto& word : state_.words) word = splitmix(seed);
}

std::uint64_t Random::bits() noexcept {
  auto& s = state_.words;
  const std::uint64_t result = rotateLeft(s[0] + s[3], 23) + s[0];
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotateLeft(s[3], 45);
  return result;
}

double Random::uniform() noexcept { return static_cast<double>(bits() >> 11) * 0x1p-53; }

double Random::normal() noexcept {
  if (state_.hasSpare) {
    state_.hasSpare = false;
    return state_.spare;
  }
  double u, v, s;
  do {
    u = 2 * uniform() - 1;
    v = 2 * uniform() - 1;
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  const double factor = std::sqrt(-2 * math::log(s) / s);  // IEEE square root: the same everywhere
  state_.spare = v * factor;
  state_.hasSpare = true;
  return u * factor;
}

std::uint64_t Random::below(std::uint64_t bound) noexcept {
  // Values below 2^64 mod bound would be drawn once too often: reject them. That is below bound itself, so
  // the division is seldom needed.
  std::uint64_t draw;
  do draw = bits();
  while (draw < bound && draw < (0 - bound) % bound);
  return draw % bound;
}

}  // namespace qkv
