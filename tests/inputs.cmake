# Web pages: what `kharita read` takes from saved pages, against the gold beside them.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
add_test(NAME inputs.pages COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/inputs/score_pages.py
                                   $<TARGET_FILE:kharita> ${CMAKE_CURRENT_LIST_DIR}/data/inputs/html --each)
