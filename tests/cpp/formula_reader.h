#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "tape/tape.h"

namespace qkv::testing {

/// Reads the formula of a node's operation and computes the node from it and the values of its inputs, in double.
/// It shares nothing with the engine but the text: docs/format.md, "Rules", is all that it knows.
/// examples  how many are stacked on the tape
/// functions that a formula calls and that belong to one encoding alone, as "bucket"
/// Throws std::invalid_argument with the text and the place where it cannot be read.
Eigen::MatrixXd readFormula(const Tape& tape, NodeId id, Index examples,
                            const std::map<std::string, double (*)(double)>& functions = {});

/// Holds what a formula gives to the node's values, within the rounding of their type.
inline void expectFormula(const Tape& tape, NodeId id, Index examples,
                          const std::map<std::string, double (*)(double)>& functions = {}) {
  const Eigen::MatrixXd told = readFormula(tape, id, examples, functions);
  const Eigen::MatrixXd value = tape.value(id).cast<double>();
  double largest = 0;  // of all that it is made from
  for (const Scalar x : tape.value(id).reshaped())
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(static_cast<double>(x)));
  for (const NodeId input : tape.node(id).inputs)
    for (const Scalar x : tape.value(input).reshaped())
      if (std::isfinite(x)) largest = std::max(largest, std::fabs(static_cast<double>(x)));
  const double allowance = (sizeof(Scalar) == 4 ? 1e-6 : 1e-13) * largest;
  for (Index r = 0; r < value.rows(); ++r)
    for (Index c = 0; c < value.cols(); ++c) {
      if (std::isinf(value(r, c)) && value(r, c) == told(r, c)) continue;
      ASSERT_NEAR(told(r, c), value(r, c), allowance)
          << tape.node(id).path << " = " << tape.rule(id).text << ", cell " << r << "," << c;
    }
}

}  // namespace qkv::testing
