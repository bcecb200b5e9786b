#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "kernels/lanes.h"
#include "ops/linear.h"
#include "tape/join.h"

namespace qkv {

/// A tape without gradients, for examples of one length.
struct Trainer::Evaluator {
  Tape tape;
  ModelNodes nodes{};
  Index batch = 0;
};

namespace {

/// How many held-out examples an accuracy is measured on, at least.
constexpr Index kHeldOutExamples = 256;

/// How many of them one looks at.
constexpr Index kLookExamples = 8;

/// A learned table is as long as the sequences of the training, whatever sequence it meets later.
void settleLength(PositionalConfig& positional, Index rows) {
  for (const Field& field : positionalKind(positional.kind).fields())
    if (field.name == "max_length" && !positional.options.has(field.name))
      positional.options.set(field.name, static_cast<double>(rows));
}

/// Hidden scores are −∞ by design; anything else that is not finite is where things went wrong.
bool isFinite(const Node& node, const ConstMatrixMap& m) {
  for (Index i = 0; i < m.size(); ++i) {
    const Scalar x = m.data()[i];
    if (!std::isfinite(x) && !(node.op->mayHide() && x == -std::numeric_limits<Scalar>::infinity()))
      return false;
  }
  return true;
}

/// Each head's W_Q·W_Kᵀ, from its columns of both.
void recordQueryKeyProducts(Tape& tape, const ModelConfig& model) {
  for (Index block = 0; block < model.n_blocks; ++block) {
    const std::string attention = "block" + std::to_string(block) + ".attention.";
    const AttentionConfig& config = model.block.attention;
    for (Index head = 0; head < config.n_heads; ++head) {
      const std::string path = attention + "head" + std::to_string(head) + ".";
      const auto own = [&](const char* name) {
        return tape.record(path + name, ops::columns(head * config.d_k, config.d_k),
                           {tape.find(attention + name)});
      };
      const NodeId W_Q = own("W_Q"), W_K = own("W_K");
      tape.record(path + "W_QK", ops::product(ops::Transposed::right), {W_Q, W_K});
    }
  }
}

}  // namespace

const char* statusName(Trainer::Status status) noexcept {
  static constexpr const char* names[] = {"running", "accuracy", "steps", "diverged"};
  return names[static_cast<int>(status)];
}

Trainer::Trainer(TrainingConfig config) : config_(std::move(config)), random_(config_.seed, "examples") {
  const TaskKind& kind = taskKind(config_.task);
  task_ = kind.make(config_.taskOptions);
  task_->check(config_.min_length);
  AttentionConfig& attention = config_.model.block.attention;
  const bool causal = attention.mask.kind == Mask::Kind::causal;
  if (task_->asksForNextToken() && !causal)
    throw Error(ErrorCode::config,
                {"model.mask: task \"", config_.task,
                 "\" asks for the next token, which stands in the input; it needs the mask "
                 "\"causal\""});
  // Behind a causal mask, padding at the end is never seen.
  padsKeys_ = !causal && (config_.min_length != config_.max_length || !task_->fillsRows());
  const Index rows = task_->rows(config_.max_length);
  settleLength(config_.model.positional, rows);
  config_.model.inputs = task_->inputs();
  config_.model.outputs = task_->outputs();
  config_.model.answers = task_->answers();

  Tape plan = Tape::planning();
  recordStep(plan);
  tape_.reserveSharing(plan, {nodes_.loss, norm_});
  recordStep(tape_);
  rate_ = tape_.find("optimizer.learning_rate");
  example_.reserve(rows + 1);
  losses_.reserve(static_cast<size_t>(config_.steps));
  evaluations_.reserve(static_cast<size_t>(config_.steps / config_.evaluate_every + 2));
  preview();
}

void Trainer::recordStep(Tape& tape) {
  nodes_ = recordModelOn(tape, config_.batch, task_->rows(config_.max_length));
  tape.backward(nodes_.loss);
  norm_ = recordGradientNorm(tape, nodes_.parameters);
  recordUpdate(tape, config_.optimizer, nodes_.parameters, config_.clip_norm);
}

ModelNodes Trainer::recordModelOn(Tape& tape, Index batch, Index rows) const {
  const Matrix column = Matrix::Zero(batch * rows, 1);
  const Matrix answers = Matrix::Zero(batch * rows * task_->answers(), 1);
  ModelNodes nodes{};
  nodes.tokens = tape.leaf("tokens", LeafKind::input, column, false);
  ModelConfig model = config_.model;
  nodes.lengths = padsKeys_ ? tape.leaf("lengths", LeafKind::input, Matrix::Zero(batch, 1), false) : kNoNode;
  model.block.attention.lengths = nodes.lengths;
  Builder builder(tape, batch, rows, model.init, config_.seed);
  nodes.logits = recordModel(builder, model, nodes.tokens);
  nodes.targets = tape.leaf("targets", LeafKind::target, answers, false);
  nodes.weights = tape.leaf("weights", LeafKind::target, answers, false);
  nodes.loss = recordCrossEntropy(tape, nodes.logits, nodes.targets, nodes.weights);
  nodes.parameters = builder.parameters();
  return nodes;
}

void Trainer::drawBatch(Tape& tape, const ModelNodes& nodes, Random& random, bool heldOut, Index least,
                        Index most) {
  MatrixMap tokens = tape.value(nodes.tokens), targets = tape.value(nodes.targets),
            weights = tape.value(nodes.weights);
  const Index rows = task_->rows(most), batch = tokens.rows() / rows;
  for (const NodeId id : {nodes.tokens, nodes.targets, nodes.weights})
    kernels::fill(tape.value(id).data(), 0, tape.value(id).size());
  for (Index b = 0; b < batch; ++b) {
    const Index length =
        least + static_cast<Index>(random.below(static_cast<std::uint64_t>(most - least + 1)));
    task_->draw(random, length, heldOut, example_);
    for (size_t i = 0; i < example_.tokens.size(); ++i)
      tokens(b * rows + static_cast<Index>(i), 0) = static_cast<Scalar>(example_.tokens[i]);
    for (size_t i = 0; i < example_.targets.size(); ++i) {
      if (example_.targets[i] == Example::kHidden) continue;
      const Index row = b * rows * task_->answers() + static_cast<Index>(i);
      targets(row, 0) = static_cast<Scalar>(example_.targets[i]);
      weights(row, 0) = 1;
    }
    if (nodes.lengths != kNoNode)
      tape.value(nodes.lengths)(b, 0) = static_cast<Scalar>(example_.tokens.size());
  }
}

/// The learning rate of the step that comes next.
void Trainer::setRate() noexcept {
  const double rate = config_.optimizer.options.number("learning_rate");
  tape_.value(rate_)(0, 0) =
      static_cast<Scalar>(rate * config_.schedule.factor(stepsDone() + 1, config_.steps));
}

void Trainer::preview() {
  const Random::State start = random_.state();
  setRate();
  drawBatch(tape_, nodes_, random_, false, config_.min_length, config_.max_length);
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
  drawBatch(tape_, nodes_, random_, false, config_.min_length, config_.max_length);
  const bool evaluates = step % config_.evaluate_every == 0 || step == config_.steps;
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
  if (config_.stop_at_accuracy && evaluations_.back().accuracy >= *config_.stop_at_accuracy)
    status_ = Status::accuracy;
  else if (step == config_.steps)
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

std::shared_ptr<Trainer::Evaluator> Trainer::makeEvaluator(Index batch, Index rows, bool isLookedAt) const {
  auto evaluator = std::make_shared<Evaluator>();
  evaluator->batch = batch;
  Tape plan = Tape::planning();
  const ModelNodes nodes = recordModelOn(plan, batch, rows);
  if (isLookedAt)
    evaluator->tape.reserve(plan);
  else
    evaluator->tape.reserveSharing(plan, {nodes.logits});
  evaluator->nodes = recordModelOn(evaluator->tape, batch, rows);
  return evaluator;
}

/// The weights as they are now, into the evaluator's tape.
void Trainer::copyWeightsTo(Evaluator& evaluator) const noexcept {
  for (size_t i = 0; i < nodes_.parameters.size(); ++i)
    evaluator.tape.value(evaluator.nodes.parameters[i]) = trained(nodes_.parameters[i]);
}

double Trainer::accuracy(Evaluator& evaluator, Index least, Index most, const char* stream) {
  copyWeightsTo(evaluator);
  Random random(config_.seed, stream);
  Index counting = 0, right = 0;
  for (Index seen = 0; seen < kHeldOutExamples; seen += evaluator.batch) {
    drawBatch(evaluator.tape, evaluator.nodes, random, true, least, most);
    evaluator.tape.run();
    const Tape& tape = evaluator.tape;
    const ConstMatrixMap logits = tape.value(evaluator.nodes.logits),
                         targets = tape.value(evaluator.nodes.targets),
                         weights = tape.value(evaluator.nodes.weights);
    for (Index r = 0; r < logits.rows(); ++r) {
      if (weights(r, 0) == 0) continue;
      Index best = 0;
      for (Index c = 1; c < logits.cols(); ++c)
        if (logits(r, c) > logits(r, best)) best = c;
      ++counting;
      right += static_cast<Scalar>(best) == targets(r, 0);
    }
  }
  return counting == 0 ? 0 : static_cast<double>(right) / static_cast<double>(counting);
}

double Trainer::evaluate() {
  if (!evaluator_)
    evaluator_ = makeEvaluator(std::min(config_.batch, kHeldOutExamples), task_->rows(config_.max_length));
  return accuracy(*evaluator_, config_.min_length, config_.max_length, "held_out");
}

double Trainer::test(Index length) {
  if (!taskKind(config_.task).hasLength)
    throw Error(ErrorCode::unsupported,
                {"test_lengths: task \"", config_.task, "\" has no length to change"});
  task_->check(length);
  // As many rows at once as in training, so that long sequences do not need more memory than short ones.
  const Index rows = task_->rows(length), usual = config_.batch * task_->rows(config_.max_length);
  const auto evaluator = makeEvaluator(std::clamp<Index>(usual / rows, 1, kHeldOutExamples), rows);
  example_.reserve(rows + 1);
  return accuracy(*evaluator, length, length, "test");
}

const Tape& Trainer::look() {
  if (!look_) {
    look_ = makeEvaluator(std::min(config_.batch, kLookExamples), task_->rows(config_.max_length), true);
    recordQueryKeyProducts(look_->tape, config_.model);
  }
  copyWeightsTo(*look_);
  Random random(config_.seed, "held_out");
  drawBatch(look_->tape, look_->nodes, random, true, config_.min_length, config_.max_length);
  look_->tape.run();
  return look_->tape;
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
  if (state.losses.size() > static_cast<size_t>(config_.steps))
    throw Error(ErrorCode::range, {"checkpoint: has more steps than this training, ", config_.steps});
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
  losses_.reserve(static_cast<size_t>(config_.steps));
  evaluations_ = state.evaluations;
  divergence_ = state.divergence;
  const bool reached = config_.stop_at_accuracy && !evaluations_.empty() &&
                       evaluations_.back().accuracy >= *config_.stop_at_accuracy;
  status_ = divergence_                    ? Status::diverged
            : reached                      ? Status::accuracy
            : stepsDone() == config_.steps ? Status::steps
                                           : Status::running;
  preview();
}

}  // namespace qkv
