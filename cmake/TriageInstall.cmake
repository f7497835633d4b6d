# What `cmake --install` puts where: library, headers, messages, rule packs, the command, and the files by which
# find_package(triage) and pkg-config find them.
include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/triage")

install(TARGETS triage EXPORT triageTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT triageTargets NAMESPACE triage:: DESTINATION "${config_dir}")

install(DIRECTORY include/triage DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/gen/triage" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")
install(DIRECTORY proto/triage DESTINATION "${CMAKE_INSTALL_DATADIR}/triage/proto" FILES_MATCHING PATTERN "*.proto")
install(DIRECTORY rules/ DESTINATION "${CMAKE_INSTALL_DATADIR}/triage/rules" FILES_MATCHING PATTERN "*.txtpb")

configure_package_config_file(cmake/triageConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/triageConfig.cmake"
  INSTALL_DESTINATION "${config_dir}")
# Before 1.0 a minor release may change the interface.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/triageConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/triageConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/triageConfigVersion.cmake"
  cmake/TriageDependencies.cmake DESTINATION "${config_dir}")

# What pkg-config says differs between the releases of the dependencies: those that have a pkg-config file are named
# as such, so that their own needs follow. A static libtriage needs all of them from its users.
set(TRIAGE_PC_REQUIRES "absl_status absl_statusor absl_time absl_strings absl_flat_hash_map absl_synchronization protobuf")
set(TRIAGE_PC_REQUIRES_PRIVATE "re2 libutf8proc")
if(NOT TRIAGE_SHARED)
  set(TRIAGE_PC_REQUIRES "${TRIAGE_PC_REQUIRES} ${TRIAGE_PC_REQUIRES_PRIVATE}")
  set(TRIAGE_PC_REQUIRES_PRIVATE "")
endif()
# From the folder of the file back to the prefix.
file(RELATIVE_PATH TRIAGE_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
configure_file(cmake/triage.pc.in "${CMAKE_CURRENT_BINARY_DIR}/triage.pc" @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/triage.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
