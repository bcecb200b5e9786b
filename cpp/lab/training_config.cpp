#include "lab/training_config.h"

#include "base/error.h"
#include "base/text.h"
#include "lab/config_parts.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

constexpr double kMostLength = 512;

const Field kLength = Field::integer("length", 12, 1, kMostLength);
const Field kLeast = Field::integer("min_length", 12, 1, kMostLength);
const Field kMost = Field::integer("max_length", 12, 1, kMostLength);

const Field kDModel = Field::integer("d_model", 32, 1, 1024);
const Field kHeads = Field::integer("n_heads", 2, 1, 64);
const Field kDk = Field::integer("d_k", 0, 1, 1024).asDerived();
const Field kDv = Field::integer("d_v", 0, 1, 1024).asDerived();
const Field kBlocks = Field::integer("n_blocks", 1, 0, 16);
const Field kFeedForward = Field::integer("feed_forward", 0, 0, 4096).asDerived();
const Field kMask = Field::choice("mask", {"none", "causal"}, 1);

const Field kBatch = Field::integer("batch", 32, 1, 1024);
const Field kSteps = Field::integer("steps", 1000, 1, 1e6);
const Field kSeed = Field::integer("seed", 1, 0, 4294967295.0);
const Field kEvaluateEvery = Field::integer("evaluate_every", 25, 1, 1e6);
const Field kStop = Field::number("stop_at_accuracy", 0, 0, 1).asDerived();
const Field kClip = Field::number("clip_norm", 0, 1e-9, 1e9).asDerived();

Field normField() {
  return Field::choice("norm", normKinds(), static_cast<size_t>(NormKind::pre_layer_norm));
}
Field activationField() { return Field::choice("activation", activationKinds()); }

std::vector<Field> lengthFields() { return {kLength, kLeast, kMost}; }
std::vector<Field> modelFields() {
  return {kDModel, kHeads, kDk, kDv, kBlocks, kFeedForward, activationField(), normField(), kMask};
}
std::vector<Field> runFields() { return {kBatch, kSteps, kSeed, kEvaluateEvery, kStop, kClip}; }

Field taskField() { return kindField(RegisterTask::names(), "previous_token"); }

Index whole(JsonObject& in, const Field& field) { return static_cast<Index>(in.number(field)); }

void readTask(JsonObject& in, TrainingConfig& c) {
  JsonObject task = in.object("task");
  c.task = task.choice(taskField());
  const TaskKind& kind = taskKind(c.task);
  c.taskOptions = task.options(kind.fields());
  c.min_length = c.max_length = 0;
  if (kind.hasLength) {
    const bool range = task.has("min_length") || task.has("max_length");
    if (range && task.has("length"))
      throw Error(ErrorCode::config, {"task.length: give a length, or min_length and max_length, not both"});
    const Index length = whole(task, kLength);
    c.min_length = task.has("min_length") ? whole(task, kLeast) : range ? 1 : length;
    c.max_length = task.has("max_length") ? whole(task, kMost) : length;
    for (const Field& field : lengthFields()) task.member(field.name.c_str());
    if (c.min_length > c.max_length)
      throw Error(ErrorCode::range,
                  {"task.min_length: ", c.min_length, " is above max_length, ", c.max_length});
  }
  task.refuseUnknown();
}

void readModel(JsonObject& in, TrainingConfig& c) {
  JsonObject model = in.object("model");
  AttentionConfig& attention = c.model.block.attention;
  attention.d_model = whole(model, kDModel);
  attention.n_heads = whole(model, kHeads);
  attention.d_k = readHeadWidth(model, kDk, attention.d_model, attention.n_heads);
  attention.d_v = readHeadWidth(model, kDv, attention.d_model, attention.n_heads);
  c.model.n_blocks = whole(model, kBlocks);
  const bool given = model.has("feed_forward");
  c.model.block.feed_forward = given ? whole(model, kFeedForward) : 4 * attention.d_model;
  model.member("feed_forward");
  c.model.block.activation = static_cast<Activation>(model.number(activationField()));
  c.model.block.norm = static_cast<NormKind>(model.number(normField()));
  attention.mask.kind = static_cast<Mask::Kind>(model.number(kMask));
  attention.scale = readScale(model);
  c.model.positional = readPositional(model);
  c.model.init = readInit(model);
  model.refuseUnknown();
}

