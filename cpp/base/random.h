#pragma once
#include <cstdint>
#include <string_view>

namespace qkv {

/// 64-bit FNV-1a of the bytes of a text: the same everywhere, unlike std::hash.
std::uint64_t hashText(std::string_view text) noexcept;

/// A seeded generator that gives the same bits on every platform (std:: distributions differ between
/// standard libraries): xoshiro256++ seeded by splitmix64. Blackman & Vigna 2021.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept;
  /// An independent stream for each name, so that adding a matrix does not reshuffle the others.
  Random(std::uint64_t seed, std::string_view stream) noexcept : Random(seed ^ hashText(stream)) {}

  std::uint64_t bits() noexcept;
  /// In [0, 1), with 53 random bits.
  double uniform() noexcept;
  double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
  /// Standard normal. Marsaglia's polar method with our own log.
  double normal() noexcept;
  /// In [0, bound), without bias (Lemire 2019, by rejection). bound > 0.
  std::uint64_t below(std::uint64_t bound) noexcept;

  /// Everything the generator knows; a restored one goes on with the same bits.
  struct State {
    std::uint64_t words[4];
    double spare;
    bool hasSpare;
  };
  State state() const noexcept { return state_; }
  void restore(const State& state) noexcept { state_ = state; }

 private:
  State state_{};
};

}  // namespace qkv
