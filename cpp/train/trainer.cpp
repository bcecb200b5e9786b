#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace qkv {
namespace {

/// How many held-out examples one looks at.
constexpr Index kLookExamples = 8;

/// Hidden scores are −∞ by design; anything else that is not finite is where things went wrong.
bool isFinite(const Node& node, const ConstMatrixMap& m) {
  for (Index i = 0; i < m.size(); ++i) {
    const Scalar x = m.data()[i];
    if (!std::isfinite(x) && !(node.op->mayHide() && x == -std::numeric_limits<Scalar>::infinity()))
      return false;
  }
  return true;
}

}  // namespace

const char* statusName(Trainer::Status status) noexcept {
  static constexpr const char* names[] = {"running", "accuracy", "steps", "diverged"};
  return names[static_cast<int>(status)];
}

Trainer::Trainer(TrainingConfig asked) : batches_(std::move(asked)), random_(config().seed, "examples") {
  Tape plan = Tape::planning();
  recordStep(plan);
  tape_.reserveSharing(plan, {nodes_.loss, norm_});
  recordStep(tape_);
  rate_ = tape_.find("optimizer.learning_rate");
  losses_.reserve(static_cast<size_t>(config().steps));
  evaluations_.reserve(static_cast<size_t>(config().steps / config().evaluate_every + 2));
  preview();
}

void Trainer::recordStep(Tape& tape) {
  nodes_ = batches_.record(tape, config().batch, batches_.rows(config().max_length));
  tape.backward(nodes_.loss);
  norm_ = recordGradientNorm(tape, nodes_.parameters);
  recordUpdate(tape, config().optimizer, nodes_.parameters, config().clip_norm);
}

void Trainer::drawStep() {
  batches_.draw(tape_, nodes_, random_, false, config().min_length, config().max_length);
}

/// The learning rate of the step that comes next.
void Trainer::setRate() noexcept {
  const double rate = config().optimizer.options.number("learning_rate");
  tape_.value(rate_)(0, 0) =
      static_cast<Scalar>(rate * config().schedule.factor(stepsDone() + 1, config().steps));
}

void Trainer::preview() {
  const Random::State start = random_.state();
  setRate();
  drawStep();
  random_.restore(start);  // step 1 draws the same batch
  ran_ = wholeIsOfThisStep_ = false;
}

const Tape& Trainer::tape() {
  if (!whole_) {
    Tape plan = Tape::planning();
    recordStep(plan);
    whole_ = std::make_unique<Tape>();
    whole_->reserve(plan);
    recordStep(*whole_);
  }
  if (!wholeIsOfThisStep_) {
    for (NodeId id = 0; id < static_cast<NodeId>(tape_.nodes().size()); ++id)
      if (tape_.node(id).leaf) whole_->value(id) = std::as_const(tape_).value(id);
    whole_->run();
    wholeIsOfThisStep_ = true;
  }
  return *whole_;
}

Trainer::Status Trainer::step() {
  if (status_ != Status::running) return status_;
  if (ran_) tape_.advance();
  const Index step = stepsDone() + 1;
  setRate();
  drawStep();
  const bool evaluates = step % config().evaluate_every == 0 || step == config().steps;
  bool stays = true;  // finite
  if (evaluates)
    stays = runsFinitely(step);
  else
    tape_.run();
  ran_ = true;
  wholeIsOfThisStep_ = false;
  const auto loss = static_cast<float>(std::as_const(tape_).value(nodes_.loss)(0, 0));
  // The bits of a NaN differ between machines; the curve's hash must not.
  losses_.push_back(std::isnan(loss) ? std::numeric_limits<float>::quiet_NaN() : loss);
  const bool suspicious = !std::isfinite(loss) || !std::isfinite(std::as_const(tape_).value(norm_)(0, 0));
  if (suspicious && !evaluates) stays = runsFinitely(step);
  if (!stays) return status_ = Status::diverged;
  if (!evaluates) return status_;
  evaluations_.push_back({step, evaluate()});
  if (config().stop_at_accuracy && evaluations_.back().accuracy >= *config().stop_at_accuracy)
    status_ = Status::accuracy;
  else if (step == config().steps)
    status_ = Status::steps;
  return status_;
}

/// Runs the step and remembers the first node that is not finite.
bool Trainer::runsFinitely(Index step) {
  const NodeId unsound = tape_.run(isFinite);
  if (unsound == kNoNode) return true;
  divergence_ = Divergence{step, tape_.node(unsound).path};
  return false;
}

ConstMatrixMap Trainer::trained(NodeId leaf) const noexcept {
  return std::as_const(tape_).value(ran_ ? tape_.carriedInto(leaf) : leaf);
}

/// The weights as they are now, into the evaluator's tape.
void Trainer::copyWeightsTo(Evaluator& evaluator) const noexcept {
  for (size_t i = 0; i < nodes_.parameters.size(); ++i)
    evaluator.tape().value(evaluator.parameters()[i]) = trained(nodes_.parameters[i]);
}

