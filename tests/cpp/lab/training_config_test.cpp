#include "lab/training_config.h"

#include "support.h"

namespace qkv {
namespace training_config_test {

using testing::errorOf;

TEST(TrainingConfig, theDefaultsAlreadyWork) {
  const TrainingConfig c = parseTrainingConfig("{}");
  EXPECT_EQ(c.task, "previous_token");
  EXPECT_EQ(c.max_length, 12);
  EXPECT_EQ(c.model.block.feed_forward, 128);
  Trainer trainer(c);
}

TEST(TrainingConfig, whatIsWrittenReadsBackToTheSame) {
  for (const char* json :
       {"{}", R"({"task": {"kind": "two_offsets", "offsets": [2, 5], "min_length": 6, "max_length": 9}})",
        R"({"task": {"kind": "examples", "lines": ["a \"b\" → c"]}, "clip_norm": 0.5, "test_lengths": [3, 48],
            "schedule": {"kind": "cosine", "final": 0.1}, "stop_at_accuracy": 0.99})",
        R"({"task": {"kind": "repeat", "max_period": 4}, "optimizer": {"kind": "sgd", "momentum": 0.9},
            "model": {"positional": {"kind": "rope", "layout": "halves"}, "scale": 2.5, "feed_forward": 0,
            "norm": "post_layer_norm", "activation": "gelu_tanh", "init": {"kind": "normal", "std": 0.1}}})"}) {
    const std::string once = trainingConfigJson(parseTrainingConfig(json));
    EXPECT_EQ(trainingConfigJson(parseTrainingConfig(once)), once);
  }
}

TEST(TrainingConfig, errorsNameTheField) {
  const auto message = [](ErrorCode code, const char* json) {
    return errorOf(code, [&] { Trainer trainer(parseTrainingConfig(json)); });
  };
  EXPECT_NE(message(ErrorCode::config, R"({"tasks": 1})").find("tasks: unknown field"), std::string::npos);
  EXPECT_NE(
      message(ErrorCode::config, R"({"task": {"kind": "copy", "offset": 1}})").find("task.offset: unknown"),
      std::string::npos);
  EXPECT_NE(message(ErrorCode::config, R"({"model": {"norm": "layer"}})").find("model.norm: must be one of"),
            std::string::npos);
  EXPECT_EQ(message(ErrorCode::config, R"({"model": {"d_model": 10, "n_heads": 3}})"),
            "model.n_heads: 3 heads do not divide d_model 10; choose another number of heads, or give d_k");
  EXPECT_EQ(message(ErrorCode::range, R"({"task": {"min_length": 9, "max_length": 3}})"),
            "task.min_length: 9 is above max_length, 3");
  EXPECT_NE(message(ErrorCode::config, R"({"task": {"length": 9, "max_length": 12}})").find("not both"),
            std::string::npos);
  EXPECT_NE(message(ErrorCode::config, R"({"task": {"kind": "repeat"}, "model": {"mask": "none"}})")
                .find("needs the mask \"causal\""),
            std::string::npos);
  EXPECT_NE(
      message(ErrorCode::range, R"({"task": {"kind": "copy_offset", "length": 3}})").find("task.offset"),
      std::string::npos);
  EXPECT_EQ(message(ErrorCode::config, R"({"task": {"kind": "two_offsets", "offsets": [1]}})"),
            "task.offsets: must be an array of 2 whole numbers from 0 to 256, not an array");
  EXPECT_NE(message(ErrorCode::config, R"({"task": {"kind": "examples"}})").find("at least one example"),
            std::string::npos);
  EXPECT_NE(
      message(ErrorCode::range,
              R"({"batch": 1024, "task": {"length": 512}, "model": {"n_heads": 64, "d_k": 1024, "d_v": 1}})")
          .find("use fewer tokens"),
      std::string::npos);
}

}  // namespace training_config_test
}  // namespace qkv
