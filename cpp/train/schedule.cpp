#include "train/schedule.h"

#include <algorithm>

#include "base/math.h"

namespace qkv {

const std::vector<std::string>& scheduleKinds() {
  static const std::vector<std::string> kinds{"constant", "warmup", "cosine"};
  return kinds;
}

std::vector<Field> scheduleFields(const std::string& kind) {
  if (kind == "warmup") return {Field::integer("warmup_steps", 100, 1, 1e6)};
  if (kind == "cosine") return {Field::integer("warmup_steps", 0, 0, 1e6), Field::number("final", 0, 0, 1)};
  return {};
}

double Schedule::factor(Index step, Index steps) const noexcept {
  if (kind == "constant") return 1;
  const Index warmup = options.integer("warmup_steps");
  if (step <= warmup) return static_cast<double>(step) / static_cast<double>(warmup);
  if (kind == "warmup") return 1;
  const double final = options.number("final");
  // After e of the rest's steps: half a cosine, as PyTorch's CosineAnnealingLR with T_max = rest.
  const auto e = static_cast<double>(step - 1 - warmup), rest = static_cast<double>(steps - warmup);
  constexpr double pi = 3.14159265358979323846;
  return final + (1 - final) * (1 + math::cos(pi * std::min(1.0, e / std::max(1.0, rest)))) / 2;
}

}  // namespace qkv
