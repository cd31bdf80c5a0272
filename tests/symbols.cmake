# Each event's symbol as every medium draws it: the maps beside the preview page (unit.symbol), and beside QGIS.
target_link_libraries(unit_symbol PRIVATE PkgConfig::CAIRO)
add_test(NAME clients.qgis_symbols COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/clients/qgis_symbols.py
                                           ${CMAKE_BINARY_DIR}/tests/clients/layers $<TARGET_FILE:unit_symbol>)
set_tests_properties(clients.qgis_symbols PROPERTIES FIXTURES_REQUIRED client_layers LABELS clients TIMEOUT 300 SKIP_RETURN_CODE 77)