void readRun(JsonObject& in, TrainingConfig& c) {
  JsonObject schedule = in.object("schedule");
  c.schedule.kind = schedule.choice(Field::choice("kind", scheduleKinds()));
  c.schedule.options = schedule.options(scheduleFields(c.schedule.kind));
  schedule.refuseUnknown();
  c.optimizer = readOptimizer(in, "adam");
  const Options run = in.options(runFields());
  c.batch = run.integer("batch");
  c.steps = run.integer("steps");
  c.seed = static_cast<std::uint64_t>(run.number("seed"));
  c.evaluate_every = run.integer("evaluate_every");
  if (run.has("stop_at_accuracy")) c.stop_at_accuracy = run.number("stop_at_accuracy");
  if (run.has("clip_norm")) c.clip_norm = run.number("clip_norm");
  const Field length = Field::integer("test_lengths", 0, 1, kMostLength);
  for (const double x : in.numbers("test_lengths", length)) c.test_lengths.push_back(static_cast<Index>(x));
}

std::string taskJson(const TrainingConfig& c) {
  JsonWriter w;
  w.text("kind", c.task);
  const auto integer = [&](const char* name, Index value) { w.number(name, static_cast<double>(value)); };
  if (c.max_length > 0 && c.min_length == c.max_length) integer("length", c.max_length);
  if (c.min_length != c.max_length) {
    integer("min_length", c.min_length);
    integer("max_length", c.max_length);
  }
  return w.options(taskKind(c.task).fields(), c.taskOptions).json();
}

std::string modelJson(const ModelConfig& model) {
  const AttentionConfig& attention = model.block.attention;
  JsonWriter w;
  const auto integer = [&](const char* name, Index value) { w.number(name, static_cast<double>(value)); };
  integer("d_model", attention.d_model);
  integer("n_heads", attention.n_heads);
  integer("d_k", attention.d_k);
  integer("d_v", attention.d_v);
  integer("n_blocks", model.n_blocks);
  integer("feed_forward", model.block.feed_forward);
  return w.text("activation", activationKinds()[static_cast<size_t>(model.block.activation)])
      .text("norm", normKinds()[static_cast<size_t>(model.block.norm)])
      .raw("positional", positionalJson(model.positional))
      .text("mask", kMask.choices[static_cast<size_t>(attention.mask.kind)])
      .raw("scale", scaleJson(attention.scale))
      .raw("init", initJson(model.init))
      .json();
}

}  // namespace

TrainingConfig parseTrainingConfig(const std::string& json) {
  const rapidjson::Document document = parseJson(json);
  JsonObject in(document, "");
  in.expectOnly({"task", "model", "optimizer", "schedule", "clip_norm", "batch", "steps", "seed",
                 "evaluate_every", "stop_at_accuracy", "test_lengths"});
  TrainingConfig c;
  readTask(in, c);
  readModel(in, c);
  readRun(in, c);
  return c;
}

std::string trainingConfigJson(const TrainingConfig& c) {
  JsonWriter w;
  w.raw("task", taskJson(c)).raw("model", modelJson(c.model)).raw("optimizer", optimizerJson(c.optimizer));
  w.raw("schedule", JsonWriter()
                        .text("kind", c.schedule.kind)
                        .options(scheduleFields(c.schedule.kind), c.schedule.options)
                        .json());
  w.raw("clip_norm", c.clip_norm ? numberText(*c.clip_norm) : "null");
  w.number("batch", static_cast<double>(c.batch)).number("steps", static_cast<double>(c.steps));
  w.number("seed", static_cast<double>(c.seed));
  w.number("evaluate_every", static_cast<double>(c.evaluate_every));
  w.raw("stop_at_accuracy", c.stop_at_accuracy ? numberText(*c.stop_at_accuracy) : "null");
  w.raw("test_lengths", jsonArray(c.test_lengths, [](Index x) { return std::to_string(x); }));
  return w.json();
}

std::string trainingSchemaJson() {
  JsonWriter tasks, positional, init, optimizer, schedule;
  for (const auto& kind : taskKinds())
    tasks.raw(kind.name, JsonWriter()
                             .text("text", textOf({"task.", kind.name}))
                             .flag("has_length", kind.hasLength)
                             .text("mask", kind.looksAhead ? "none" : "causal")
                             .raw("fields", fieldsJson(kind.fields()))
                             .json());
  for (const auto& kind : positionalKinds()) positional.raw(kind.name, fieldsJson(kind.fields()));
  for (const auto& kind : initKinds()) init.raw(kind, fieldsJson(initFields(kind)));
  for (const auto& kind : optimizerKinds()) optimizer.raw(kind, fieldsJson(optimizerFields(kind)));
  for (const auto& kind : scheduleKinds()) schedule.raw(kind, fieldsJson(scheduleFields(kind)));
  return JsonWriter()
      .raw("fields", fieldsJson(runFields()))
      .raw("length", fieldsJson(lengthFields()))
      .raw("task", tasks.json())
      .raw("model", fieldsJson(modelFields()))
      .raw("positional", positional.json())
      .raw("init", init.json())
      .raw("optimizer", optimizer.json())
      .raw("schedule", schedule.json())
      .json();
}

}  // namespace qkv
