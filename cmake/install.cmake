# What `cmake --install` puts where: the program, the library, and what both find by their own path, so that the whole
# can be moved. Components: program, library, development (cmake/package.cmake makes a package of each).
include(CMakePackageConfigHelpers)

# The man pages and bash completion, from the program's tables of options.
set(man_folder ${CMAKE_BINARY_DIR}/share/man/man1)
set(man_stamp ${CMAKE_BINARY_DIR}/share/man/man1.stamp)
set(completion_file ${CMAKE_BINARY_DIR}/share/bash-completion/completions/kharita)
add_custom_command(
  OUTPUT ${man_stamp} ${completion_file}
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:kharita> -DMAN_FOLDER=${man_folder} -DCOMPLETION=${completion_file} -P
          ${CMAKE_SOURCE_DIR}/cmake/manual.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${man_stamp}
  DEPENDS kharita ${CMAKE_SOURCE_DIR}/cmake/manual.cmake
  COMMENT "Writing the man pages"
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${man_stamp} ${completion_file})

install(TARGETS kharita RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(TARGETS kharita-write kharita-draw RUNTIME DESTINATION libexec/kharita COMPONENT program)
install(FILES ${gazetteer_file} DESTINATION share/kharita COMPONENT program)
install(DIRECTORY styles DESTINATION share/kharita COMPONENT program)
install(DIRECTORY ${man_folder} DESTINATION share/man COMPONENT program)
install(FILES ${completion_file} DESTINATION share/bash-completion/completions COMPONENT program)

set(library_cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/kharita)
install(
  TARGETS kharita_shared
  EXPORT kharita
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
          COMPONENT library
          NAMELINK_COMPONENT development)
install(FILES ${static_library} DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(FILES src/api/kharita.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(
  EXPORT kharita
  NAMESPACE kharita::
  FILE kharita-targets.cmake
  DESTINATION ${library_cmake_folder}
  COMPONENT development)
configure_package_config_file(cmake/kharita-config.cmake.in ${CMAKE_BINARY_DIR}/kharita-config.cmake INSTALL_DESTINATION
                              ${library_cmake_folder} PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/kharita-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/kharita-config.cmake ${CMAKE_BINARY_DIR}/kharita-config-version.cmake
        DESTINATION ${library_cmake_folder} COMPONENT development)

# pkg-config's file leads from its own place to the prefix.
file(RELATIVE_PATH pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" pc_to_prefix ${pc_to_prefix})
configure_file(cmake/kharita.pc.in ${CMAKE_BINARY_DIR}/kharita.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/kharita.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# What the data's terms ask to be passed on with them.
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES gazetteer/SOURCES.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/gazetteer COMPONENT program)
install(FILES gazetteer/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR}/gazetteer RENAME TERMS COMPONENT program)
install(FILES examples/embed.c DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libkharita-dev/examples COMPONENT development)
