include(cmake/find_gtest.cmake)
find_package(nlohmann_json REQUIRED)  # reads the fixtures with another parser than the engine's
enable_testing()
file(GLOB_RECURSE QKV_TESTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/cpp/*.cpp)
foreach(precision qkv qkv_f64)
  add_executable(${precision}_tests ${QKV_TESTS})
  target_link_libraries(${precision}_tests PRIVATE ${precision} GTest::gtest_main nlohmann_json::nlohmann_json)
  target_include_directories(${precision}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/cpp)
  # What is tested is optimised; the tests themselves only have to compile soon.
  target_compile_options(${precision}_tests PRIVATE -O1)
  target_precompile_headers(${precision}_tests PRIVATE ${QKV_COMMON_HEADERS} <gtest/gtest.h> <cmath> <algorithm>)
  target_compile_definitions(${precision}_tests PRIVATE QKV_FIXTURES="${CMAKE_SOURCE_DIR}/tests/fixtures")
  add_test(NAME ${precision} COMMAND ${precision}_tests --gtest_brief=1)
endforeach()
