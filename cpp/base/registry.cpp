#include "base/registry.h"

#include "base/error.h"
#include "base/fields.h"
#include "base/text.h"

namespace qkv {

void refuseKind(std::string_view name, std::string_view field, std::string_view noun,
                const std::vector<std::string>& kinds) {
  throw Error(ErrorCode::config, {field, ": ", quoted(std::string(name)), " is not ", noun, "; it must be ",
                                  Field::choice("kind", kinds).allowed()});
}

}  // namespace qkv
