#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tape/tape.h"

namespace qkv::testing {

/// A small lab or training run with all of its gradients and updates.
struct WholeTape {
  std::string title;
  Index examples;
  Tape tape;
};

/// One tape after the other: every encoding under every mask, every norm, activation, optimizer and kind of task,
/// so that every operation stands in at least one of them.
void forEachWholeTape(const std::function<void(const WholeTape&)>& visit);

}  // namespace qkv::testing
