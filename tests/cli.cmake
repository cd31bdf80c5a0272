# cli.<name>: one bash script each in tests/cli, run on the built program.
file(GLOB cli_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cli/*.sh)
list(FILTER cli_tests EXCLUDE REGEX "/lib\\.sh$")
foreach(script ${cli_tests})
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME cli.${name} COMMAND bash ${script})
  set_tests_properties(
    cli.${name} PROPERTIES ENVIRONMENT "KHARITA=$<TARGET_FILE:kharita>;SOURCE_DIR=${CMAKE_SOURCE_DIR};TZ=UTC;LC_ALL=C.UTF-8"
                           TIMEOUT 600)
endforeach()
