# GoogleTest as a package, or from Debian's sources (package googletest).
find_package(GTest QUIET)
if(NOT GTest_FOUND)
  if(NOT EXISTS /usr/src/googletest/CMakeLists.txt)
    message(FATAL_ERROR "GoogleTest is needed for the tests: apt-get install libgtest-dev, or give -DGTest_DIR=…")
  endif()
  add_subdirectory(/usr/src/googletest ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  add_library(GTest::gtest_main ALIAS gtest_main)
endif()
find_package(nlohmann_json REQUIRED)  # reads the fixtures with another parser than the engine's
enable_testing()
file(GLOB_RECURSE QKV_TESTS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/cpp/*.cpp)

# qkv_add_tests(LIBRARY): LIBRARY_tests, every test linked with that build of the engine.
function(qkv_add_tests library)
  set(tests ${library}_tests)
  add_executable(${tests} ${QKV_TESTS})
  qkv_together(${tests} ${CMAKE_SOURCE_DIR}/tests/cpp)
  target_link_libraries(${tests} PRIVATE ${library} GTest::gtest_main nlohmann_json::nlohmann_json)
  target_include_directories(${tests} PRIVATE ${CMAKE_SOURCE_DIR}/tests/cpp)
  target_precompile_headers(${tests} PRIVATE <gtest/gtest.h> <nlohmann/json.hpp> ${QKV_LARGE_HEADERS})
  # What is tested is optimised; the tests themselves only have to compile soon.
  target_compile_options(${tests} PRIVATE -O1)
  target_compile_definitions(${tests} PRIVATE QKV_FIXTURES="${CMAKE_SOURCE_DIR}/tests/fixtures")
  add_test(NAME ${library} COMMAND ${tests} --gtest_brief=1)
endfunction()
