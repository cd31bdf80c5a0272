# libkharita, shared and static: the layers up to src/api, showing what kharita.h declares and nothing else. In the build
# tree they lie as installed, so that they find the gazetteer beside them.
set(library_layers base text article geo gazetteer toponym relation event incident result pipeline api)

add_library(kharita_shared SHARED $<TARGET_OBJECTS:kharita_api>)
set(library_map ${CMAKE_SOURCE_DIR}/cmake/libkharita.map)
target_link_libraries(kharita_shared PRIVATE kharita_pipeline ${CMAKE_DL_LIBS})
target_include_directories(kharita_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# nodelete: threads may still hold what is freed when they end.
target_link_options(kharita_shared PRIVATE -Wl,--version-script=${library_map} -Wl,-z,nodelete)
set_target_properties(
  kharita_shared
  PROPERTIES OUTPUT_NAME kharita
             EXPORT_NAME kharita
             VERSION ${PROJECT_VERSION}
             SOVERSION ${PROJECT_VERSION_MAJOR}
             LINKER_LANGUAGE C
             LINK_DEPENDS ${library_map}
             LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

# The sanitizers look for the program's own settings (src/write/label.c, src/cli/write_run.c) among visible symbols.
set_target_properties(kharita_write kharita_write_cli PROPERTIES C_VISIBILITY_PRESET default)

# One object whose hidden symbols are made local: a program's own names cannot clash with ours.
set(static_library ${CMAKE_BINARY_DIR}/lib/libkharita.a)
set(static_object ${CMAKE_BINARY_DIR}/libkharita_static.o)
set(library_objects "")
set(library_targets "")
foreach(layer ${library_layers})
  list(APPEND library_objects $<TARGET_OBJECTS:kharita_${layer}>)
  list(APPEND library_targets kharita_${layer})
endforeach()
add_custom_command(
  OUTPUT ${static_library}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/lib
  COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -o ${static_object} ${library_objects}
  COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${static_object}
  COMMAND ${CMAKE_COMMAND} -E rm -f ${static_library}
  COMMAND ${CMAKE_AR} rcs ${static_library} ${static_object}
  DEPENDS ${library_targets} ${library_objects}
  COMMENT "Linking C static library lib/libkharita.a"
  COMMAND_EXPAND_LISTS VERBATIM)
add_custom_target(kharita_static ALL DEPENDS ${static_library})

# What a program that links the static library needs besides, as shared libraries: what these need in turn is their own.
set(KHARITA_STATIC_MODULES "jansson libxxhash")
set(KHARITA_STATIC_LIBRARIES "-ljansson -lxxhash")
