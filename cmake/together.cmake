# Compiles the files of a folder as one (a unity build). Most of the time goes into reading and instantiating Eigen and
# GoogleTest, so this takes a quarter of it. WebAssembly, which ships, is compiled file by file.

# A private name of these is also one of a neighbour's: "redefinition of …" in such a build names one that is missing here.
set(QKV_ALONE lab/tape_json train/tasks/sentences ops/position ops/rotate ops/row ops/softmax lab/safetensors lab/training_config tape/tape)

# qkv_together(TARGET FOLDER): each folder in FOLDER becomes one file of TARGET.
function(qkv_together target folder)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    file(RELATIVE_PATH path ${folder} ${source})
    string(REGEX MATCH "^[^/]+" group ${path})
    string(REGEX REPLACE "\\.cpp$" "" name ${path})
    if(NOT name IN_LIST QKV_ALONE)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
