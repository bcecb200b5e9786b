#include "tape/expr.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace qkv {
namespace expr_test {

using namespace expr;

Expr cell(NodeId node, double value) {
  Expr e;
  e.kind = ExprKind::cell;
  e.node = node;
  e.value = value;
  return e;
}

TEST(Expr, evaluatesEveryKind) {
  const Expr four = number(4), three = number(3);
  EXPECT_EQ(evaluate(cell(0, 7)), 7);
  EXPECT_EQ(evaluate(four), 4);
  EXPECT_EQ(evaluate(sum({four, three, four})), 11);
  EXPECT_EQ(evaluate(product({four, three, four})), 48);
  EXPECT_EQ(evaluate(expr::max({three, four, three})), 4);
  EXPECT_EQ(evaluate(difference(four, three)), 1);
  EXPECT_EQ(evaluate(quotient(three, four)), 0.75);
  EXPECT_EQ(evaluate(power(four, three)), 64);
  EXPECT_EQ(evaluate(square(four)), 16);
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::exp, three)), std::exp(3));
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::log, three)), std::log(3));
  EXPECT_EQ(evaluate(apply(ExprKind::sqrt, four)), 2);
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::sin, three)), std::sin(3));
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::cos, three)), std::cos(3));
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::tanh, three)), std::tanh(3));
  EXPECT_DOUBLE_EQ(evaluate(apply(ExprKind::erf, number(0.5))), std::erf(0.5));
}

TEST(Expr, givesTheNeutralNumberForNothing) {
  EXPECT_EQ(evaluate(sum({})), 0);
  EXPECT_EQ(evaluate(product({})), 1);
  EXPECT_EQ(evaluate(expr::max({})), -std::numeric_limits<double>::infinity());
}

TEST(Expr, makesOneSumOfSumsAndOneProductOfProducts) {
  const Expr total = number(1) + number(2) + number(3);
  EXPECT_EQ(total.kind, ExprKind::sum);
  EXPECT_EQ(total.args.size(), 3u);
  const Expr factors = number(1) * number(2) * number(3) * number(4);
  EXPECT_EQ(factors.args.size(), 4u);
  EXPECT_EQ(evaluate(factors), 24);
}

TEST(Expr, keepsTheStructureOfDifferencesAndQuotients) {
  EXPECT_EQ(evaluate(number(10) - number(3) - number(2)), 5);
  EXPECT_EQ(evaluate(number(16) / number(4) / number(2)), 2);
  EXPECT_EQ(evaluate(number(2) * (number(3) + number(4))), 14);
}

TEST(Expr, visitsItsCellsFromLeftToRight) {
  const Expr tree = (cell(1, 0) + cell(2, 0)) * cell(3, 0) - apply(ExprKind::exp, cell(4, 0) / number(2));
  std::string order;
  forEachCell(tree, [&](const Expr& c) { order += std::to_string(c.node); });
  EXPECT_EQ(order, "1234");
}

TEST(Expr, knowsTheLargestFiniteMagnitudeOnItsWay) {
  EXPECT_EQ(magnitude(number(1000) - number(999)), 1000);
  EXPECT_EQ(magnitude(number(-5)), 5);
  EXPECT_EQ(magnitude(number(2) / number(0)), 2);
}

TEST(Expr, spellsEveryKindAsThePublicFormatDoes) {
  const std::pair<ExprKind, const char*> names[] = {
      {ExprKind::cell, "cell"},         {ExprKind::number, "number"}, {ExprKind::sum, "sum"},
      {ExprKind::product, "product"},   {ExprKind::max, "max"},       {ExprKind::difference, "difference"},
      {ExprKind::quotient, "quotient"}, {ExprKind::power, "power"},   {ExprKind::exp, "exp"},
      {ExprKind::log, "log"},           {ExprKind::sqrt, "sqrt"},     {ExprKind::sin, "sin"},
      {ExprKind::cos, "cos"},           {ExprKind::tanh, "tanh"},     {ExprKind::erf, "erf"}};
  for (const auto& [kind, name] : names) EXPECT_STREQ(kindName(kind), name);
}

}  // namespace expr_test
}  // namespace qkv
