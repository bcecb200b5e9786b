#include "train/optimizer.h"

#include <functional>

#include "ops/loss.h"
#include "support.h"

namespace qkv::testing {
namespace optimizer_test {

/// W on its way to a target: the gradient is 2·(W − target)/N.
struct Descent {
  Tape tape;
  NodeId W, loss;

  Descent(const std::string& kind, const std::map<std::string, double>& given)
      : W(tape.leaf("layer.W", LeafKind::parameter, randomMatrix(2, 3, 1), true)), loss(recordLoss(tape, W)) {
    tape.backward(loss);
    OptimizerConfig config{kind, defaults(optimizerFields(kind))};
    for (const auto& [name, value] : given) config.options.set(name, value);
    recordUpdate(tape, config, {W});
  }

  double at(const std::string& path, Index cell) const {
    return static_cast<double>(tape.value(tape.find(path)).data()[cell]);
  }
};

/// One number's way, as PyTorch's documentation writes it down: given W, the gradient and t, the next W.
using Rule = std::function<double(double W, double g, int t)>;

void expectSteps(const std::string& kind, const std::map<std::string, double>& options,
                 const std::function<Rule()>& makeRule) {
  Descent descent(kind, options);
  const auto count = static_cast<Index>(6);
  std::vector<Rule> rules;
  std::vector<double> W, target;
  for (Index i = 0; i < count; ++i) {
    rules.push_back(makeRule());
    W.push_back(descent.at("layer.W", i));
    target.push_back(descent.at("target", i));
  }
  for (int t = 1; t <= 8; ++t) {
    descent.tape.run();
    EXPECT_EQ(descent.at("optimizer.step", 0), t);
    for (Index i = 0; i < count; ++i) {
      const auto at = static_cast<size_t>(i);
      W[at] = rules[at](W[at], 2 * (W[at] - target[at]) / static_cast<double>(count), t);
      const double allowance = sizeof(Scalar) == 4 ? 1e-5 : 1e-13;
      EXPECT_NEAR(descent.at("layer.W.next", i), W[at], allowance) << "step " << t << " cell " << i;
    }
    descent.tape.advance();
    for (Index i = 0; i < count; ++i)
      EXPECT_EQ(descent.at("layer.W", i), descent.at("layer.W.next", i)) << "the next run starts there";
  }
}

TEST(Sgd, goesDownTheGradient) {
  expectSteps("sgd", {{"learning_rate", 0.3}},
              [] { return [](double W, double g, int) { return W - 0.3 * g; }; });
}

TEST(Sgd, addsWeightDecayToTheGradient) {
  expectSteps("sgd", {{"learning_rate", 0.3}, {"weight_decay", 0.2}},
              [] { return [](double W, double g, int) { return W - 0.3 * (g + 0.2 * W); }; });
}

TEST(Sgd, rollsOnWithMomentum) {
  expectSteps("sgd", {{"learning_rate", 0.3}, {"momentum", 0.8}, {"weight_decay", 0.1}}, [] {
    return [b = 0.0](double W, double g, int) mutable {
      b = 0.8 * b + g + 0.1 * W;
      return W - 0.3 * b;
    };
  });
}

TEST(Sgd, looksAheadWithNesterov) {
  expectSteps("sgd", {{"learning_rate", 0.3}, {"momentum", 0.8}, {"nesterov", 1}}, [] {
    return [b = 0.0](double W, double g, int) mutable {
      b = 0.8 * b + g;
      return W - 0.3 * (g + 0.8 * b);
    };
  });
}

TEST(Sgd, refusesNesterovWithoutMomentum) {
  EXPECT_EQ(errorOf(ErrorCode::config,
                    [] {
                      Descent("sgd", {{"nesterov", 1}});
                    }),
            "optimizer.nesterov: needs a momentum above 0");
}

/// Kingma & Ba 2015, algorithm 1; `decoupled` as Loshchilov & Hutter 2019, algorithm 2.
std::function<Rule()> adam(double rate, double beta1, double beta2, double eps, double decay,
                           bool decoupled) {
  return [=] {
    return [=, m = 0.0, v = 0.0](double W, double g, int t) mutable {
      if (decoupled) W *= 1 - rate * decay;
      if (!decoupled) g += decay * W;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      return W - rate * (m / (1 - std::pow(beta1, t))) / (std::sqrt(v / (1 - std::pow(beta2, t))) + eps);
    };
  };
}

TEST(Adam, followsItsPaper) {
  expectSteps("adam", {{"learning_rate", 0.1}}, adam(0.1, 0.9, 0.999, 1e-8, 0, false));
}

TEST(Adam, addsWeightDecayToTheGradient) {
  expectSteps("adam", {{"learning_rate", 0.1}, {"weight_decay", 0.3}, {"beta1", 0.5}, {"beta2", 0.75}},
              adam(0.1, 0.5, 0.75, 1e-8, 0.3, false));
}

TEST(Adam, withBetasOfZeroGoesBySignOfTheGradient) {
  expectSteps("adam", {{"learning_rate", 0.1}, {"beta1", 0}, {"beta2", 0}}, adam(0.1, 0, 0, 1e-8, 0, false));
}

TEST(Adam, takesAFirstStepOfTheLearningRateWhateverTheGradientsSize) {
  Descent descent("adam", {{"learning_rate", 0.25}});
  descent.tape.run();
  for (Index i = 0; i < 6; ++i) EXPECT_NEAR(std::fabs(descent.at("layer.W.update", i)), 0.25, 1e-5);
}

TEST(AdamW, shrinksTheWeightInsteadOfChangingTheGradient) {
  expectSteps("adamw", {{"learning_rate", 0.1}, {"weight_decay", 0.3}, {"eps", 1e-4}},
              adam(0.1, 0.9, 0.999, 1e-4, 0.3, true));
}

TEST(Optimizer, followsALearningRateThatIsChangedBetweenSteps) {
  Descent descent("sgd", {{"learning_rate", 0.5}});
  descent.tape.value(descent.tape.find("optimizer.learning_rate"))(0, 0) = 0;
  descent.tape.run();
  for (Index i = 0; i < 6; ++i) EXPECT_EQ(descent.at("layer.W.next", i), descent.at("layer.W", i));
}

TEST(Optimizer, makesTheLossSmaller) {
  for (const std::string& kind : optimizerKinds()) {
    Descent descent(kind, {{"learning_rate", 0.05}});
    descent.tape.run();
    const double before = descent.at("loss", 0);
    for (int i = 0; i < 20; ++i) {
      descent.tape.advance();
      descent.tape.run();
    }
    EXPECT_LT(descent.at("loss", 0), before) << kind;
  }
}

TEST(Optimizer, ofAnUnknownKindIsRefusedWithTheKindsThereAre) {
  Tape tape;
  const NodeId W = tape.leaf("W", LeafKind::parameter, randomMatrix(2, 2, 1), true);
  tape.backward(recordLoss(tape, W));
  const std::string message = errorOf(ErrorCode::config, [&] { recordUpdate(tape, {"adma", {}}, {W}); });
  EXPECT_NE(message.find("\"adma\""), std::string::npos) << message;
  for (const std::string& kind : optimizerKinds())
    EXPECT_NE(message.find("\"" + kind + "\""), std::string::npos) << message;
}

TEST(Optimizer, leavesAParameterWithoutGradientAlone) {
  Tape tape;
  const NodeId W = tape.leaf("W", LeafKind::parameter, randomMatrix(2, 2, 1), true);
  const NodeId idle = tape.leaf("idle", LeafKind::parameter, randomMatrix(2, 2, 2), true);
  tape.backward(recordLoss(tape, W));
  recordUpdate(tape, {"adam", defaults(optimizerFields("adam"))}, {W, idle});
  EXPECT_TRUE(tape.has("W.next"));
  EXPECT_FALSE(tape.has("idle.next"));
}

TEST(Optimizer, isExplainedInEveryCellAfterSeveralSteps) {
  for (const std::string& kind : optimizerKinds()) {
    Descent descent(kind, {{"weight_decay", 0.1}});
    for (int i = 0; i < 3; ++i) {
      descent.tape.run();
      descent.tape.advance();
    }
    descent.tape.run();
    expectEveryCellExplained(descent.tape);
  }
}

TEST(Optimizer, hasPyTorchsDefaults) {
  const Options adam = defaults(optimizerFields("adam")), adamw = defaults(optimizerFields("adamw"));
  EXPECT_EQ(adam.number("learning_rate"), 0.001);
  EXPECT_EQ(adam.number("beta1"), 0.9);
  EXPECT_EQ(adam.number("beta2"), 0.999);
  EXPECT_EQ(adam.number("eps"), 1e-8);
  EXPECT_EQ(adam.number("weight_decay"), 0);
  EXPECT_EQ(adamw.number("weight_decay"), 0.01);
  EXPECT_EQ(defaults(optimizerFields("sgd")).number("momentum"), 0);
}

}  // namespace optimizer_test
}  // namespace qkv::testing
