#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "lab/config_parts.h"
#include "nn/model.h"
#include "nn/positional/t5.h"
#include "support.h"
#include "train/optimizer.h"

/// Models against the real PyTorch: tests/fixtures/make_model_fixtures.py computed model.json in float64.
namespace qkv::testing {
namespace pytorch_model_test {

using nlohmann::json;

constexpr bool kFloat = sizeof(Scalar) == 4;
/// What a model's numbers and a hundred steps of training may lose.
constexpr double kTolerance = kFloat ? 1e-4 : 1e-9;

const json& fixtures() {
  static const json all = [] {
    std::ifstream file(QKV_FIXTURES "/model.json");
    return json::parse(file);
  }();
  return all;
}

/// Number `i` of the pattern that make_model_fixtures.py fills parameter number `index` with.
double pattern(size_t index, Index i) {
  const auto x = static_cast<double>(i);
  return 0.6 * std::sin(1 + 2.3 * static_cast<double>(index) + 1.7 * x + 0.013 * x * x);
}

template <class Kind>
Kind kindOf(const std::vector<std::string>& kinds, const json& name) {
  const auto found = std::find(kinds.begin(), kinds.end(), name.get<std::string>());
  return static_cast<Kind>(found - kinds.begin());
}

ModelConfig modelOf(const json& c) {
  ModelConfig model;
  model.inputs = c.at("inputs");
  model.outputs = c.at("outputs");
  model.n_blocks = c.at("n_blocks");
  model.block.feed_forward = c.at("feed_forward");
  model.block.norm = kindOf<NormKind>(normKinds(), c.at("norm"));
  model.block.activation = kindOf<Activation>(activationKinds(), c.at("activation"));
  AttentionConfig& attention = model.block.attention;
  attention.d_model = c.at("d_model");
  attention.n_heads = c.at("n_heads");
  attention.d_k = c.at("d_k");
  attention.d_v = c.at("d_v");
  attention.mask.kind = c.at("mask") == "causal" ? Mask::Kind::causal : Mask::Kind::none;
  if (c.at("scale").is_number()) attention.scale = {false, c.at("scale")};
  const rapidjson::Document positional = parseJson(json{{"positional", c.at("positional")}}.dump());
  JsonObject in(positional, "");
  model.positional = readPositional(in);
  return model;
}

/// The fixture's model on a tape, with loss and gradients, its parameters filled with their patterns.
struct Model {
  Tape tape;
  NodeId logits, loss;
  std::vector<NodeId> parameters;

  explicit Model(const json& c) {
    ModelConfig config = modelOf(c);
    const auto batch = static_cast<Index>(c.at("tokens").size());
    const auto n = static_cast<Index>(c.at("tokens").at(0).size());
    Matrix tokens(batch * n, 1), targets = Matrix::Zero(batch * n, 1), weights = targets;
    for (Index row = 0; row < tokens.rows(); ++row) {
      const auto b = static_cast<size_t>(row / n), t = static_cast<size_t>(row % n);
      tokens(row, 0) = c.at("tokens").at(b).at(t).get<Scalar>();
      const int target = c.at("targets").at(b).at(t);
      if (target < 0) continue;
      targets(row, 0) = static_cast<Scalar>(target);
      weights(row, 0) = 1;
    }
    if (!c.at("lengths").empty()) {
      Matrix lengths(batch, 1);
      for (Index b = 0; b < batch; ++b)
        lengths(b, 0) = c.at("lengths").at(static_cast<size_t>(b)).get<Scalar>();
      config.block.attention.lengths = tape.leaf("lengths", LeafKind::input, lengths, false);
    }
    Builder builder(tape, batch, n, config.init, 1);
    logits = recordModel(builder, config, tape.leaf("tokens", LeafKind::input, tokens, false));
    loss = recordCrossEntropy(tape, logits, tape.leaf("targets", LeafKind::target, targets, false),
                              tape.leaf("weights", LeafKind::target, weights, false));
    tape.backward(loss);
    parameters = builder.parameters();
    std::sort(parameters.begin(), parameters.end(),
              [&](NodeId a, NodeId b) { return tape.node(a).path < tape.node(b).path; });
    for (size_t index = 0; index < parameters.size(); ++index) {
      MatrixMap value = tape.value(parameters[index]);
      for (Index i = 0; i < value.size(); ++i) value.data()[i] = static_cast<Scalar>(pattern(index, i));
    }
  }

