# The engine in both precisions for this machine, its tests, and the programs that measure it.
include(cmake/together.cmake)
include(cmake/tests.cmake)

qkv_engine(qkv ${QKV_SOURCES})
qkv_together(qkv ${CMAKE_SOURCE_DIR}/cpp)

qkv_engine(qkv_f64 ${QKV_SOURCES})
qkv_together(qkv_f64 ${CMAKE_SOURCE_DIR}/cpp)
target_compile_definitions(qkv_f64 PUBLIC QKV_DOUBLE)
target_compile_options(qkv_f64 PRIVATE -O1)  # only tests run it

qkv_add_tests(qkv)
qkv_add_tests(qkv_f64)

if(QKV_SANITIZE)
  include(cmake/sanitize.cmake)
endif()

add_executable(qkv_train cpp/tools/train.cpp cpp/tools/sha256.cpp)
target_link_libraries(qkv_train PRIVATE qkv)
add_executable(qkv_step cpp/tools/step.cpp)  # for ./build.sh bench
target_link_libraries(qkv_step PRIVATE qkv)
add_executable(qkv_profile cpp/tools/profile.cpp)
target_link_libraries(qkv_profile PRIVATE qkv)
find_package(benchmark QUIET)
if(benchmark_FOUND)
  add_executable(qkv_kernels_bench cpp/tools/kernels_bench.cpp)  # for ./build.sh bench kernels
  target_link_libraries(qkv_kernels_bench PRIVATE qkv benchmark::benchmark)
endif()
