#include "train/schedule.h"

#include <algorithm>

#include "base/math.h"
#include "base/registry.h"

namespace qkv {
namespace {

using RegisterSchedule = Registered<ScheduleKind>;

/// The optimizer's learning rate throughout.
const RegisterSchedule kConstant({"constant", [] { return std::vector<Field>{}; },
                                  [](const Options&, Index, Index) noexcept { return 1.0; }});

/// From 1/warmup_steps up in equal steps, then 1. Vaswani et al. 2017.
double warmedUp(const Options& options, Index step, Index) noexcept {
  const Index warmup = options.integer("warmup_steps");
  return step <= warmup ? static_cast<double>(step) / static_cast<double>(warmup) : 1;
}

const RegisterSchedule kWarmup({"warmup",
                                [] { return std::vector{Field::integer("warmup_steps", 100, 1, 1e6)}; },
                                warmedUp});

/// The same warm-up, then along half a cosine from 1 down to `final`, as PyTorch's CosineAnnealingLR with T_max = the
/// steps that are left. Loshchilov & Hutter 2017.
double cosine(const Options& options, Index step, Index steps) noexcept {
  const Index warmup = options.integer("warmup_steps");
  if (step <= warmup) return warmedUp(options, step, steps);
  const double final = options.number("final");
  const auto taken = static_cast<double>(step - 1 - warmup), rest = static_cast<double>(steps - warmup);
  constexpr double pi = 3.14159265358979323846;
  return final + (1 - final) * (1 + math::cos(pi * std::min(1.0, taken / std::max(1.0, rest)))) / 2;
}

const RegisterSchedule kCosine(
    {"cosine",
     [] {
       return std::vector{Field::integer("warmup_steps", 0, 0, 1e6), Field::number("final", 0, 0, 1)};
     },
     cosine});

}  // namespace

double Schedule::factor(Index step, Index steps) const noexcept {
  return RegisterSchedule::find(kind)->factor(options, step, steps);
}

std::vector<std::string> scheduleKinds() { return RegisterSchedule::names(); }
std::vector<Field> scheduleFields(std::string_view kind) {
  return RegisterSchedule::named(kind, "schedule.kind", "a schedule").fields();
}

}  // namespace qkv
