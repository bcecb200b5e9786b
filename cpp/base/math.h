#pragma once

/// Elementary functions that give the same bits in every build: the C libraries' own differ. Algorithms
/// and coefficients are those of FreeBSD's msun (Sun Microsystems 1993, freely usable), as in musl.
/// exp, log, sin, cos and erf are within 1 ULP in double, tanh within 6; the float forms compute in double
/// and round once.
namespace qkv::math {

double exp(double x) noexcept;
double log(double x) noexcept;
/// |x| up to 1e5, which is more than any position's angle; beyond that accuracy fades. NaN for ±∞.
double sin(double x) noexcept;
double cos(double x) noexcept;
double tanh(double x) noexcept;
double erf(double x) noexcept;
/// base^exponent for base > 0, as exp(exponent · log(base)), within 2 + 2·|exponent · log(base)| ULP; whole
/// exponents up to 2^31 by squaring, within 1 + |exponent| ULP and for base 0 and below too.
double power(double base, double exponent) noexcept;

inline float exp(float x) noexcept { return static_cast<float>(exp(static_cast<double>(x))); }
inline float log(float x) noexcept { return static_cast<float>(log(static_cast<double>(x))); }
inline float tanh(float x) noexcept { return static_cast<float>(tanh(static_cast<double>(x))); }
inline float erf(float x) noexcept { return static_cast<float>(erf(static_cast<double>(x))); }

}  // namespace qkv::math
