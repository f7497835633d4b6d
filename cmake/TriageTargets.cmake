# One function a kind of target, so that a folder's CMakeLists.txt is a list of files and dependencies.

add_library(triage_flags INTERFACE)
target_compile_features(triage_flags INTERFACE cxx_std_17)
target_compile_options(triage_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wconversion -Wno-sign-conversion -fvisibility-inlines-hidden>)
if(TRIAGE_WERROR)
  target_compile_options(triage_flags INTERFACE -Werror)
endif()
if(TRIAGE_SANITIZE)
  target_compile_options(triage_flags INTERFACE -fsanitize=${TRIAGE_SANITIZE} -fno-omit-frame-pointer
                                                -fno-sanitize-recover=all)
  target_link_options(triage_flags INTERFACE -fsanitize=${TRIAGE_SANITIZE})
endif()

set_property(GLOBAL PROPERTY TRIAGE_PARTS "")

# triage_part(NAME text SOURCES fold.cc ... DEPS triage_base ...)
# One folder of src/: a static library triage_NAME that links alone, so that an include of a folder
# which is not among DEPS fails to link in that folder's tests. The library `triage` is made of the
# objects of all parts.
function(triage_part)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPS" ${ARGN})
  set(target triage_${ARG_NAME})
  add_library(${target} STATIC ${ARG_SOURCES})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
  target_include_directories(${target} PUBLIC
    "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/gen")
  target_link_libraries(${target} PUBLIC ${ARG_DEPS} PRIVATE $<BUILD_INTERFACE:triage_flags>)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_property(GLOBAL APPEND PROPERTY TRIAGE_PARTS ${target})
endfunction()

# triage_test(NAME text SOURCES fold_test.cc ... DEPS triage_text ...)
# One folder of tests/: a GoogleTest program triage_NAME_test, run by ctest as one test.
function(triage_test)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPS" ${ARGN})
  set(target triage_${ARG_NAME}_test)
  add_executable(${target} ${ARG_SOURCES})
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main triage_flags)
  target_compile_definitions(${target} PRIVATE TRIAGE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${ARG_NAME} COMMAND ${target})
endfunction()
