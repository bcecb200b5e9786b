// qkv_train CONFIG.json [--out FILE]: a training run without JavaScript. It prints the same lines as the
// command line's `train`, so that the two can be compared bit for bit; "-" reads standard input.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "lab/json_writer.h"
#include "lab/safetensors.h"
#include "lab/training_session.h"
#include "tools/sha256.h"

namespace {

using qkv::Error;
using qkv::ErrorCode;

std::string readAll(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) throw Error(ErrorCode::config, {path, ": cannot be read"});
  }
  std::istream& in = path == "-" ? std::cin : file;
  return {std::istreambuf_iterator<char>(in), {}};
}

int run(const std::string& config, const std::string& out) {
  qkv::TrainingSession session(readAll(config));
  qkv::Trainer& trainer = session.trainer();
  while (trainer.status() == qkv::Trainer::Status::running) {
    const std::string line = session.step(1);
    std::cout << line.substr(1, line.size() - 2) << std::endl;
  }
  const auto losses = trainer.losses();
  const auto evaluations = trainer.evaluations();
  const bool diverged = trainer.divergence().has_value();
  qkv::JsonWriter done;
  done.text("done", qkv::statusName(trainer.status()));
  done.number("steps", static_cast<double>(trainer.stepsDone()));
  done.raw("accuracy", evaluations.empty() ? "null" : qkv::jsonNumber(evaluations.back().accuracy));
  if (diverged)
    done.raw("diverged", qkv::JsonWriter()
                             .number("step", static_cast<double>(trainer.divergence()->step))
                             .text("node", trainer.divergence()->node)
                             .json());
  done.raw("test", diverged ? "{}" : session.testJson());
  done.text("loss_sha256", qkv::sha256({reinterpret_cast<const char*>(losses.data()), losses.size_bytes()}));
  std::cout << done.json() << std::endl;
  if (!out.empty()) std::ofstream(out, std::ios::binary) << qkv::writeParameters(trainer.parameters());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc == 2) return run(argv[1], "");
    if (argc == 4 && std::string(argv[2]) == "--out") return run(argv[1], argv[3]);
    throw Error(ErrorCode::config, {"usage: qkv_train CONFIG.json [--out FILE]"});
  } catch (const std::exception& e) {
    std::fprintf(stderr, "qkv_train: %s\n", e.what());
    return 2;
  }
}
