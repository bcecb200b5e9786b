#include "nn/positional/positional.h"

namespace qkv {
namespace {

/// No positions: attention sees a bag of tokens. Permuting the tokens permutes the outputs.
const RegisterPositional kNone({"none", [] { return std::vector<Field>{}; },
                                [](const Options&) { return std::make_unique<Positional>(); }});

}  // namespace
}  // namespace qkv
