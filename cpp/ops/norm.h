#pragma once
#include "tape/op.h"

/// The steps of LayerNorm and RMSNorm, each row by itself. The statistics are nodes of their own, so that an
/// explanation of a normalised cell names three cells and not a whole row.
namespace qkv::ops {

/// out[r] = Σ_c x[r, c] / d.
/// x [m × d]; out [m × 1]
OpPtr rowMean();

/// 1/√(variance + eps) of each row, variance = Σ_c (x[r, c] − mean[r])² / d.
/// x [m × d], mean [m × 1]; out [m × 1]
OpPtr inverseDeviation(double eps);

/// 1/√(Σ_c x[r, c]² / d + eps) of each row.
/// x [m × d]; out [m × 1]
OpPtr inverseRootMeanSquare(double eps);

/// (x − mean)·inverse: rows of mean 0 and variance 1. Ba, Kiros & Hinton 2016 (LayerNorm), eq. 4.
/// x [m × d], mean and inverse [m × 1] as rowMean and inverseDeviation give them for this x; out [m × d]
/// Its backward gives x the whole gradient, through mean and inverse too; they must have no other reader.
OpPtr standardise();

/// x·inverse: rows of mean square 1. Zhang & Sennrich 2019 (RMSNorm), eq. 4.
/// x [m × d], inverse [m × 1] as inverseRootMeanSquare gives it for this x; out [m × d]
/// Its backward gives x the whole gradient, through inverse too; it must have no other reader.
OpPtr divideByRootMeanSquare();

}  // namespace qkv::ops
