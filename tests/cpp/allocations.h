#pragma once
#include <cstdlib>  // says whether the C library is glibc

/// Counts calls of malloc (which operator new and Eigen end in), to hold run() to its word that it
/// allocates nothing. Only where malloc is glibc's own: sanitizers bring another.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QKV_OTHER_MALLOC
#endif
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(QKV_OTHER_MALLOC)
#define QKV_COUNTS_ALLOCATIONS
#endif

namespace qkv::testing {

/// How often malloc was called so far.
long allocations() noexcept;

}  // namespace qkv::testing
