// qkv_step [step | forward] < CONFIG.json: the median time of one training step in milliseconds, or of the
// forward pass of one batch as evaluation does it, natively. The same measures as tests/bench/peers/qkv.mjs
// takes in WebAssembly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <iterator>
#include <vector>

#include "lab/training_session.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWarmUp = 1500, kMeasure = 2000;  // milliseconds
constexpr size_t kFewestSteps = 51;

constexpr double kHeldOut = 256;  // examples of one evaluation, as in train/trainer.cpp

template <class Call>
std::vector<double> timeCalls(Call call, double milliseconds) {
  std::vector<double> times;
  const Clock::time_point start = Clock::now();
  const auto since = [](Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
  };
  for (Clock::time_point before = start;
       since(start, before) < milliseconds || times.size() < kFewestSteps;) {
    call();
    const Clock::time_point now = Clock::now();
    times.push_back(since(before, now));
    before = now;
  }
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    qkv::TrainingSession session(
        std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>{}));
    qkv::Trainer& trainer = session.trainer();
    const bool forward = argc > 1 && std::strcmp(argv[1], "forward") == 0;
    const auto call = [&] { forward ? void(trainer.evaluate()) : void(trainer.step()); };
    timeCalls(call, kWarmUp);
    std::vector<double> times = timeCalls(call, kMeasure);
    std::sort(times.begin(), times.end());
    const double calls = forward ? kHeldOut / static_cast<double>(trainer.config().batch) : 1;
    std::printf("%.4f\n", times[times.size() / 2] / calls);
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "qkv_step: %s\n", e.what());
    return 2;
  }
}
