#pragma once
#include "tape/op.h"

/// The steps of an optimizer's update, each a node of its own so that it can be opened.
/// Shapes: a parameter's [m × n]; the learning rate and the step number t are [1 × 1].
/// Definitions: PyTorch's torch.optim.
namespace qkv::ops {

/// in a, b; out a + factor·b. Momentum, Nesterov's look ahead and L2 weight decay are all of this form.
OpPtr addMultiple(Constant factor);

/// in m_before, gradient; out β·m_before + (1 − β)·gradient. Kingma & Ba 2015, algorithm 1.
OpPtr firstMoment(Constant beta);

/// in v_before, gradient; out β·v_before + (1 − β)·gradient². Kingma & Ba 2015, algorithm 1.
OpPtr secondMoment(Constant beta);

/// in t; out 1 − β^t, which makes up for moments that started from zero. Kingma & Ba 2015, section 3.
OpPtr biasCorrection(Constant beta);

/// in t; out t + 1.
OpPtr increment();

/// in a [m × n], divisor [1 × 1]; out a / divisor.
OpPtr divide();

/// in m̂, v̂, learning_rate; out −learning_rate · m̂ / (√v̂ + eps).
OpPtr adamUpdate(Constant eps);

/// in direction, learning_rate; out −learning_rate · direction.
OpPtr descent();

/// in W, learning_rate; out W·(1 − learning_rate·weight_decay). Loshchilov & Hutter 2019 (AdamW).
OpPtr decayWeight(Constant decay);

/// in any number of matrices; out [1 × 1] √(the sum of the squares of all their cells).
/// Throws Error(shape) without a matrix.
OpPtr globalNorm();

/// in norm [1 × 1]; out min(1, max_norm/(norm + 1e-6)), as torch.nn.utils.clip_grad_norm_ multiplies by.
/// Pascanu, Mikolov & Bengio 2013.
OpPtr clipFactor(Constant most);

/// in a [m × n], factor [1 × 1]; out a·factor.
OpPtr multiply();

}  // namespace qkv::ops
