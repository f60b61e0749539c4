# Installation: the program, the libraries of every room below app/, their headers by room, and a package for
# find_package(bailang). The flags that our own sources take do not reach those who link the libraries.
include(CMakePackageConfigHelpers)

set(bailang_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/bailang)
get_property(bailang_modules GLOBAL PROPERTY BAILANG_MODULES)

install(TARGETS ${bailang_modules} EXPORT bailang_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS bailang RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(room core network solver scenarios io)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${room} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/bailang
    FILES_MATCHING PATTERN "*.hpp")
endforeach()
install(FILES ${PROJECT_BINARY_DIR}/generated/core/version.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/bailang/core)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT bailang_targets NAMESPACE bailang:: DESTINATION ${bailang_package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/bailangConfig.cmake.in
  ${PROJECT_BINARY_DIR}/bailangConfig.cmake INSTALL_DESTINATION ${bailang_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bailangConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bailangConfig.cmake ${PROJECT_BINARY_DIR}/bailangConfigVersion.cmake
  DESTINATION ${bailang_package_dir})
