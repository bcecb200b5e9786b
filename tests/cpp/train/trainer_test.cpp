#include "train/trainer.h"

#include "allocations.h"
#include "lab/training_session.h"
#include "support.h"

namespace qkv {
namespace trainer_test {

using testing::errorOf;
using testing::expectEveryCellExplained;

std::string tiny(const std::string& task, const std::string& model = "", const std::string& rest = "") {
  return R"({"task": )" + task + R"(, "model": {"d_model": 6, "n_heads": 2, "d_k": 4, "feed_forward": 5)" +
         model + R"(}, "batch": 3)" + rest + "}";
}

const std::string kTask = R"({"kind": "previous_token", "length": 5, "vocabulary": 4})";

TEST(Trainer, everyCellOfATrainingStepIsExplained) {
  for (const char* optimizer :
       {R"({"kind": "sgd", "momentum": 0.9, "nesterov": true, "weight_decay": 0.01, "learning_rate": 0.1})",
        R"({"kind": "adam", "learning_rate": 0.01})", R"({"kind": "adamw", "learning_rate": 0.01})"})
    for (const auto& kind : positionalKinds()) {
      SCOPED_TRACE(std::string(kind.name) + " " + optimizer);
      TrainingSession session(tiny(
          kTask, R"(, "norm": "pre_rms_norm", "positional": {"kind": ")" + std::string(kind.name) + R"("})",
          std::string(R"(, "clip_norm": 0.5, "optimizer": )") + optimizer));
      expectEveryCellExplained(session.trainer().tape());
      session.step(3);
      expectEveryCellExplained(session.trainer().tape());
    }
}

TEST(Trainer, everyTaskTrainsAndEveryCellIsExplained) {
  for (const auto& kind : taskKinds()) {
    SCOPED_TRACE(kind.name);
    std::string task = R"({"kind": ")" + std::string(kind.name) + "\"";
    if (kind.hasLength) task += R"(, "min_length": 5, "max_length": 7)";
    if (kind.name == "examples") task += R"(, "lines": ["ab → ba", "abc -> cba", "b → b"])";
    if (kind.name == "addition") task += R"(, "digits": 1)";
    if (kind.name == "lookup") task += R"(, "keys": 2, "values": 2)";
    if (kind.name == "two_offsets") task += R"(, "vocabulary": 3)";
    const bool causal =
        kind.make(TrainingSession(tiny(task + "}")).trainer().config().taskOptions)->asksForNextToken();
    TrainingSession session(tiny(task + "}", causal ? "" : R"(, "mask": "none")"));
    session.step(2);
    expectEveryCellExplained(session.trainer().tape());
    EXPECT_TRUE(std::isfinite(session.trainer().losses()[1]));
  }
}

TEST(Trainer, theSameConfigurationGivesTheSameBits) {
  TrainingSession a(tiny(kTask)), b(tiny(kTask)), other(tiny(kTask, "", R"(, "seed": 2)"));
  EXPECT_EQ(a.step(30), b.step(30));
  EXPECT_EQ(a.save(), b.save());
  other.step(30);
  EXPECT_NE(a.stateJson(), other.stateJson());
}

TEST(Trainer, aResumedRunContinuesBitForBit) {
  const std::string json =
      tiny(R"({"kind": "copy_offset", "min_length": 5, "max_length": 8, "offset": 2})", R"(, "mask": "none")",
           R"(, "evaluate_every": 7, "clip_norm": 1, "schedule": {"kind": "cosine", "warmup_steps": 5})");
  TrainingSession whole(json), first(json);
  whole.step(40);
  first.step(17);
  TrainingSession resumed = TrainingSession::restore(first.save());
  EXPECT_EQ(resumed.save(), first.save());
  resumed.step(23);
  EXPECT_EQ(resumed.save(), whole.save());
  EXPECT_EQ(resumed.stateJson(), whole.stateJson());
  const auto a = whole.trainer().tape().values(), b = resumed.trainer().tape().values();
  EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}

TEST(Trainer, parametersGoOutAndComeInAgain) {
  TrainingSession trained(tiny(kTask)), fresh(tiny(kTask, "", R"(, "seed": 9)"));
  trained.step(20);
  fresh.trainer().setParameters(trained.trainer().parameters());
  EXPECT_EQ(fresh.trainer().parameters(), trained.trainer().parameters());
  EXPECT_EQ(errorOf(ErrorCode::path,
                    [&] {
                      fresh.trainer().setParameters({{"W", Matrix::Ones(1, 1)}});
                    }),
            "parameters.W: this model has no such parameter");
  EXPECT_EQ(errorOf(ErrorCode::shape,
                    [&] {
                      fresh.trainer().setParameters({{"unembedding.W_U", Matrix::Ones(1, 1)}});
                    }),
            "parameters.unembedding.W_U: is [1 × 1], must be [6 × 4]");
}

TEST(Trainer, oneWeightCanBeSetWhileItLearns) {
  TrainingSession session(tiny(kTask));
  Trainer& trainer = session.trainer();
  session.step(3);
  auto expected = trainer.parameters();
  expected["block0.attention.W_Q"](2, 1) = 0.5;
  trainer.setParameter("block0.attention.W_Q", 2, 1, Scalar(0.5));
  EXPECT_EQ(trainer.parameters(), expected);
  session.step(1);
  EXPECT_EQ(trainer.stepsDone(), 4);
  const auto refused = [&](const char* path, Index row, Scalar value) {
    return [&trainer, path, row, value] { trainer.setParameter(path, row, 0, value); };
  };
  EXPECT_EQ(errorOf(ErrorCode::path, refused("loss", 0, 1)),
            "parameters.loss: this model has no such parameter");
  EXPECT_EQ(errorOf(ErrorCode::range, refused("unembedding.W_U", 6, 1)),
            "parameters.unembedding.W_U: has no cell [6, 0]; it is [6 × 4]");
  EXPECT_EQ(
      errorOf(ErrorCode::numeric, refused("unembedding.W_U", 0, std::numeric_limits<Scalar>::infinity())),
      "parameters.unembedding.W_U: must be finite");
}

TEST(Trainer, whatStandsThereBeforeAStepIsWhatTheStepWillDo) {
  TrainingSession session(tiny(
      kTask, "", R"(, "schedule": {"kind": "warmup", "warmup_steps": 10}, "optimizer": {"kind": "adam"})"));
  Trainer& trainer = session.trainer();
  const auto next = [&]() -> Matrix {
    return trainer.tape().value(trainer.tape().find("block0.attention.W_Q.next"));
  };
  const Matrix promised = next();
  session.step(1);
  EXPECT_EQ(next(), promised);
}

TEST(Trainer, aLookIsAlwaysAtTheSameHeldOutExamples) {
  TrainingSession session(tiny(kTask, R"(, "n_blocks": 2)"));
  Trainer& trainer = session.trainer();
  const auto valueOf = [&](const char* path) -> Matrix {
    const Tape& tape = trainer.look();
    return tape.value(tape.find(path));
  };
  const Matrix tokens = valueOf("tokens"), before = valueOf("logits");
  EXPECT_EQ(tokens.rows(), 3 * 5);
  session.step(10);
  EXPECT_EQ(valueOf("tokens"), tokens);
  EXPECT_NE(valueOf("logits"), before);
  const Matrix W_Q = trainer.parameters().at("block1.attention.W_Q").rightCols(4),
               W_K = trainer.parameters().at("block1.attention.W_K").rightCols(4);
  EXPECT_TRUE(valueOf("block1.attention.head1.W_QK").isApprox(W_Q * W_K.transpose(), Scalar(1e-5)));
  expectEveryCellExplained(trainer.look());
  const std::string saved = session.save();
  trainer.look();
  EXPECT_EQ(session.save(), saved);
}

TEST(Trainer, learnsThePreviousTokenWithPositionsAndNotWithout) {
  const auto accuracy = [](const char* positional) {
    TrainingSession session(std::string(R"({"task": {"kind": "previous_token"}, "steps": 100,
      "optimizer": {"learning_rate": 0.003}, "model": {"positional": {"kind": ")") +
                            positional + "\"}}}");
    session.step(100);
    return session.trainer().evaluations().back().accuracy;
  };
  EXPECT_GT(accuracy("learned"), 0.99);
  EXPECT_GT(accuracy("shaw"), 0.99);
  EXPECT_LT(accuracy("none"), 0.45);
}

TEST(Trainer, divergenceNamesTheStepAndTheFirstNode) {
  TrainingSession session(
      tiny(kTask, R"(, "norm": "none")", R"(, "optimizer": {"kind": "sgd", "learning_rate": 1000})"));
  session.step(200);
  Trainer& trainer = session.trainer();
  ASSERT_EQ(trainer.status(), Trainer::Status::diverged);
  EXPECT_EQ(trainer.divergence()->step, trainer.stepsDone());
  const Tape& tape = trainer.tape();
  const NodeId first = tape.find(trainer.divergence()->node);
  EXPECT_FALSE(tape.value(first).allFinite());
  for (const NodeId input : tape.node(first).inputs)
    EXPECT_TRUE(tape.node(input).op->name() == "mask" || tape.value(input).allFinite());
  // A diverged run stays where it is, at rest too.
  EXPECT_EQ(session.step(1), "[]");
  EXPECT_EQ(TrainingSession::restore(session.save()).stateJson(), session.stateJson());
}

TEST(Trainer, testsLongerWhereTheEncodingAllowsIt) {
  TrainingSession session(tiny(kTask, R"(, "positional": {"kind": "shaw"})", R"(, "test_lengths": [9, 40])"));
  EXPECT_EQ(session.testJson().find("positional"), std::string::npos);
  TrainingSession learned(tiny(kTask, R"(, "positional": {"kind": "learned"})"));
  EXPECT_NE(errorOf(ErrorCode::range, [&] { learned.trainer().test(6); }).find("learned positions end at 5"),
            std::string::npos);
  TrainingSession sum(tiny(R"({"kind": "addition"})"));
  EXPECT_EQ(errorOf(ErrorCode::unsupported, [&] { sum.trainer().test(6); }),
            "test_lengths: task \"addition\" has no length to change");
}

TEST(Trainer, clippingShortensTheGradientToTheNormAsked) {
  TrainingSession session(tiny(kTask, "", R"(, "clip_norm": 0.01)"));
  session.step(1);
  const Tape& t = session.trainer().tape();
  double clipped = 0;
  for (const Node& node : t.nodes())
    if (node.path.ends_with(".clipped")) clipped += t.value(t.find(node.path)).cast<double>().squaredNorm();
  EXPECT_GT(t.value(t.find("gradient_norm"))(0, 0), 0.1);
  EXPECT_NEAR(std::sqrt(clipped), 0.01, 1e-5);
}

TEST(Trainer, schedulesFollowTheirFormulas) {
  const Schedule constant, warmup{"warmup", defaults(scheduleFields("warmup"))};
  Schedule cosine{"cosine", defaults(scheduleFields("cosine"))};
  EXPECT_EQ(constant.factor(7, 10), 1);
  EXPECT_EQ(warmup.factor(25, 1000), 0.25);
  EXPECT_EQ(warmup.factor(500, 1000), 1);
  EXPECT_EQ(cosine.factor(1, 100), 1);
  EXPECT_NEAR(cosine.factor(51, 100), 0.5, 1e-12);
  cosine.options.set("warmup_steps", 10.0);
  cosine.options.set("final", 0.1);
  EXPECT_EQ(cosine.factor(5, 110), 0.5);
  EXPECT_NEAR(cosine.factor(61, 110), 0.55, 1e-12);
}

#ifdef QKV_COUNTS_ALLOCATIONS
TEST(Trainer, aStepAllocatesNothing) {
  TrainingConfig config = parseTrainingConfig(
      tiny(kTask, R"(, "positional": {"kind": "shaw"})", R"(, "evaluate_every": 1000, "clip_norm": 1)"));
  Trainer trainer(config);
  trainer.step();
  const long before = testing::allocations();
  for (int i = 0; i < 20; ++i) trainer.step();
  EXPECT_EQ(testing::allocations(), before);
}
#endif

}  // namespace trainer_test
}  // namespace qkv
