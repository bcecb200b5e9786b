#include "lab/checkpoint.h"

#include <cstring>

#include "base/error.h"
#include "base/text.h"
#include "lab/safetensors.h"

namespace qkv {
namespace {

const char* const kFormat = "qkv-lab training 1";

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::config, {"checkpoint: ", what}); }

template <class Number>
Tensor listOf(const char* dtype, const std::vector<Number>& values) {
  Tensor tensor{dtype, {values.size()}, {}};
  tensor.bytes.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number));
  return tensor;
}

/// Takes a list out of the file.
template <class Number>
std::vector<Number> takeList(Safetensors& file, const char* name, const char* dtype) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end()) refuse(std::string(name) + " is missing");
  const Tensor& tensor = found->second;
  if (tensor.dtype != dtype || tensor.shape.size() != 1)
    refuse(std::string(name) + " must be a list of " + dtype);
  std::vector<Number> values(tensor.bytes.size() / sizeof(Number));
  if (!values.empty()) std::memcpy(values.data(), tensor.bytes.data(), values.size() * sizeof(Number));
  file.tensors.erase(found);
  return values;
}

std::string metadata(const Safetensors& file, const char* key) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) refuse(std::string("its metadata has no ") + key);
  return found->second;
}

}  // namespace

std::string writeCheckpoint(const Checkpoint& checkpoint) {
  const TrainerState& state = checkpoint.state;
  Safetensors file;
  file.metadata = {{"format", kFormat}, {"config", checkpoint.config}};
  for (const auto& [path, value] : state.leaves) file.tensors.emplace(path, tensorOf(value));
  std::vector<std::uint64_t> random(state.random.words, state.random.words + 4);
  std::uint64_t spare;
  std::memcpy(&spare, &state.random.spare, sizeof spare);
  random.push_back(spare);
  random.push_back(state.random.hasSpare ? 1 : 0);
  std::vector<std::uint64_t> steps;
  std::vector<double> accuracies;
  for (const Evaluation& e : state.evaluations) {
    steps.push_back(static_cast<std::uint64_t>(e.step));
    accuracies.push_back(e.accuracy);
  }
  file.tensors.emplace("trainer.random", listOf("U64", random));
  file.tensors.emplace("trainer.losses", listOf("F32", state.losses));
  file.tensors.emplace("trainer.evaluation_steps", listOf("U64", steps));
  file.tensors.emplace("trainer.accuracies", listOf("F64", accuracies));
  if (state.divergence) {
    file.metadata["diverged_node"] = state.divergence->node;
    file.tensors.emplace(
        "trainer.diverged_step",
        listOf("U64", std::vector<std::uint64_t>{static_cast<std::uint64_t>(state.divergence->step)}));
  }
  return writeSafetensors(file);
}

Checkpoint readCheckpoint(std::string_view bytes) {
  Safetensors file = readSafetensors(bytes);
  if (metadata(file, "format") != kFormat) refuse("its format is not " + quoted(kFormat));
  Checkpoint checkpoint;
  checkpoint.config = metadata(file, "config");
  TrainerState& state = checkpoint.state;
  const auto random = takeList<std::uint64_t>(file, "trainer.random", "U64");
  if (random.size() != 6) refuse("trainer.random must have 6 numbers");
  for (size_t i = 0; i < 4; ++i) state.random.words[i] = random[i];
  if ((random[0] | random[1] | random[2] | random[3]) == 0)
    refuse("trainer.random is all zeros, from which nothing random comes");
  std::memcpy(&state.random.spare, &random[4], sizeof state.random.spare);
  state.random.hasSpare = random[5] != 0;
  state.losses = takeList<float>(file, "trainer.losses", "F32");
  const auto steps = takeList<std::uint64_t>(file, "trainer.evaluation_steps", "U64");
  const auto accuracies = takeList<double>(file, "trainer.accuracies", "F64");
  if (steps.size() != accuracies.size())
    refuse("trainer.accuracies must be as many as the steps they belong to");
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i] < 1 || steps[i] > state.losses.size() || !(accuracies[i] >= 0 && accuracies[i] <= 1))
      refuse("trainer.evaluation_steps or trainer.accuracies has a number out of range");
    state.evaluations.push_back({static_cast<Index>(steps[i]), accuracies[i]});
  }
  if (file.tensors.count("trainer.diverged_step") > 0) {
    const auto step = takeList<std::uint64_t>(file, "trainer.diverged_step", "U64");
    if (step.size() != 1 || step[0] != state.losses.size())
      refuse("trainer.diverged_step is not its last step");
    state.divergence = Divergence{static_cast<Index>(step[0]), metadata(file, "diverged_node")};
  }
  const char* own = sizeof(Scalar) == 4 ? "F32" : "F64";
  for (const auto& [path, tensor] : file.tensors) {
    if (tensor.dtype != own) refuse(shown(path, 200) + " must be " + own + ", not " + tensor.dtype);
    state.leaves.emplace(path, matrixOf(tensor, path));
  }
  return checkpoint;
}

}  // namespace qkv
