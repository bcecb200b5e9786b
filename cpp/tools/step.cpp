// qkv_step < CONFIG.json: the median time of one training step in milliseconds, natively. The same measure
// as web/cli/bench.js takes in WebAssembly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <vector>

#include "lab/training_session.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWarmUp = 1500, kMeasure = 2000;  // milliseconds
constexpr size_t kFewestSteps = 51;

std::vector<double> timeSteps(qkv::Trainer& trainer, double milliseconds) {
  std::vector<double> times;
  const Clock::time_point start = Clock::now();
  const auto since = [](Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
  };
  for (Clock::time_point before = start;
       since(start, before) < milliseconds || times.size() < kFewestSteps;) {
    trainer.step();
    const Clock::time_point now = Clock::now();
    times.push_back(since(before, now));
    before = now;
  }
  return times;
}

}  // namespace

int main() {
  try {
    qkv::TrainingSession session(
        std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()));
    timeSteps(session.trainer(), kWarmUp);
    std::vector<double> times = timeSteps(session.trainer(), kMeasure);
    std::sort(times.begin(), times.end());
    std::printf("%.4f\n", times[times.size() / 2]);
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "qkv_step: %s\n", e.what());
    return 2;
  }
}
