# One artefact for page, worker and Node; the reasons for each flag are in README.md, "The border".
target_compile_options(qkv_options INTERFACE -O3 -msimd128 -fwasm-exceptions)
add_executable(qkv_wasm cpp/bindings/bindings.cpp cpp/bindings/training.cpp)
target_link_libraries(qkv_wasm PRIVATE qkv)
set_target_properties(qkv_wasm PROPERTIES OUTPUT_NAME qkv SUFFIX .mjs)
target_link_options(qkv_wasm PRIVATE -O3 -fwasm-exceptions -lembind
  -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sALLOW_MEMORY_GROWTH -sINCOMING_MODULE_JS_API=wasmBinary,locateFile)
# Since 3.1.27 the default stack is 64 kB; older versions have 5 MB and do not know the setting.
if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 17)
  target_link_options(qkv_wasm PRIVATE -sSTACK_SIZE=1MB)
endif()
