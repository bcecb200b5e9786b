#pragma once
#include <cstdint>

#include "base/math.h"
#include "kernels/lanes.h"

namespace qkv::kernels {

/// e^x in every lane. As floats: within 1 ULP for every x whose result is normal, subnormal results rounded
/// once more; 0 for −∞, ∞ from 88.73 on, NaN for NaN. Cody & Waite's reduction and the polynomial of
/// Moshier's Cephes (expf). As doubles: base/math's exp, lane by lane.
#ifdef QKV_DOUBLE
inline Lanes exp(Lanes x) noexcept {
  for (Index i = 0; i < kLanes; ++i) x[i] = math::exp(x[i]);
  return x;
}
#else
inline Lanes exp(Lanes x) noexcept {
  using Bits = std::uint32_t __attribute__((vector_size(16)));
  using Whole = std::int32_t __attribute__((vector_size(16)));
  // Adding 1.5·2²³ leaves the nearest whole number in the lowest bits of the sum.
  constexpr float kRound = 12582912.0F;
  x = max(repeat(-105.0F), x);  // e^−104 is below half of the smallest float
  x = min(repeat(89.0F), x);    // e^89 is above the largest
  // x = n·ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts, so that n times the first is exact.
  const Lanes shifted = x * 1.44269504F + kRound, n = shifted - kRound;
  const Lanes r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  Lanes p = r * 1.9875691500e-4F + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  const Lanes y = (p * (r * r) + r) + 1.0F;
  // 2ⁿ in two factors: either is a normal number where 2ⁿ is not.
  const auto power = [](Whole e) { return reinterpret_cast<Lanes>(reinterpret_cast<Bits>(e + 127) << 23); };
  const Whole whole = reinterpret_cast<Whole>(reinterpret_cast<Bits>(shifted) - 0x4B400000U);
  const Whole half = whole >> 1;
  return y * power(half) * power(whole - half);
}
#endif

/// The same bits for one number.
inline Scalar exp(Scalar x) noexcept { return exp(repeat(x))[0]; }

/// e^x of n numbers; out may be x. One long row: the constants of exp() are many, and to start over with
/// every short row costs more than the row.
void exp(const Scalar* x, Scalar* out, Index n) noexcept;

}  // namespace qkv::kernels
