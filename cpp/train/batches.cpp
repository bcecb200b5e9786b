#include "train/batches.h"

#include <utility>

#include "base/error.h"
#include "kernels/lanes.h"

namespace qkv {
namespace {

/// A learned table is as long as the sequences of the training, whatever sequence it meets later.
void settleLength(PositionalConfig& positional, Index rows) {
  for (const Field& field : positionalKind(positional.kind).fields())
    if (field.name == "max_length" && !positional.options.has(field.name))
      positional.options.set(field.name, static_cast<double>(rows));
}

}  // namespace

Batches::Batches(TrainingConfig config) : config_(std::move(config)) {
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
}

ModelNodes Batches::record(Tape& tape, Index batch, Index rows) {
  example_.reserve(rows + 1);
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

void Batches::draw(Tape& tape, const ModelNodes& nodes, Random& random, bool heldOut, Index least,
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

}  // namespace qkv