  double lossNow() const { return static_cast<double>(tape.value(loss)(0, 0)); }
};

TEST(PyTorch, modelsGiveTheSameLogitsLossAndGradients) {
  EXPECT_GE(fixtures().at("models").size(), 200U);
  for (const json& fixture : fixtures().at("models")) {
    SCOPED_TRACE(fixture.at("config").dump());
    Model model(fixture.at("config"));
    model.tape.run();
    const Tape& tape = model.tape;
    EXPECT_NEAR(model.lossNow(), fixture.at("loss").get<double>(), kTolerance);
    const ConstMatrixMap logits = tape.value(model.logits);
    for (Index r = 0; r < logits.rows(); ++r)
      for (Index c = 0; c < logits.cols(); ++c)
        EXPECT_NEAR(static_cast<double>(logits(r, c)),
                    fixture.at("logits").at(static_cast<size_t>(r)).at(static_cast<size_t>(c)).get<double>(),
                    kTolerance);
    ASSERT_EQ(model.parameters.size(), fixture.at("gradients").size());
    double largest = 1e-6;
    for (const NodeId id : model.parameters)
      if (const NodeId gradient = tape.node(id).gradient; gradient != kNoNode)
        largest = std::max(largest, static_cast<double>(tape.value(gradient).cwiseAbs().maxCoeff()));
    for (const NodeId id : model.parameters) {
      const NodeId gradient = tape.node(id).gradient;
      double projection = 0;
      for (Index i = 0; gradient != kNoNode && i < tape.value(gradient).size(); ++i)
        projection += static_cast<double>(tape.value(gradient).data()[i]) * pattern(50, i);
      EXPECT_NEAR(projection, fixture.at("gradients").at(tape.node(id).path).get<double>(),
                  kTolerance * largest)
          << tape.node(id).path;
    }
  }
}

TEST(PyTorch, aHundredStepsOfEachOptimizerFollowTheSameCurve) {
  for (const json& fixture : fixtures().at("curves")) {
    const json& optimizer = fixture.at("optimizer");
    SCOPED_TRACE(optimizer.dump());
    Model model(fixture.at("config"));
    const rapidjson::Document text = parseJson(json{{"optimizer", optimizer}}.dump());
    JsonObject in(text, "");
    std::optional<double> clip_norm;
    if (fixture.contains("clip_norm")) clip_norm = fixture.at("clip_norm").get<double>();
    recordUpdate(model.tape, readOptimizer(in, "sgd"), model.parameters, clip_norm);
    double previous = 0;
    for (const json& expected : fixture.at("losses")) {
      model.tape.run();
      previous = model.lossNow();
      ASSERT_NEAR(previous, expected.get<double>(), kTolerance);
      model.tape.advance();
    }
    EXPECT_LT(previous, fixture.at("losses").front().get<double>());
  }
}

TEST(PyTorch, t5BucketsAreHuggingFaces) {
  for (const json& fixture : fixtures().at("t5_buckets")) {
    Index distance = fixture.at("from");
    for (const json& bucket : fixture.at("buckets")) {
      ASSERT_EQ(t5Bucket(distance, fixture.at("bidirectional"), fixture.at("num_buckets"),
                         fixture.at("max_distance")),
                bucket.get<Index>())
          << distance << " of " << fixture.at("num_buckets");
      ++distance;
    }
  }
}

}  // namespace pytorch_model_test
}  // namespace qkv::testing
