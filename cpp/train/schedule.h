#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"

namespace qkv {

/// How the learning rate changes over a run.
struct Schedule {
  std::string kind = "constant";
  Options options;  ///< see scheduleFields

  /// What the learning rate is multiplied by at step `step` of `steps`; steps count from 1.
  double factor(Index step, Index steps) const noexcept;
};

/// A schedule as its file declares it. Its words on the page have the keys choice-schedule-<name>.
struct ScheduleKind {
  std::string_view name;
  std::vector<Field> (*fields)();
  double (*factor)(const Options&, Index step, Index steps) noexcept;  ///< see Schedule::factor
};

/// All that are linked in, by name.
std::vector<std::string> scheduleKinds();
/// Throws Error(config), listing the kinds there are.
std::vector<Field> scheduleFields(std::string_view kind);

}  // namespace qkv
