// This folder alone knows Emscripten: conversions, no logic.
#include <emscripten/bind.h>

#include "bindings/handles.h"
#include "lab/session.h"
#include "lab/tape_json.h"

namespace {

using emscripten::val;
using qkv::bindings::guarded;

/// The handle of the lab. `open` may be called again: the last good state stays when the new one fails.
class SessionHandle {
 public:
  val open(const std::string& json) {
    return guarded([&] {
      session_ = std::make_unique<qkv::Session>(qkv::parseLabConfig(json));
      return true;
    });
  }
  val config() {
    return guarded([&] { return qkv::labConfigJson(get().config()); });
  }
  val structure() {
    return guarded([&] { return qkv::structureJson(get().tape()); });
  }
  /// A view into the engine's memory: copy it before the next call.
  val values() {
    return guarded([&] {
      const auto values = get().tape().values();
      return emscripten::typed_memory_view(values.size(), values.data());
    });
  }
  val explain(const std::string& path, double row, double col) {
    return guarded([&] {
      return qkv::explanationJson(get().tape(), path, static_cast<qkv::Index>(row),
                                  static_cast<qkv::Index>(col));
    });
  }
  val reach(const std::string& path, double row, double col) {
    return guarded([&] {
      return qkv::reachJson(get().tape(), path, static_cast<qkv::Index>(row), static_cast<qkv::Index>(col));
    });
  }

 private:
  const qkv::Session& get() const {
    if (!session_) throw qkv::Error(qkv::ErrorCode::config, {"session: open it with a configuration first"});
    return *session_;
  }

  std::unique_ptr<qkv::Session> session_;
};

val schema() {
  return guarded([] { return qkv::schemaJson(); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(qkv) {
  qkv::bindings::Bind<SessionHandle>("Session")
      .method<&SessionHandle::open>("open")
      .method<&SessionHandle::config>("config")
      .method<&SessionHandle::structure>("structure")
      .method<&SessionHandle::values>("values")
      .method<&SessionHandle::explain>("explain")
      .method<&SessionHandle::reach>("reach");
  emscripten::function("schema", &schema);
}
