# clients.<name>: the mapped examples opened in real clients. Label "clients": ./run.sh test --clients; the packages are
# in .ci/packages-clients.txt.
set(client_layers ${CMAKE_BINARY_DIR}/tests/clients/layers)
add_test(
  NAME clients.map
  COMMAND kharita map ${CMAKE_SOURCE_DIR}/examples/articles --metadata ${CMAKE_SOURCE_DIR}/examples/metadata.tsv -o
          ${client_layers})
set_tests_properties(clients.map PROPERTIES FIXTURES_SETUP client_layers)
add_test(NAME clients.gdal COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/clients/gdal.sh ${client_layers})
add_test(NAME clients.qgis_project COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/clients/qgis_project.py
                                           ${client_layers} ${CMAKE_BINARY_DIR}/tests/clients/qgis.png)
add_test(NAME clients.preview COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/clients/preview.py ${client_layers}
                                      ${CMAKE_BINARY_DIR}/tests/clients)
set(venv_python ${CMAKE_SOURCE_DIR}/.venv/bin/python)
add_test(NAME clients.pmtiles COMMAND bash -c "[ -x '${venv_python}' ] || exit 77; exec '${venv_python}' '${CMAKE_CURRENT_LIST_DIR}/clients/pmtiles_reader.py' '$<TARGET_FILE:kharita>' '${client_layers}'")
set_tests_properties(clients.gdal clients.qgis_project clients.preview clients.pmtiles PROPERTIES FIXTURES_REQUIRED client_layers)
set_tests_properties(clients.map clients.gdal clients.qgis_project clients.preview clients.pmtiles PROPERTIES LABELS clients TIMEOUT 300)
set_tests_properties(clients.preview clients.pmtiles PROPERTIES SKIP_RETURN_CODE 77)

# The cluster's programs: Spark with two workers on this machine; GNU parallel; the scripts for Slurm and Hadoop Streaming.
add_test(NAME clients.spark COMMAND bash -c "[ -x '${venv_python}' ] || exit 77; exec '${venv_python}' '${CMAKE_CURRENT_LIST_DIR}/clients/spark.py' '$<TARGET_FILE:kharita>' '${CMAKE_SOURCE_DIR}'")
add_test(NAME clients.batch COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/clients/batch.sh)
set_tests_properties(clients.spark PROPERTIES ENVIRONMENT "TZ=UTC;LC_ALL=C.UTF-8" RUN_SERIAL TRUE)
set_tests_properties(clients.batch PROPERTIES ENVIRONMENT "KHARITA=$<TARGET_FILE:kharita>;SOURCE_DIR=${CMAKE_SOURCE_DIR};TZ=UTC;LC_ALL=C.UTF-8")
set_tests_properties(clients.spark clients.batch PROPERTIES LABELS clients TIMEOUT 600 SKIP_RETURN_CODE 77)
