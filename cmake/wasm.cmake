# One artefact for page, worker and Node; the reasons for each flag are in README.md, "The border".
# -Os and -Oz make emcc 3.1.6 pass -fno-inline-functions, with which every accessor is a call and which a later -O3
# does not take back: fine for what runs once in a while, and given back to what a training step runs.
target_compile_options(qkv_options INTERFACE -Oz -msimd128 -fwasm-exceptions)
# Nobody but Embind asks for types while running, and their names would be a good part of the file.
target_compile_options(qkv PRIVATE -fno-rtti)
file(GLOB QKV_HOT_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cpp/kernels/*.cpp ${CMAKE_SOURCE_DIR}/cpp/ops/*.cpp)
list(APPEND QKV_HOT_SOURCES ${CMAKE_SOURCE_DIR}/cpp/base/math.cpp ${CMAKE_SOURCE_DIR}/cpp/base/random.cpp
     ${CMAKE_SOURCE_DIR}/cpp/tape/join.cpp)
# Clang makes calls of the C library of loops that fill; its memset is slower than they are.
set_source_files_properties(${QKV_HOT_SOURCES} PROPERTIES COMPILE_OPTIONS "-O3;-finline-functions;-fno-builtin-memset" SKIP_PRECOMPILE_HEADERS ON)
file(GLOB QKV_WARM_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cpp/train/tasks/*.cpp)
list(APPEND QKV_WARM_SOURCES ${CMAKE_SOURCE_DIR}/cpp/train/trainer.cpp ${CMAKE_SOURCE_DIR}/cpp/base/decimal.cpp
     ${CMAKE_SOURCE_DIR}/cpp/tape/tape.cpp)
set_source_files_properties(${QKV_WARM_SOURCES} PROPERTIES COMPILE_OPTIONS "-Os;-finline-functions" SKIP_PRECOMPILE_HEADERS ON)
add_executable(qkv_wasm cpp/bindings/bindings.cpp cpp/bindings/training.cpp)
target_link_libraries(qkv_wasm PRIVATE qkv)
set_target_properties(qkv_wasm PROPERTIES OUTPUT_NAME qkv SUFFIX .mjs)
target_link_options(qkv_wasm PRIVATE -Oz -fwasm-exceptions -lembind -sMALLOC=emmalloc
  -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sALLOW_MEMORY_GROWTH -sTEXTDECODER=2 -sSUPPORT_ERRNO=0 -sSUPPORT_LONGJMP=0 -sINCOMING_MODULE_JS_API=wasmBinary,locateFile)
# Since 3.1.27 the default stack is 64 kB; older versions have 5 MB and do not know the setting.
if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 17)
  target_link_options(qkv_wasm PRIVATE -sSTACK_SIZE=1MB)
endif()
