# One artefact for page, worker and Node; the reasons for each flag are in README.md, "The border".
target_compile_options(qkv_options INTERFACE -msimd128 -fwasm-exceptions)
file(GLOB QKV_HOT_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cpp/kernels/*.cpp ${CMAKE_SOURCE_DIR}/cpp/ops/*.cpp)
list(APPEND QKV_HOT_SOURCES ${CMAKE_SOURCE_DIR}/cpp/tape/join.cpp)
list(FILTER QKV_HOT_SOURCES EXCLUDE REGEX "/ops/(loss|position).cpp$")
file(GLOB QKV_WARM_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cpp/train/tasks/*.cpp)
list(APPEND QKV_WARM_SOURCES ${CMAKE_SOURCE_DIR}/cpp/train/trainer.cpp ${CMAKE_SOURCE_DIR}/cpp/train/batches.cpp
     ${CMAKE_SOURCE_DIR}/cpp/tape/tape.cpp ${CMAKE_SOURCE_DIR}/cpp/base/math.cpp ${CMAKE_SOURCE_DIR}/cpp/base/random.cpp
     ${CMAKE_SOURCE_DIR}/cpp/ops/loss.cpp ${CMAKE_SOURCE_DIR}/cpp/ops/position.cpp)
list(REMOVE_ITEM QKV_SOURCES ${QKV_HOT_SOURCES} ${QKV_WARM_SOURCES})
qkv_engine(qkv ${QKV_SOURCES})
qkv_engine(qkv_hot ${QKV_HOT_SOURCES})
qkv_engine(qkv_warm ${QKV_WARM_SOURCES})
target_compile_options(qkv PRIVATE -Oz)
# Clang makes calls of the C library of loops that fill; its memset is slower than they are.
target_compile_options(qkv_hot PRIVATE -O3 -fno-builtin-memset)
# -Os and -Oz make emcc 3.1.6 pass -fno-inline-functions, with which every accessor is a call: fine for what runs once
# in a while, and given back to what a training step runs.
target_compile_options(qkv_warm PRIVATE -Os -finline-functions -fno-builtin-memset)
foreach(part qkv qkv_hot qkv_warm)
  # Nobody but Embind asks for types while running, and their names would be a good part of the file.
  target_compile_options(${part} PRIVATE -fno-rtti)
endforeach()
add_executable(qkv_wasm cpp/bindings/bindings.cpp cpp/bindings/training.cpp)
target_link_libraries(qkv_wasm PRIVATE qkv qkv_hot qkv_warm)
target_compile_options(qkv_wasm PRIVATE -Oz)
set_target_properties(qkv_wasm PROPERTIES OUTPUT_NAME qkv SUFFIX .mjs)
target_link_options(qkv_wasm PRIVATE -Oz -fwasm-exceptions -lembind -sMALLOC=emmalloc
  -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sALLOW_MEMORY_GROWTH -sTEXTDECODER=2 -sSUPPORT_ERRNO=0 -sSUPPORT_LONGJMP=0 -sINCOMING_MODULE_JS_API=wasmBinary,locateFile)
# Since 3.1.27 the default stack is 64 kB; older versions have 5 MB and do not know the setting.
if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 17)
  target_link_options(qkv_wasm PRIVATE -sSTACK_SIZE=1MB)
endif()
# Once more what the linker did once, until nothing gets smaller: 0.7 kB of what is sent.
find_program(QKV_WASM_OPT wasm-opt HINTS ${EMSCRIPTEN_ROOT_PATH}/../bin $ENV{EMSDK}/upstream/bin NO_CMAKE_FIND_ROOT_PATH)
if(QKV_WASM_OPT)
  add_custom_command(TARGET qkv_wasm POST_BUILD VERBATIM COMMAND ${QKV_WASM_OPT} -Oz --converge --enable-simd
    --enable-exception-handling --enable-bulk-memory --enable-sign-ext --enable-mutable-globals
    --enable-nontrapping-float-to-int qkv.wasm -o qkv.wasm)
endif()
# For ./build.sh bench profile: the same objects as the engine, with Node's own clock and output around them.
add_executable(qkv_profile EXCLUDE_FROM_ALL cpp/tools/profile.cpp)
target_link_libraries(qkv_profile PRIVATE qkv qkv_hot qkv_warm)
set_target_properties(qkv_profile PROPERTIES SUFFIX .cjs)
target_link_options(qkv_profile PRIVATE -fwasm-exceptions -sENVIRONMENT=node -sALLOW_MEMORY_GROWTH)
