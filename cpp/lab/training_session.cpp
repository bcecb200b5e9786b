#include "lab/training_session.h"

#include "base/error.h"
#include "base/text.h"
#include "lab/checkpoint.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

std::string evaluationJson(const Evaluation& e) {
  return JsonWriter().number("step", static_cast<double>(e.step)).number("accuracy", e.accuracy).json();
}

}  // namespace

TrainingSession::TrainingSession(const std::string& json) : TrainingSession(parseTrainingConfig(json)) {}

TrainingSession TrainingSession::restore(std::string_view checkpoint) {
  const Checkpoint read = readCheckpoint(checkpoint);
  TrainingSession session(parseTrainingConfig(read.config));
  session.trainer_->restore(read.state);
  return session;
}

std::string TrainingSession::save() const { return writeCheckpoint({configJson(), trainer_->save()}); }

std::string TrainingSession::step(Index count) {
  std::string lines = "[";
  for (Index i = 0; i < count && trainer_->status() == Trainer::Status::running; ++i) {
    const size_t evaluated = trainer_->evaluations().size();
    trainer_->step();
    // By hand: a small model takes thousands of steps a second.
    lines += lines.size() > 1 ? ",{\"step\":" : "{\"step\":";
    lines += std::to_string(trainer_->stepsDone());
    lines += ",\"loss\":";
    lines += jsonNumber(trainer_->losses().back());
    if (trainer_->evaluations().size() > evaluated) {
      lines += ",\"accuracy\":";
      lines += jsonNumber(trainer_->evaluations().back().accuracy);
    }
    lines += '}';
  }
  lines += ']';
  return lines;
}

std::string TrainingSession::stateJson() const {
  const auto losses = trainer_->losses();
  const auto evaluations = trainer_->evaluations();
  const auto& divergence = trainer_->divergence();
  return JsonWriter()
      .text("status", statusName(trainer_->status()))
      .number("steps", static_cast<double>(losses.size()))
      .raw("loss", losses.empty() ? "null" : jsonNumber(losses.back()))
      .raw("accuracy", evaluations.empty() ? "null" : jsonNumber(evaluations.back().accuracy))
      .raw("evaluations", jsonArray(evaluations, evaluationJson))
      .raw("diverged", divergence ? JsonWriter()
                                        .number("step", static_cast<double>(divergence->step))
                                        .text("node", divergence->node)
                                        .json()
                                  : "null")
      .json();
}

std::string TrainingSession::testJson() {
  JsonWriter w;
  for (const Index length : trainer_->config().test_lengths) {
    try {
      w.number(std::to_string(length), trainer_->test(length));
    } catch (const Error& e) {
      w.text(std::to_string(length), e.what());
    }
  }
  return w.json();
}

std::string TrainingSession::vocabularyJson() const {
  const Task& task = trainer_->task();
  std::vector<std::string> inputs, outputs;
  for (Index i = 0; i < task.inputs(); ++i) inputs.push_back(task.inputText(i));
  for (Index i = 0; i < task.outputs(); ++i) outputs.push_back(task.outputText(i));
  const TrainingConfig& c = trainer_->config();
  return JsonWriter()
      .raw("inputs", jsonArray(inputs, quoted))
      .raw("outputs", jsonArray(outputs, quoted))
      .number("rows", static_cast<double>(task.rows(c.max_length)))
      .number("batch", static_cast<double>(c.batch))
      .json();
}

}  // namespace qkv
