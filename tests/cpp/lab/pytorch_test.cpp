#include <fstream>
#include <nlohmann/json.hpp>

#include "lab/session.h"
#include "support.h"

/// The lab against the real PyTorch: tests/fixtures/make_lab_fixtures.py computed lab.json in float64.
namespace qkv::testing {
namespace pytorch_test {

using nlohmann::json;
using Expected = Eigen::MatrixXd;

/// What a float may lose, relative to the largest number of the matrix; hardly anything in double.
constexpr bool kFloat = sizeof(Scalar) == 4;
constexpr double kForward = kFloat ? 2e-6 : 1e-12;
constexpr double kGradient = kFloat ? 5e-6 : 1e-10;

const json& fixtures() {
  static const json all = [] {
    std::ifstream file(QKV_FIXTURES "/lab.json");
    return json::parse(file).at("fixtures");
  }();
  return all;
}

double numberOf(const json& value) {
  return value.is_number() ? value.get<double>() : -std::numeric_limits<double>::infinity();
}

Expected matrixOf(const json& rows) {
  Expected m(static_cast<Index>(rows.size()), static_cast<Index>(rows.at(0).size()));
  for (Index r = 0; r < m.rows(); ++r)
    for (Index c = 0; c < m.cols(); ++c)
      m(r, c) = numberOf(rows.at(static_cast<size_t>(r)).at(static_cast<size_t>(c)));
  return m;
}

/// Gradients are measured by the largest gradient of a parameter or of X: where softmax is saturated, or
/// has one token to choose from, that of W_Q is a small difference of large numbers.
void expectMatrix(const Tape& tape, const std::string& path, const json& rows, double tolerance,
                  double atLeast) {
  const Expected expected = matrixOf(rows);
  const ConstMatrixMap actual = tape.value(tape.find(path));
  ASSERT_EQ(shapeText({actual.rows(), actual.cols()}), shapeText({expected.rows(), expected.cols()})) << path;
  double largest = atLeast;
  for (const double x : expected.reshaped())
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  for (Index r = 0; r < expected.rows(); ++r)
    for (Index c = 0; c < expected.cols(); ++c) {
      const auto x = static_cast<double>(actual(r, c));
      if (std::isfinite(expected(r, c)))
        EXPECT_NEAR(x, expected(r, c), tolerance * largest) << path << " " << r << "," << c;
      else
        EXPECT_EQ(x, expected(r, c)) << path << " " << r << "," << c;
    }
}

bool isGradient(const std::string& path) {
  const size_t last = path.rfind('.') + 1;  // npos + 1 is 0
  return path[last] == 'd';
}

bool isUpdated(const std::string& path) { return path.ends_with(".next"); }

double largestGradient(const json& expect) {
  double largest = 0;
  for (const auto& [path, rows] : expect.items())
    if (isGradient(path)) largest = std::max(largest, matrixOf(rows).cwiseAbs().maxCoeff());
  return largest;
}

class PyTorch : public ::testing::TestWithParam<size_t> {
 protected:
  const json& fixture() const { return fixtures().at(GetParam()); }
};

TEST_P(PyTorch, agreesOnEveryIntermediateOfTheForwardPass) {
  const Session session(parseLabConfig(fixture().at("config").dump()));
  for (const auto& [path, rows] : fixture().at("expect").items())
    if (!isGradient(path) && !isUpdated(path)) expectMatrix(session.tape(), path, rows, kForward, 0);
}

TEST_P(PyTorch, agreesOnEveryGradient) {
  const Session session(parseLabConfig(fixture().at("config").dump()));
  const double largest = largestGradient(fixture().at("expect"));
  for (const auto& [path, rows] : fixture().at("expect").items())
    if (isGradient(path)) expectMatrix(session.tape(), path, rows, kGradient, largest);
}

TEST_P(PyTorch, agreesOnTheParametersAfterOneStep) {
  const Session session(parseLabConfig(fixture().at("config").dump()));
  for (const auto& [path, rows] : fixture().at("expect").items())
    if (isUpdated(path)) expectMatrix(session.tape(), path, rows, kGradient, 1);
}

TEST_P(PyTorch, agreesOnTheParametersAfterSeveralSteps) {
  json config = fixture().at("config");
  config["steps"] = fixture().at("later").at("steps");
  const Session session(parseLabConfig(config.dump()));
  for (const auto& [path, rows] : fixture().at("later").at("expect").items())
    expectMatrix(session.tape(), path, rows, kGradient, 1);
}

INSTANTIATE_TEST_SUITE_P(Lab, PyTorch, ::testing::Range<size_t>(0, fixtures().size()));

}  // namespace pytorch_test
}  // namespace qkv::testing
