#include "allocations.h"

#include <atomic>

namespace {
std::atomic<long> calls{0};
}

namespace qkv::testing {
long allocations() noexcept { return calls; }
}  // namespace qkv::testing

#ifdef QKV_COUNTS_ALLOCATIONS
extern "C" {
void* __libc_malloc(std::size_t size);  // NOLINT(bugprone-reserved-identifier): glibc's own name
void* malloc(std::size_t size) {
  ++calls;
  return __libc_malloc(size);
}
}
#endif
