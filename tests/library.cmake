# unit.library: the C interface. package.<name>: what is installed and packed, used from where it was put; package.chroot
# (labels `clients`, `package`) installs the Debian packages on a bare Debian 12.
file(GLOB api_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/unit/api/*_test.c)
foreach(path ${api_sources})
  kharita_unit(${path} kharita_api)
endforeach()

set(package_environment
    KHARITA=$<TARGET_FILE:kharita>
    SOURCE_DIR=${CMAKE_SOURCE_DIR}
    BUILD_DIR=${CMAKE_BINARY_DIR}
    CMAKE=${CMAKE_COMMAND}
    CPACK=${CMAKE_CPACK_COMMAND}
    CC=${CMAKE_C_COMPILER}
    CFLAGS=${CMAKE_C_FLAGS}
    TZ=UTC
    LC_ALL=C.UTF-8)
file(GLOB package_scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/package/*.sh)
foreach(script ${package_scripts})
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME package.${name} COMMAND bash ${script})
  set_tests_properties(package.${name} PROPERTIES ENVIRONMENT "${package_environment}" SKIP_RETURN_CODE 77 TIMEOUT 900)
endforeach()
set_tests_properties(package.chroot PROPERTIES LABELS "clients;package" TIMEOUT 3600)
