# libFuzzer targets: cmake -DQKV_FUZZ=ON with clang. One minute each: build/fuzz/fuzz_config -max_total_time=60 CORPUS
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "QKV_FUZZ needs clang: cmake -DCMAKE_CXX_COMPILER=clang++ -DQKV_FUZZ=ON")
endif()
target_compile_options(qkv_options INTERFACE -fsanitize=address,undefined,fuzzer-no-link
                       -fno-sanitize-recover=all -O1 -g)
target_link_options(qkv_options INTERFACE -fsanitize=address,undefined)
foreach(what config safetensors)
  add_executable(fuzz_${what} tests/fuzz/${what}_fuzzer.cpp)
  target_link_libraries(fuzz_${what} PRIVATE qkv)
  target_link_options(fuzz_${what} PRIVATE -fsanitize=fuzzer)
endforeach()
