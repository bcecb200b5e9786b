# One artefact for page, worker and Node; the reasons for each flag are in README.md, "The border".
# -Os makes emcc 3.1.6 pass -fno-inline-functions, with which every accessor is a call: taken back.
target_compile_options(qkv_options INTERFACE -Os -finline-functions -msimd128 -fwasm-exceptions)
# What a training step runs is built for speed, all else to be small on the way to the reader.
file(GLOB QKV_HOT_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cpp/kernels/*.cpp ${CMAKE_SOURCE_DIR}/cpp/ops/*.cpp)
list(APPEND QKV_HOT_SOURCES ${CMAKE_SOURCE_DIR}/cpp/base/math.cpp ${CMAKE_SOURCE_DIR}/cpp/base/random.cpp
     ${CMAKE_SOURCE_DIR}/cpp/tape/join.cpp ${CMAKE_SOURCE_DIR}/cpp/tape/tape.cpp)
set_source_files_properties(${QKV_HOT_SOURCES} PROPERTIES COMPILE_OPTIONS -O3 SKIP_PRECOMPILE_HEADERS ON)
add_executable(qkv_wasm cpp/bindings/bindings.cpp cpp/bindings/training.cpp)
target_link_libraries(qkv_wasm PRIVATE qkv)
set_target_properties(qkv_wasm PROPERTIES OUTPUT_NAME qkv SUFFIX .mjs)
target_link_options(qkv_wasm PRIVATE -Os -fwasm-exceptions -lembind
  -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sALLOW_MEMORY_GROWTH -sINCOMING_MODULE_JS_API=wasmBinary,locateFile)
# Since 3.1.27 the default stack is 64 kB; older versions have 5 MB and do not know the setting.
if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 17)
  target_link_options(qkv_wasm PRIVATE -sSTACK_SIZE=1MB)
endif()
