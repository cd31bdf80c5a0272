# Programs whose own allocations fail by choice: unit.out_of_memory, unit.out_of_memory_write, unit.out_of_memory_draw (support/failing_memory.h).
set(wrapped malloc calloc realloc strdup strndup free)
list(TRANSFORM wrapped PREPEND "-Wl,--wrap=")
foreach(name unit_out_of_memory unit_out_of_memory_write unit_out_of_memory_draw)
  target_link_options(${name} PRIVATE ${wrapped})
  target_compile_options(${name} PRIVATE -fno-builtin)
endforeach()
target_link_libraries(unit_out_of_memory PRIVATE kharita_api)
