#include "whole_tapes.h"

#include "lab/session.h"
#include "lab/training_session.h"

namespace qkv::testing {
namespace {

const char* const kEncodings[] = {R"({"kind":"none"})",
                                  R"({"kind":"sinusoidal","base":100})",
                                  R"({"kind":"learned","max_length":7})",
                                  R"({"kind":"shaw","max_distance":2})",
                                  R"({"kind":"t5","num_buckets":6,"max_distance":4})",
                                  R"({"kind":"rope","base":50})",
                                  R"({"kind":"rope","layout":"halves"})",
                                  R"({"kind":"alibi"})"};
const char* const kOptimizers[] = {
    R"({"kind":"sgd","learning_rate":0.1})",
    R"({"kind":"sgd","momentum":0.9,"nesterov":true,"weight_decay":0.01})",
    R"({"kind":"adam","betas":[0.8,0.99],"weight_decay":0.1})",
    R"({"kind":"adamw","eps":0.001})",
};
const char* const kMasks[] = {R"("none")", R"("causal")", R"("padding","lengths":[3])"};
const char* const kNorms[] = {"pre_layer_norm", "post_layer_norm", "pre_rms_norm", "none"};
const char* const kActivations[] = {"relu", "gelu", "gelu_tanh"};
// One of one length, one with two answers at a place, one whose padding is hidden.
const char* const kTasks[] = {R"({"kind":"previous_token","length":4,"vocabulary":5})",
                              R"({"kind":"two_offsets","length":4,"vocabulary":3,"offsets":[1,2]})",
                              R"({"kind":"majority","min_length":2,"max_length":4,"vocabulary":3})"};

template <class List>
std::string at(const List& list, size_t i) {
  return list[i % std::size(list)];
}

}  // namespace

void forEachWholeTape(const std::function<void(const WholeTape&)>& visit) {
  size_t n = 0;
  for (const std::string encoding : kEncodings)
    for (const std::string mask : kMasks) {
      const std::string config =
          R"({"tokens":["the","cat","sat","down"],"d_model":6,"n_heads":2,"d_k":4,"d_v":3,"steps":1,)"
          R"("target":"next_token","positional":)" +
          encoding + R"(,"mask":)" + mask + R"(,"scale":)" + (n % 3 == 1 ? "0.3" : "true") +
          (n % 4 == 3 ? R"(,"ablate":[1])" : "") + R"(,"optimizer":)" + at(kOptimizers, n) + "}";
      ++n;
      visit({config, 1, Session(parseLabConfig(config)).tape()});
    }
  for (size_t i = 0; i < 2 * std::size(kEncodings); ++i) {
    const bool causal = i % 3 == 1;
    const std::string config = R"({"batch":3,"steps":3,"task":)" + at(kTasks, i) +
                               R"(,"model":{"d_model":4,"feed_forward":5,"norm":")" + at(kNorms, i / 2) +
                               R"(","activation":")" + at(kActivations, i) + R"(","positional":)" +
                               at(kEncodings, i) + R"(,"mask":")" + (causal ? "causal" : "none") +
                               R"("},"optimizer":)" + at(kOptimizers, i) +
                               (i % 2 ? R"(,"clip_norm":0.01)" : "") + "}";
    TrainingSession session(config);
    session.step(2);
    visit({config, 3, session.trainer().tape()});
    visit({"look at " + config, 3, session.trainer().look()});
  }
}

}  // namespace qkv::testing
