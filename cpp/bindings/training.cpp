// The handle of a training run: conversions, no logic. Texts that it returns are JSON; views are into the
// engine's memory, so copy them before the next call.
#include <emscripten/bind.h>

#include <cmath>

#include "bindings/handles.h"
#include "lab/safetensors.h"
#include "lab/tape_json.h"
#include "lab/training_session.h"

namespace {

using emscripten::val;
using qkv::Error;
using qkv::ErrorCode;
using qkv::bindings::guarded;

/// `open` and `restore` may be called again: the last good state stays when the new one fails.
class TrainingHandle {
 public:
  val open(const std::string& json) {
    return guarded([&] {
      session_ = std::make_unique<qkv::TrainingSession>(json);
      return true;
    });
  }
  val restore(const std::string& checkpoint) {
    return guarded([&] {
      session_ = std::make_unique<qkv::TrainingSession>(qkv::TrainingSession::restore(checkpoint));
      return true;
    });
  }
  val step(double count) {
    return guarded([&] { return get().step(whole("step", count)); });
  }
  val test(double length) {
    return guarded([&] { return get().trainer().test(whole("test", length)); });
  }
  val testLengths() {
    return guarded([&] { return get().testJson(); });
  }
  val evaluate() {
    return guarded([&] { return get().trainer().evaluate(); });
  }
  val config() {
    return guarded([&] { return get().configJson(); });
  }
  val state() {
    return guarded([&] { return get().stateJson(); });
  }
  val vocabulary() {
    return guarded([&] { return get().vocabularyJson(); });
  }
  val structure() {
    return guarded([&] { return qkv::structureJson(get().trainer().tape()); });
  }
  val values() {
    return guarded([&] { return view(get().trainer().tape().values()); });
  }
  val lookStructure() {
    return guarded([&] { return qkv::structureJson(get().trainer().look()); });
  }
  val look() {
    return guarded([&] { return view(get().trainer().look().values()); });
  }
  val explainLook(const std::string& path, double row, double col) {
    return guarded([&] { return explanationOf(get().trainer().look(), path, row, col); });
  }
  val reachLook(const std::string& path, double row, double col) {
    return guarded([&] { return reachOf(get().trainer().look(), path, row, col); });
  }
  val losses() {
    return guarded([&] { return view(get().trainer().losses()); });
  }
  val explain(const std::string& path, double row, double col) {
    return guarded([&] { return explanationOf(get().trainer().tape(), path, row, col); });
  }
  val reach(const std::string& path, double row, double col) {
    return guarded([&] { return reachOf(get().trainer().tape(), path, row, col); });
  }
  val save() {
    return guarded([&] {
      file_ = get().save();
      return bytes();
    });
  }
  val parameters() {
    return guarded([&] {
      file_ = qkv::writeParameters(get().trainer().parameters());
      return bytes();
    });
  }
  val setParameter(const std::string& path, double row, double col, double value) {
    return guarded([&] {
      get().trainer().setParameter(path, static_cast<qkv::Index>(row), static_cast<qkv::Index>(col),
                                   static_cast<qkv::Scalar>(value));
      return true;
    });
  }
  val setParameters(const std::string& safetensors) {
    return guarded([&] {
      get().trainer().setParameters(qkv::readParameters(safetensors));
      return true;
    });
  }

 private:
  qkv::TrainingSession& get() const {
    if (!session_) throw Error(ErrorCode::config, {"training: open it with a configuration first"});
    return *session_;
  }

  static qkv::Index whole(const char* name, double x) {
    if (!(x >= 1 && x <= 1e6) || x != std::floor(x))
      throw Error(ErrorCode::range, {name, ": must be a whole number from 1 to 1000000"});
    return static_cast<qkv::Index>(x);
  }

  static std::string explanationOf(const qkv::Tape& tape, const std::string& path, double row, double col) {
    return qkv::explanationJson(tape, path, static_cast<qkv::Index>(row), static_cast<qkv::Index>(col));
  }
  static std::string reachOf(const qkv::Tape& tape, const std::string& path, double row, double col) {
    return qkv::reachJson(tape, path, static_cast<qkv::Index>(row), static_cast<qkv::Index>(col));
  }

  template <class Number>
  static val view(std::span<const Number> numbers) {
    return val(emscripten::typed_memory_view(numbers.size(), numbers.data()));
  }

  val bytes() {
    const auto* data = reinterpret_cast<const unsigned char*>(file_.data());
    return val(emscripten::typed_memory_view(file_.size(), data));
  }

  std::unique_ptr<qkv::TrainingSession> session_;
  std::string file_;  // what the last view of bytes looks at
};

val trainingSchema() {
  return guarded([] { return qkv::trainingSchemaJson(); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(qkv_training) {
  qkv::bindings::Bind<TrainingHandle>("Training")
      .method<&TrainingHandle::open>("open")
      .method<&TrainingHandle::restore>("restore")
      .method<&TrainingHandle::step>("step")
      .method<&TrainingHandle::test>("test")
      .method<&TrainingHandle::testLengths>("testLengths")
      .method<&TrainingHandle::evaluate>("evaluate")
      .method<&TrainingHandle::config>("config")
      .method<&TrainingHandle::state>("state")
      .method<&TrainingHandle::vocabulary>("vocabulary")
      .method<&TrainingHandle::structure>("structure")
      .method<&TrainingHandle::values>("values")
      .method<&TrainingHandle::lookStructure>("lookStructure")
      .method<&TrainingHandle::look>("look")
      .method<&TrainingHandle::explainLook>("explainLook")
      .method<&TrainingHandle::reachLook>("reachLook")
      .method<&TrainingHandle::losses>("losses")
      .method<&TrainingHandle::explain>("explain")
      .method<&TrainingHandle::reach>("reach")
      .method<&TrainingHandle::save>("save")
      .method<&TrainingHandle::parameters>("parameters")
      .method<&TrainingHandle::setParameter>("setParameter")
      .method<&TrainingHandle::setParameters>("setParameters");
  emscripten::function("trainingSchema", &trainingSchema);
}