double Trainer::evaluate() {
  const Index most = config().max_length;
  if (!evaluator_)
    evaluator_ = std::make_unique<Evaluator>(batches_, std::min(config().batch, kHeldOutExamples),
                                             batches_.rows(most), Evaluator::Keeps::answers);
  copyWeightsTo(*evaluator_);
  return evaluator_->accuracy(config().min_length, most, "held_out");
}

double Trainer::test(Index length) {
  if (!taskKind(config().task).hasLength)
    throw Error(ErrorCode::unsupported,
                {"test_lengths: task \"", config().task, "\" has no length to change"});
  task().check(length);
  // As many rows at once as in training, so that long sequences do not need more memory than short ones.
  const Index rows = batches_.rows(length), usual = config().batch * batches_.rows(config().max_length);
  Evaluator evaluator(batches_, std::clamp<Index>(usual / rows, 1, kHeldOutExamples), rows,
                      Evaluator::Keeps::answers);
  copyWeightsTo(evaluator);
  return evaluator.accuracy(length, length, "test");
}

const Tape& Trainer::look() {
  if (!look_)
    look_ = std::make_unique<Evaluator>(batches_, std::min(config().batch, kLookExamples),
                                        batches_.rows(config().max_length), Evaluator::Keeps::everything);
  copyWeightsTo(*look_);
  Random random(config().seed, "held_out");
  look_->run(random, config().min_length, config().max_length);
  return look_->tape();
}

std::map<std::string, Matrix> Trainer::parameters() const {
  std::map<std::string, Matrix> values;
  for (const NodeId id : nodes_.parameters) values.emplace(tape_.node(id).path, trained(id));
  return values;
}

NodeId Trainer::parameter(const std::string& path) const {
  if (!tape_.has(path) || tape_.node(tape_.find(path)).leaf != LeafKind::parameter)
    throw Error(ErrorCode::path, {"parameters.", shownName(path), ": this model has no such parameter"});
  return tape_.find(path);
}

void Trainer::setParameter(const std::string& path, Index row, Index col, Scalar value) {
  const NodeId id = parameter(path);
  const Shape shape = tape_.node(id).shape;
  if (row < 0 || row >= shape.rows || col < 0 || col >= shape.cols)
    throw Error(ErrorCode::range,
                {"parameters.", path, ": has no cell [", row, ", ", col, "]; it is ", shape});
  if (!std::isfinite(value)) throw Error(ErrorCode::numeric, {"parameters.", path, ": must be finite"});
  if (ran_) tape_.advance();
  tape_.value(id)(row, col) = value;
  preview();
}

void Trainer::setParameters(const std::map<std::string, Matrix>& values) {
  for (const auto& [path, value] : values) {
    const Shape shape = tape_.node(parameter(path)).shape;
    if (shapeOf(value) != shape)
      throw Error(ErrorCode::shape, {"parameters.", path, ": is ", shapeOf(value), ", must be ", shape});
  }
  if (ran_) tape_.advance();
  for (const auto& [path, value] : values) tape_.value(tape_.find(path)) = value;
  preview();
}

TrainerState Trainer::save() const {
  TrainerState state;
  for (NodeId id = 0; id < static_cast<NodeId>(tape_.nodes().size()); ++id) {
    const auto leaf = tape_.node(id).leaf;
    if (leaf == LeafKind::parameter || leaf == LeafKind::state)
      state.leaves.emplace(tape_.node(id).path, trained(id));
  }
  state.random = random_.state();
  state.losses = losses_;
  state.evaluations = evaluations_;
  state.divergence = divergence_;
  return state;
}

void Trainer::restore(const TrainerState& state) {
  const TrainerState own = save();
  if (state.losses.size() > static_cast<size_t>(config().steps))
    throw Error(ErrorCode::range, {"checkpoint: has more steps than this training, ", config().steps});
  for (const auto& [path, value] : own.leaves) {
    const auto found = state.leaves.find(path);
    if (found == state.leaves.end())
      throw Error(ErrorCode::path, {"checkpoint: \"", path, "\" is missing; it belongs to another training"});
    if (shapeOf(found->second) != shapeOf(value))
      throw Error(ErrorCode::shape,
                  {"checkpoint: \"", path, "\" is ", shapeOf(found->second), ", must be ", shapeOf(value)});
  }
  if (state.leaves.size() != own.leaves.size())
    throw Error(ErrorCode::path, {"checkpoint: has matrices that this training does not know"});
  for (const auto& [path, value] : state.leaves) tape_.value(tape_.find(path)) = value;
  random_.restore(state.random);
  losses_ = state.losses;
  losses_.reserve(static_cast<size_t>(config().steps));
  evaluations_ = state.evaluations;
  divergence_ = state.divergence;
  const bool reached = config().stop_at_accuracy && !evaluations_.empty() &&
                       evaluations_.back().accuracy >= *config().stop_at_accuracy;
  status_ = divergence_                     ? Status::diverged
            : reached                       ? Status::accuracy
            : stepsDone() == config().steps ? Status::steps
                                            : Status::running;
  preview();
}

}  // namespace qkv
