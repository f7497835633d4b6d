# Finds what the library links. Used by the build and, installed, by triageConfig.cmake, so that both
# find the same things the same way. Debian 12 ships no CMake package for RE2 and protobuf: there,
# FindProtobuf and pkg-config stand in. Nothing is ever downloaded.

find_package(Threads REQUIRED)
find_package(absl CONFIG REQUIRED)

find_package(Protobuf CONFIG QUIET)
if(NOT TARGET protobuf::libprotobuf)
  find_package(Protobuf 3.21 MODULE REQUIRED)
endif()

find_package(re2 CONFIG QUIET)
if(NOT TARGET re2::re2)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(TRIAGE_RE2 REQUIRED IMPORTED_TARGET GLOBAL re2)
  add_library(re2::re2 INTERFACE IMPORTED GLOBAL)
  # Not PkgConfig::TRIAGE_RE2: its pkg-config file asks for C++11, which a later flag must not win.
  target_include_directories(re2::re2 INTERFACE ${TRIAGE_RE2_INCLUDE_DIRS})
  target_link_libraries(re2::re2 INTERFACE ${TRIAGE_RE2_LINK_LIBRARIES})
endif()

if(NOT TARGET triage_utf8proc)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(TRIAGE_UTF8PROC REQUIRED libutf8proc)
  add_library(triage_utf8proc INTERFACE IMPORTED GLOBAL)
  target_include_directories(triage_utf8proc INTERFACE ${TRIAGE_UTF8PROC_INCLUDE_DIRS})
  target_link_libraries(triage_utf8proc INTERFACE ${TRIAGE_UTF8PROC_LINK_LIBRARIES})
endif()
