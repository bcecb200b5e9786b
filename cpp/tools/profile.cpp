// qkv_profile < CONFIG.json: where the time of a training step goes, by operation and shapes, the longest
// first. Every step is taken, and then once more node by node. Natively, or in WebAssembly under Node.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <map>
#include <vector>

#include "lab/training_session.h"

namespace {

using namespace qkv;
using Clock = std::chrono::steady_clock;

constexpr double kMeasure = 4e6;  // microseconds
constexpr size_t kFewestSteps = 51;

double since(Clock::time_point from) {
  return std::chrono::duration<double, std::micro>(Clock::now() - from).count();
}

// Tape::run takes a plain function, so that what it tells goes to one place.
struct {
  Clock::time_point before;
  size_t next = 0;
  std::vector<const Node*> nodes;
  std::vector<std::vector<double>> times;  // µs, by node
} seen;

bool see(const Node& node, const ConstMatrixMap&) {
  const double time = since(seen.before);
  if (seen.next == seen.times.size()) {
    seen.nodes.push_back(&node);
    seen.times.emplace_back();
  }
  seen.times[seen.next++].push_back(time);
  seen.before = Clock::now();
  return true;
}

/// What others on the machine add to a time they add now and then: the tenth part of all that is quickest.
double quiet(std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 10];
}

/// Multiplications and additions of a product; 0 of anything else.
double flops(const Node& node) {
  const std::string_view name = node.op->name();
  if (name.substr(0, 7) != "product") return 0;
  const Shape a = node.operands[0].shape;
  // aᵀ·b of a batch stands block under block: out has as many blocks as fit.
  const Index k = name == "product_left_transposed" ? a.rows / (node.shape.rows / a.cols) : a.cols;
  return 2.0 * static_cast<double>(node.shape.size() * k);
}

std::string titleOf(const Node& node) {
  std::string title(node.op->name());
  if (flops(node) > 0)
    for (const Operand& operand : node.operands) title += " " + shapeText(operand.shape);
  return title + (flops(node) > 0 ? " = " : " ") + shapeText(node.shape);
}

struct Sum {
  double time = 0, flops = 0;
  int count = 0;
  void add(const Sum& other) {
    time += other.time;
    flops += other.flops;
    count += other.count;
  }
};

void print(const Sum& sum, const std::string& title) {
  std::printf("%10.2f %5d  %-64s", sum.time, sum.count, title.c_str());
  if (sum.flops > 0) std::printf(" %6.1f", sum.flops / sum.time * 1e-3);
  std::printf("\n");
}

}  // namespace

int main() {
  try {
    const std::istreambuf_iterator<char> in(std::cin), end;
    TrainingSession session(std::string(in, end));
    Trainer& trainer = session.trainer();
    std::vector<double> steps;
    const Clock::time_point start = Clock::now();
    while (since(start) < kMeasure || steps.size() < kFewestSteps) {
      const Clock::time_point before = Clock::now();
      trainer.step();
      steps.push_back(since(before));
      seen.next = 0;
      seen.before = Clock::now();
      trainer.replay(see);
    }
    std::vector<double> clock(1000);
    for (double& reading : clock) reading = since(Clock::now());
    const double look = quiet(clock);
    std::map<std::string, Sum> byTitle;
    Sum products, others;
    for (size_t i = 0; i < seen.nodes.size(); ++i) {
      const Node& node = *seen.nodes[i];
      const Sum one{std::max(0.0, quiet(seen.times[i]) - look), flops(node), 1};
      if (!node.op || one.time == 0) continue;
      byTitle[titleOf(node)].add(one);
      (one.flops > 0 ? products : others).add(one);
    }
    std::vector<std::pair<std::string, Sum>> rows(byTitle.begin(), byTitle.end());
    std::sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.second.time > b.second.time; });
    std::printf("%10s %5s  %-64s %6s\n", "us", "nodes", "operation, shapes", "GFLOP/s");
    for (const auto& [title, sum] : rows) print(sum, title);
    print(products, "all products");
    print(others, "everything else on the tape");
    print({quiet(steps), 0, static_cast<int>(steps.size())},
          "a whole step, with its examples; so many were taken");
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "qkv_profile: %s\n", e.what());
    return 2;
  }
}
