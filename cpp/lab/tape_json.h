#pragma once
#include <string>
#include <vector>

#include "tape/reach.h"

/// What a page or a script is told of a tape, as JSON; docs/format.md describes it.
namespace qkv {

/// A tape's structure, without values: [{"path", "op", "shape", "inputs", "gradient_of", "gradient", "offset",
/// "stacked", "rule", "cell", "constants"}, …] in the order of computation; `offset` is where the values start in
/// Tape::values().
std::string structureJson(const Tape& tape);

/// How a cell came to be: {"op":"cell","node","row","col","value"}, {"op":"sum","args":[…]}, …
/// Throws Error(path or range) where there is no such cell.
std::string explanationJson(const Tape& tape, const std::string& path, Index row, Index col);

/// Where a cell's number goes: [{"path", "cells": [[row, col], …]}, …]
/// Throws Error(path or range) where there is no such cell.
std::string reachJson(const Tape& tape, const std::string& path, Index row, Index col);

}  // namespace qkv
