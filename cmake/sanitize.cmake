# The float engine and all that is made from it, with the address and undefined-behaviour sanitizers, and the libFuzzer
# programs. A minute of one: build/clang/fuzz_config -max_total_time=60 CORPUS
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "QKV_SANITIZE needs clang: cmake -DCMAKE_CXX_COMPILER=clang++ -DQKV_SANITIZE=ON")
endif()
target_compile_options(qkv PUBLIC -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -gline-tables-only)
target_link_options(qkv PUBLIC -fsanitize=address,undefined)
target_compile_options(qkv PRIVATE -fsanitize=fuzzer-no-link)
# RapidJSON's stack starts by adding to a null pointer, which clang reports; the parser stands in this file alone.
set_source_files_properties(cpp/lab/json_reader.cpp PROPERTIES COMPILE_OPTIONS -fno-sanitize=pointer-overflow)
# The double engine is only compiled here, which shows what clang has to say of it; its tests are the float one's
# sources, and gcc's build runs them.
target_compile_options(qkv_f64 PRIVATE -O0)
set_target_properties(qkv_f64_tests PROPERTIES EXCLUDE_FROM_ALL ON)
foreach(what config safetensors)
  add_executable(fuzz_${what} tests/fuzz/${what}_fuzzer.cpp)
  target_link_libraries(fuzz_${what} PRIVATE qkv)
  target_link_options(fuzz_${what} PRIVATE -fsanitize=fuzzer)
endforeach()
