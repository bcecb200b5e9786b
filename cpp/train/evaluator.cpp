#include "train/evaluator.h"

#include "ops/linear.h"
#include "tape/join.h"

namespace qkv {

Evaluator::Evaluator(Batches& batches, Index batch, Index rows, Keeps keeps)
    : batches_(batches), batch_(batch) {
  Tape plan = Tape::planning();
  const ModelNodes nodes = batches.record(plan, batch, rows);
  if (keeps == Keeps::everything)
    tape_.reserve(plan);
  else
    tape_.reserveSharing(plan, {nodes.logits});
  nodes_ = batches.record(tape_, batch, rows);
  if (keeps == Keeps::everything) recordQueryKeyProducts();
}

void Evaluator::recordQueryKeyProducts() {
  const ModelConfig& model = batches_.config().model;
  for (Index block = 0; block < model.n_blocks; ++block) {
    const std::string attention = "block" + std::to_string(block) + ".attention.";
    const AttentionConfig& config = model.block.attention;
    for (Index head = 0; head < config.n_heads; ++head) {
      const std::string path = attention + "head" + std::to_string(head) + ".";
      const auto own = [&](const char* name) {
        return tape_.record(path + name, ops::columns(head * config.d_k, config.d_k),
                            {tape_.find(attention + name)});
      };
      const NodeId W_Q = own("W_Q"), W_K = own("W_K");
      tape_.record(path + "W_QK", ops::product(ops::Transposed::right), {W_Q, W_K});
    }
  }
}

void Evaluator::run(Random& random, Index least, Index most) {
  batches_.draw(tape_, nodes_, random, true, least, most);
  tape_.run();
}

double Evaluator::accuracy(Index least, Index most, const char* stream) {
  Random random(batches_.config().seed, stream);
  Index counting = 0, right = 0;
  for (Index seen = 0; seen < kHeldOutExamples; seen += batch_) {
    run(random, least, most);
    const Tape& tape = tape_;
    const ConstMatrixMap logits = tape.value(nodes_.logits), targets = tape.value(nodes_.targets),
                         weights = tape.value(nodes_.weights);
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

}  // namespace qkv
