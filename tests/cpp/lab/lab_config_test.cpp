#include "lab/lab_config.h"

#include "lab/json_reader.h"
#include "lab/session.h"
#include "lab/tape_json.h"
#include "support.h"

namespace qkv::testing {
namespace lab_config_test {

struct Refused {
  std::string json;
  ErrorCode code;
  std::string message;  // as it starts, or all of it
};

void expectRefused(const std::vector<Refused>& table) {
  for (const Refused& row : table) {
    SCOPED_TRACE(row.json.substr(0, 200));
    const std::string message = errorOf(row.code, [&] { Session(parseLabConfig(row.json)); });
    EXPECT_EQ(message.substr(0, row.message.size()), row.message);
    EXPECT_EQ(message.find('\n'), std::string::npos) << "a message is one line";
    EXPECT_LE(message.size(), 500u) << "a message is one line";
  }
}

/// The rest of a configuration of one token.
std::string one(const std::string& rest) { return R"({"tokens": ["a"], )" + rest + "}"; }
std::string learning(const std::string& rest) { return one(R"("target": "same_token", )" + rest); }

constexpr auto config = ErrorCode::config, range = ErrorCode::range, shape = ErrorCode::shape,
               path = ErrorCode::path;

TEST(LabConfigRefusals, ofWhatIsNoJsonObject) {
  expectRefused({
      {"", config, "configuration: not JSON at character 1: "},
      {"not json", config, "configuration: not JSON at character 2: "},
      {R"({"tokens": ["a"])", config, "configuration: not JSON at character 17: "},
      {R"({"tokens": ["a"]} x)", config, "configuration: not JSON at character 19: "},
      {"{\"tokens\": [\"\xff\"]}", config, "configuration: not JSON at character "},
      {"[]", config, "configuration: must be an object {…}, not an empty array"},
      {"null", config, "configuration: must be an object {…}, not null"},
      {"5", config, "configuration: must be an object {…}, not 5"},
      {R"("a")", config, "configuration: must be an object {…}, not \"a\""},
  });
}

TEST(LabConfigRefusals, ofFieldsNobodyKnowsOrGivenTwice) {
  expectRefused({
      {one(R"("dmodel": 8)"), config,
       "dmodel: unknown field; known here: X, ablate, d_k, d_model, d_v, edits, init, lengths, mask, "
       "n_heads, "
       "optimizer, override, parameters, positional, scale, seed, steps, stop_after, target, tokens"},
      {one(R"("": 8)"), config, "\"\": unknown field; "},
      {one(R"("a\u0000b\n": 8)"), config, R"("a\u0000b\u000a": unknown field; )"},
      {one("\"" + std::string(100000, 'x') + "\": 8"), config, "a text of 100000 bytes: unknown field; "},
      {R"({"tokens": ["a"], "tokens": ["b"]})", config, "tokens: stands twice; give it once"},
      {one(R"("positional": {"base": 10, "base": 10})"), config,
       "positional.base: stands twice; give it once"},
  });
}

TEST(LabConfigRefusals, nameAMisspeltFieldBeforeTheMissingOne) {
  expectRefused({{R"({"tokenz": ["a"]})", config, "tokenz: unknown field; known here: "}});
}

TEST(LabConfig, looksAtEncodingsAloneForManyPositions) {
  std::string tokens = "\"a\"";
  for (int i = 1; i < 1000; ++i) tokens += ",\"a\"";
  const Session session(
      parseLabConfig("{\"tokens\": [" + tokens + "], \"d_model\": 64, \"stop_after\": \"input\"}"));
  EXPECT_TRUE(session.tape().has("similarity"));
  EXPECT_FALSE(session.tape().has("block0.attention.Q"));
  // P·Pᵀ depends on the distance alone: a sine and cosine pair gives cos of the difference of two angles.
  const auto similarity = session.tape().value(session.tape().find("similarity"));
  EXPECT_NEAR(static_cast<double>(similarity(3, 8)), static_cast<double>(similarity(900, 905)), 1e-3);
  expectRefused(
      {{one(R"("stop_after": "input", "target": "next_token")"), config, "target: with stop_after"}});
}

TEST(LabConfigRefusals, ofTokens) {
  const std::string give = R"(tokens: give at least one token, as ["the", "cat"], or the matrix X)";
  std::string many = R"({"tokens": ["a")";
  for (int i = 1; i < 10000; ++i) many += ", \"a\"";
  expectRefused({
      {"{}", config, give},
      {R"({"tokens": []})", config, give},
      {R"({"tokens": null})", config, give},
      {R"({"tokens": "the cat"})", config, "tokens: must be an array of texts, not \"the cat\""},
      {R"({"tokens": {}})", config, "tokens: must be an array of texts, not an object"},
      {R"({"tokens": ["a", 5]})", config, "tokens[1]: must be a text, not 5"},
      {R"({"tokens": ["a", null]})", config, "tokens[1]: must be a text, not null"},
      {R"({"tokens": ["a", ""]})", config, "tokens[1]: must not be empty"},
      {many + "]}", range, "tokens: 10000 tokens are too many; at most 512"},
  });
}

TEST(LabConfigRefusals, ofX) {
  std::string tall = "{\"X\": [[1, 2]";
  for (int i = 1; i < 513; ++i) tall += ", [1, 2]";
  std::string wide = "{\"X\": [[1";
  for (int i = 1; i < 1025; ++i) wide += ", 1";
  expectRefused({
      {R"({"X": 5})", config, "X: must be a matrix: an array of rows, each an array of numbers, not 5"},
      {R"({"X": []})", config,
       "X: must be a matrix: an array of rows, each an array of numbers, not an empty array"},
      {R"({"X": [[]]})", config, "X[0]: must be a row: an array of at least one number, not an empty array"},
      {R"({"X": [1, 2]})", config, "X[0]: must be a row: an array of at least one number, not 1"},
      {R"({"X": [[1, 2], 3]})", config, "X[1]: must be a row: an array of numbers, not 3"},
      {R"({"X": [[1, 2], [3]]})", shape,
       "X[1]: has 1 numbers, the first row has 2; all rows must be of one length"},
      {R"({"X": [[1, "2"]]})", config, "X[0][1]: must be a number, not \"2\""},
      {R"({"X": [[1, null]]})", config, "X[0][1]: must be a number, not null"},
      {R"({"X": [[1, "NaN"]]})", config, "X[0][1]: must be a number, not \"NaN\""},
      {R"({"X": [[1, NaN]]})", config, "configuration: not JSON at character 12: "},
      {R"({"X": [[1, 1e400]]})", config, "configuration: not JSON at character 12: Number too big"},
      {R"({"X": [[1, 2]], "d_model": 3})", shape,
       "X: is [1 × 2], but d_model is 3; its rows must have d_model numbers"},
      {R"({"X": [[1, 2]], "tokens": ["a", "b"]})", shape,
       "tokens: 2 tokens for the 1 rows of X; give one token for each row"},
      {tall + "]}", range, "X: 513 tokens are too many; at most 512"},
      {wide + "]]}", range, "X: has 1025 columns; d_model must be a whole number from 1 to 1024"},
  });
#ifndef QKV_DOUBLE
  expectRefused(
      {{R"({"X": [[1, 1e300]]})", ErrorCode::numeric, "X[0][1]: 1e+300 is too large for a 32-bit float"}});
#endif
}

TEST(LabConfigRefusals, ofSizes) {
  const std::string dModel = "d_model: must be a whole number from 1 to 1024, not ";
  expectRefused({
      {one(R"("d_model": 0)"), range, dModel + "0"},
      {one(R"("d_model": -8)"), range, dModel + "-8"},
      {one(R"("d_model": 1.5)"), range, dModel + "1.5"},
      {one(R"("d_model": 1e9)"), range, dModel + "1000000000"},
      {one(R"("d_model": "8")"), config, dModel + "\"8\""},
      {one(R"("d_model": "abc")"), config, dModel + "\"abc\""},
      {one(R"("d_model": true)"), config, dModel + "true"},
      {one(R"("d_model": [8])"), config, dModel + "an array"},
      {one(R"("d_model": 7)"), config,
       "n_heads: 2 heads do not divide d_model 7; choose another number of heads, or give d_k"},
      {one(R"("d_model": 7, "d_k": 3)"), config,
       "n_heads: 2 heads do not divide d_model 7; choose another number of heads, or give d_v"},
      {one(R"("n_heads": 0)"), range, "n_heads: must be a whole number from 1 to 64, not 0"},
      {one(R"("n_heads": 65)"), range, "n_heads: must be a whole number from 1 to 64, not 65"},
      {one(R"("n_heads": "two")"), config, "n_heads: must be a whole number from 1 to 64, not \"two\""},
      {one(R"("d_k": 0)"), range, "d_k: must be a whole number from 1 to 1024, not 0"},
      {one(R"("d_k": 2.5)"), range, "d_k: must be a whole number from 1 to 1024, not 2.5"},
      {one(R"("d_v": 1025)"), range, "d_v: must be a whole number from 1 to 1024, not 1025"},
      {one(R"("d_v": {})"), config, "d_v: must be a whole number from 1 to 1024, not an object"},
      {one(R"("d_model": 1024, "n_heads": 64, "d_k": 1024, "d_v": 1024)"), range,
       "tape: \"block0.attention.W_Q\" [1024 × 65536] would bring the computation over "},
  });
}

TEST(LabConfigRefusals, ofSeedMaskAndScale) {
  const std::string seed = "seed: must be a whole number from 0 to 4294967295, not ";
  const std::string mask = R"(mask: must be one of "none", "causal", "padding", not )";
  const std::string lengths =
      "lengths: mask \"padding\" needs the number of real tokens of the one sequence, as [1]";
  const auto padded = [](const std::string& given) {
    return one(R"("mask": "padding", "lengths": )" + given);
  };
  expectRefused({
      {one(R"("seed": -1)"), range, seed + "-1"},
      {one(R"("seed": 4294967296)"), range, seed + "4294967296"},
      {one(R"("seed": 1.5)"), range, seed + "1.5"},
      {one(R"("seed": "one")"), config, seed + "\"one\""},
      {one(R"("mask": "casual")"), config, mask + "\"casual\""},
      {one(R"("mask": true)"), config, mask + "true"},
      {one(R"("mask": "padding")"), config, lengths},
      {padded("[]"), config, lengths},
      {padded("[1, 1]"), config, lengths},
      {padded("[2]"), range, "lengths[0]: must be a whole number from 0 to 1, not 2"},
      {padded("[0.5]"), range, "lengths[0]: must be a whole number from 0 to 1, not 0.5"},
      {padded("[-1]"), range, "lengths[0]: must be a whole number from 0 to 1, not -1"},
      {padded("1"), config, "lengths: must be an array, each a whole number from 0 to 1, not 1"},
      {one(R"("mask": "causal", "lengths": [1])"), config,
       "lengths: belongs to mask \"padding\"; the mask is \"causal\""},
      {one(R"("scale": "yes")"), config, "scale: must be true (1/√d_k), false (1) or a number, not \"yes\""},
      {one(R"("scale": [])"), config,
       "scale: must be true (1/√d_k), false (1) or a number, not an empty array"},
      {one(R"("scale": 1001)"), range, "scale: must be a number from -1000 to 1000, not 1001"},
  });
}

TEST(LabConfigRefusals, ofPositionalAndInit) {
  expectRefused({
      {one(R"("positional": "sinusoidal")"), config, "positional: must be an object {…}, not \"sinusoidal\""},
      {one(R"("positional": {"kind": "sine"})"), config, "positional.kind: must be one of "},
      {one(R"("positional": {"kind": 3})"), config, "positional.kind: must be one of "},
      {one(R"("positional": {"base": 1})"), range,
       "positional.base: must be a number from 1.001 to 1000000000, not 1"},
      {one(R"("positional": {"base": "big"})"), config, "positional.base: must be a number from "},
      {one(R"("positional": {"kind": "none", "base": 10})"), config,
       "positional.base: unknown field; known here: kind"},
      {one(R"("init": [])"), config, "init: must be an object {…}, not an empty array"},
      {one(R"("init": {"kind": "glorot"})"), config, "init.kind: must be one of \"he_normal\", "},
      {one(R"("init": {"kind": "normal", "std": -1})"), range,
       "init.std: must be a number from 0 to 100, not -1"},
      {one(R"("init": {"kind": "uniform", "bound": 1000})"), range,
       "init.bound: must be a number from 0 to 100, not 1000"},
      {one(R"("init": {"kind": "normal", "bound": 1})"), config,
       "init.bound: unknown field; known here: kind, std"},
      {one(R"("init": {"std": 1})"), config, "init.std: unknown field; known here: kind"},
  });
}

TEST(LabConfigRefusals, ofParametersAndTarget) {
  const std::string W = "parameters.block0.attention.W_Q";
  const auto given = [](const std::string& value) {
    return one(R"("parameters": {"block0.attention.W_Q": )" + value + "}");
  };
  expectRefused({
      {one(R"("parameters": 5)"), config, "parameters: must be an object {…}, not 5"},
      {one(R"("parameters": {"W_Q": [[1]]})"), path,
       "parameters.W_Q: this model has no such parameter; it has \"block0.attention.W_Q\", "},
      {one(R"("parameters": {"W\n": [[1]]})"), path, R"(parameters."W\u000a": this model has no such )"},
      {one(R"("parameters": {"W\n": 1})"), config, R"(parameters."W\u000a": must be a matrix)"},
      {given("[[1, 2], [3, 4]]"), shape, W + ": is [2 × 2], must be [8 × 8]"},
      {given("[[1, 2], [3]]"), shape, W + "[1]: has 1 numbers, the first row has 2; "},
      {given("null"), config, W + ": must be a matrix: an array of rows, each an array of numbers, not null"},
      {one(R"("parameters": {"block0.attention.W_Q": [[1]], "block0.attention.W_Q": [[1]]})"), config,
       W + ": stands twice; give it once"},
      {one(R"("target": [[1, 2]])"), shape, "target: is [1 × 2], must be n × d_model, [1 × 8]"},
      {one(R"("target": "last_token")"), config,
       R"(target: must be one of "next_token", "previous_token", "same_token", not "last_token")"},
      {one(R"("target": 5)"), config, "target: must be a matrix: "},
      {one(R"("target": [[1, "x"]])"), config, "target[0][1]: must be a number, not \"x\""},
  });
}

TEST(LabConfigRefusals, ofTheOptimizer) {
  const auto optimizer = [](const std::string& fields) {
    return learning(R"("optimizer": {)" + fields + "}");
  };
  const auto adam = [&](const std::string& field) { return optimizer(R"("kind": "adam", )" + field); };
  expectRefused({
      {one(R"("optimizer": {"kind": "sgd"})"), config,
       "optimizer: needs a target, or there is no loss to make smaller"},
      {learning(R"("optimizer": "adam")"), config, "optimizer: must be an object {…}, not \"adam\""},
      {optimizer(R"("kind": "rmsprop")"), config, "optimizer.kind: must be one of \"adam\", \"adamw\", "},
      {optimizer(R"("lr": 1)"), config,
       "optimizer.lr: unknown field; known here: kind, learning_rate, momentum, nesterov, weight_decay"},
      {optimizer(R"("learning_rate": -1)"), range,
       "optimizer.learning_rate: must be a number from 0 to 1000, not -1"},
      {optimizer(R"("learning_rate": "fast")"), config, "optimizer.learning_rate: must be a number from "},
      {optimizer(R"("momentum": 2)"), range, "optimizer.momentum: must be a number from 0 to 1, not 2"},
      {optimizer(R"("nesterov": 1)"), config, "optimizer.nesterov: must be true or false, not 1"},
      {optimizer(R"("nesterov": true)"), config, "optimizer.nesterov: needs a momentum above 0"},
      {optimizer(R"("betas": [0.9, 0.9])"), config, "optimizer.betas: unknown field; "},
      {adam(R"("betas": [])"), config, "optimizer.betas: must be 2 numbers, [beta1, beta2]"},
      {adam(R"("betas": [0.9])"), config, "optimizer.betas: must be 2 numbers, [beta1, beta2]"},
      {adam(R"("betas": [0.9, 1])"), range, "optimizer.betas[1]: must be a number from 0 to 0.999999, not 1"},
      {adam(R"("betas": 0.9)"), config, "optimizer.betas: must be an array, "},
      {adam(R"("beta1": 0.9)"), config, "optimizer.beta1: unknown field; known here: betas, eps, "},
      {adam(R"("eps": -1)"), range, "optimizer.eps: must be a number from 0 to 1, not -1"},
      {adam(R"("weight_decay": "1")"), config,
       "optimizer.weight_decay: must be a number from 0 to 100, not \"1\""},
      {one(R"("steps": 3)"), config, "steps: needs an optimizer that takes them"},
      {one(R"("steps": -3)"), range, "steps: must be a whole number from 0 to 100000, not -3"},
      {learning(R"("optimizer": {}, "steps": 1e6)"), range,
       "steps: must be a whole number from 0 to 100000, not 1000000"},
  });
}

TEST(LabConfigRefusals, ofEdits) {
  const auto edit = [](const std::string& node, const std::string& rest) {
    return one(R"("edits": [{"node": )" + node + ", " + rest + "}]");
  };
  const std::string onX = "\"X\"", cell = R"("row": 0, "col": 0)", set = cell + R"(, "value": 1)";
  expectRefused({
      {one(R"("edits": {})"), config, "edits: must be an array of {node, row, col, value}"},
      {one(R"("edits": [5])"), config, "edits[0]: must be an object {…}, not 5"},
      {one(R"("edits": [{}])"), config, "edits[0].node: must be the path of X or of a parameter"},
      {edit("5", set), config, "edits[0].node: must be the path of X or of a parameter"},
      {edit(onX, cell), config, "edits[0].value: is missing; give a number"},
      {edit(onX, R"("col": 0, "value": 1)"), config, "edits[0].row: is missing; a whole number from 0"},
      {edit(onX, R"("row": -1, "col": 0, "value": 1)"), range, "edits[0].row: must be a whole number from 0"},
      {edit(onX, R"("row": 0, "col": 0.5, "value": 1)"), range,
       "edits[0].col: must be a whole number from 0"},
      {edit(onX, R"("row": 1, "col": 0, "value": 1)"), range, "edits[0]: cell 1,0 is outside \"X\" [1 × 8]"},
      {edit(onX, R"("row": 0, "col": 8, "value": 1)"), range, "edits[0]: cell 0,8 is outside \"X\" [1 × 8]"},
      {edit(onX, cell + R"(, "value": "NaN")"), config, "edits[0].value: must be a number from "},
      {edit(onX, cell + R"(, "value": 1e31)"), range,
       "edits[0].value: must be a number from -1e+30 to 1e+30, not 1e+31"},
      {edit(onX, set + R"(, "x": 2)"), config,
       "edits[0].x: unknown field; known here: col, node, row, value"},
      {edit(R"("Y\n")", set), path, R"(edits[0].node: there is no node "Y\u000a")"},
      {edit("\"P\"", set), config, "edits[0].node: \"P\" is computed; only X and parameters can be set"},
      {edit("\"block0.attention.Q\"", set), config, "edits[0].node: \"block0.attention.Q\" is computed; "},
  });
}

TEST(LabConfigRefusals, surviveHostileNesting) {
  const size_t depth = 100000;
  const std::string open(depth, '['), close(depth, ']');
  expectRefused({
      {open, config, "configuration: not JSON at character 100001: "},
      {open + close, config, "configuration: must be an object {…}, not an array"},
      {"{\"tokens\": " + open + close + "}", config, "tokens[0]: must be a text, not an array"},
      {"{\"X\": " + open + close + "}", config, "X[0][0]: must be a number, not an array"},
      {one("\"deep\": " + open + close), config, "deep: unknown field"},
  });
  std::string objects;
  for (size_t i = 0; i < depth; ++i) objects += "{\"a\":";
  expectRefused({{objects + "1" + std::string(depth, '}'), config, "a: unknown field"}});
}

TEST(LabConfig, takesNullForAFieldThatIsLeftOut) {
  const std::string plain = labConfigJson(parseLabConfig(R"({"tokens": ["a"]})"));
  EXPECT_EQ(labConfigJson(parseLabConfig(one(
                R"("X": null, "d_model": null, "d_k": null, "mask": null, "lengths": null, "scale": null,
                   "positional": null, "init": null, "seed": null, "parameters": null, "target": null,
                   "optimizer": null, "steps": null, "edits": null)"))),
            plain);
}

TEST(LabConfig, fillsInTheDefaultsOfThePublicFormat) {
  const LabConfig c = parseLabConfig(R"({"tokens": ["the", "cat"]})");
  EXPECT_EQ(c.attention.d_model, 8);
  EXPECT_EQ(c.attention.n_heads, 2);
  EXPECT_EQ(c.attention.d_k, 4);
  EXPECT_EQ(c.attention.d_v, 4);
  EXPECT_EQ(c.positional.kind, "sinusoidal");
  EXPECT_EQ(c.positional.options.number("base"), 10000);
  EXPECT_EQ(c.attention.mask.kind, Mask::Kind::none);
  EXPECT_TRUE(c.attention.scale.rootOfDk);
  EXPECT_EQ(c.init.kind, "xavier_uniform");
  EXPECT_EQ(c.seed, 1u);
  EXPECT_FALSE(c.optimizer);
  EXPECT_EQ(parseLabConfig(learning(R"("optimizer": {"kind": "adamw"})")).optimizer->options.number("eps"),
            1e-8);
}

TEST(LabConfig, readsTheWidthFromXAndTheScaleInItsThreeForms) {
  EXPECT_EQ(parseLabConfig(R"({"X": [[1, 2, 3, 4, 5, 6]]})").attention.d_model, 6);
  EXPECT_FALSE(parseLabConfig(one(R"("scale": false)")).attention.scale.rootOfDk);
  EXPECT_EQ(parseLabConfig(one(R"("scale": 0.25)")).attention.scale.factor, 0.25);
}

/// Configurations that between them use every field.
const std::vector<std::string>& everyField() {
  static const std::vector<std::string> all{
      R"({"tokens": ["the", "cat", "the"]})",
      R"({"tokens": ["猫", "🐈", "שלום", "a\u0000\"\\\n"], "d_model": 6, "n_heads": 3, "seed": 4294967295})",
      R"({"X": [[0.1, -2e-8, 3e10, 0], [1, 2, 3, 4e-45]], "tokens": ["a", "b"], "d_k": 3, "d_v": 5,
          "mask": "padding", "lengths": [1], "scale": false, "positional": {"kind": "none"}})",
      R"({"X": [[1, 2], [3, 4]], "n_heads": 1, "mask": "causal", "scale": -0.3333333333333333,
          "positional": {"kind": "sinusoidal", "base": 123.456}, "init": {"kind": "normal", "std": 0.3},
          "parameters": {"block0.attention.W_Q": [[0.1, 0.2], [0.3, 0.4]], "block0.attention.W_O": [[1, 2], [3, 4]]},
          "target": [[1, 0], [0, 1]]})",
      R"({"tokens": ["a"], "scale": 1, "init": {"kind": "uniform", "bound": 0.7}, "target": "next_token",
          "optimizer": {"kind": "sgd", "learning_rate": 0.3, "momentum": 0.9, "nesterov": true, "weight_decay": 0.1},
          "steps": 3})",
      R"({"tokens": ["a", "b"], "init": {"kind": "identity"}, "target": "previous_token",
          "optimizer": {"kind": "adam", "betas": [0.1, 0.123456789], "eps": 1e-6}, "steps": 1,
          "edits": [{"node": "X", "row": 1, "col": 2, "value": 0.1},
                    {"node": "block0.attention.W_V", "row": 0, "col": 0, "value": -1e-30}]})",
      R"({"tokens": ["a", "b"], "init": {"kind": "uniform"}, "target": "same_token", "optimizer": {"kind": "adamw"}})"};
  return all;
}

