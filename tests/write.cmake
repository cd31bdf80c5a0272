# write.<name>: bash scripts in tests/write, run on the built program as those of tests/cli are.
# clients.<name>: what real clients make of the output (label `clients`); 77 says that the client is not installed.
function(kharita_script_test name script)
  add_test(NAME ${name} COMMAND bash ${script})
  set_tests_properties(
    ${name} PROPERTIES ENVIRONMENT "KHARITA=$<TARGET_FILE:kharita>;SOURCE_DIR=${CMAKE_SOURCE_DIR};TZ=UTC;LC_ALL=C.UTF-8"
                       TIMEOUT 600)
endfunction()

file(GLOB write_scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/write/*.sh)
foreach(script ${write_scripts})
  get_filename_component(name ${script} NAME_WE)
  kharita_script_test(write.${name} ${script})
endforeach()

foreach(name qgis ogr review)
  kharita_script_test(clients.${name} ${CMAKE_CURRENT_SOURCE_DIR}/clients/${name}.sh)
  set_tests_properties(clients.${name} PROPERTIES LABELS clients SKIP_RETURN_CODE 77)
endforeach()

# Runs a command that dies of its first socket (write.network); 77 says that the system has no such filters.
add_executable(no_network ${CMAKE_CURRENT_SOURCE_DIR}/support/no_network.c)
target_link_libraries(no_network PRIVATE kharita_flags)
set_tests_properties(write.network PROPERTIES SKIP_RETURN_CODE 77)
