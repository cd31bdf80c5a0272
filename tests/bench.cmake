# A benchmark, not a test: tests/bench/cartography.py builds and runs it.
add_executable(write_bench EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/write_bench.c)
target_link_libraries(write_bench PRIVATE kharita_write m)
target_compile_definitions(write_bench PRIVATE KHARITA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# The same: tests/bench/run.sh builds and runs it.
add_executable(mentions_bench EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/mentions_bench.c)
target_link_libraries(mentions_bench PRIVATE kharita_toponym)