TEST(LabConfig, writtenAndReadAgainIsTheSameConfigurationAndComputesTheSameBits) {
  for (const std::string& json : everyField()) {
    SCOPED_TRACE(json);
    const LabConfig first = parseLabConfig(json);
    const std::string written = labConfigJson(first);
    const LabConfig again = parseLabConfig(written);
    EXPECT_EQ(labConfigJson(again), written);
    const Session before(first), after(again);
    EXPECT_EQ(structureJson(after.tape()), structureJson(before.tape()));
    EXPECT_TRUE(std::ranges::equal(after.tape().values(), before.tape().values()));
  }
}

TEST(LabConfig, writtenOutNamesEveryFieldWithItsDefault) {
  EXPECT_EQ(labConfigJson(parseLabConfig(R"({"tokens": ["a"]})")),
            R"({"tokens":["a"],"d_model":8,"n_heads":2,"d_k":4,"d_v":4,)"
            R"("positional":{"kind":"sinusoidal","base":10000},"mask":"none","scale":true,)"
            R"("init":{"kind":"xavier_uniform"},"seed":1})");
}

TEST(Schema, declaresEveryFieldAndKind) {
  const std::string schema = schemaJson();
  EXPECT_NO_THROW(parseJson(schema));
  for (const Field& field : labFields())
    EXPECT_NE(schema.find("\"name\":\"" + field.name + "\""), std::string::npos) << field.name;
  for (const auto& kind : positionalKinds())
    EXPECT_NE(schema.find("\"" + std::string(kind.name) + "\":["), std::string::npos) << kind.name;
  for (const auto& kind : initKinds())
    EXPECT_NE(schema.find("\"" + kind + "\":["), std::string::npos) << kind;
  for (const auto& kind : optimizerKinds())
    EXPECT_NE(schema.find("\"" + kind + "\":["), std::string::npos) << kind;
}

}  // namespace lab_config_test
}  // namespace qkv::testing
