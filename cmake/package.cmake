# `cpack` in the build folder makes three Debian packages: kharita (the program with its data), libkharita0 (the shared
# library) and libkharita-dev (header, static library, pkg-config and CMake files).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kharita)
set(CPACK_PACKAGE_VENDOR "The Kharita authors")
set(KHARITA_PACKAGER "The Kharita authors <kharita@example.org>" CACHE STRING "Who answers for the Debian packages")
set(CPACK_PACKAGE_CONTACT ${KHARITA_PACKAGER})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package_files.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package_triggers.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(debian_version ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})

# No ELF header names what is opened on demand: the package that holds a soname.
function(package_of soname result)
  find_program(DPKG_QUERY dpkg-query)
  set(found "")
  if(DPKG_QUERY)
    execute_process(COMMAND ${DPKG_QUERY} -S */${soname} OUTPUT_VARIABLE found ERROR_QUIET)
  endif()
  string(REGEX MATCH "^[^:]*" name "${found}")
  set(${result} "${name}" PARENT_SCOPE)
endfunction()
package_of(${KHARITA_SONAME_ICU} icu_package)
package_of(${KHARITA_SONAME_LIBXML2} xml_package)
package_of(${KHARITA_SONAME_LIBARCHIVE} archive_package)
package_of(${KHARITA_SONAME_PROJ} proj_package)

# Without Arabic letters there is no map; without Leaflet only the preview page is missing.
set(program_depends ${icu_package} ${xml_package} ${archive_package} ${proj_package} fonts-noto-core)
list(JOIN program_depends ", " CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME kharita)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS libjs-leaflet)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "bash-completion, qgis")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
    "Arabic incident reports to GIS layers, tiles and maps
Kharita reads Arabic news on armed incidents in eastern and central Syria,
finds the places that it names, codes the incidents (what, where, when, who,
how many) and writes layers for QGIS, raster tiles and report maps.

It works offline; the gazetteer is part of the package.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libkharita${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "kharita (= ${debian_version})")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS ${xml_package})
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/package/shlibs CONTENT
     "libkharita ${PROJECT_VERSION_MAJOR} libkharita${PROJECT_VERSION_MAJOR} (>= ${PROJECT_VERSION})\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/package/shlibs)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
    "Arabic incident reports to places and incidents (shared library)
The library behind the program kharita: an article's text goes in, the places
named and the incidents told come out as a line of JSON. It uses the gazetteer
of the package kharita.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libkharita-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${CPACK_DEBIAN_LIBRARY_PACKAGE_NAME} (= ${debian_version})")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "libjansson-dev, libxxhash-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
    "Arabic incident reports to places and incidents (development)
Header, static library, pkg-config and CMake files of libkharita. Programs that
link the static library also need the development packages suggested.")

include(CPack)
