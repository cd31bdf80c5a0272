# Includes point one way: a layer sees those before it in this list only, and an outside library is used by its users
# only. Included by tests/CMakeLists.txt it registers the test; run with `cmake -P` it is the test.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  add_test(NAME structure.include_direction COMMAND ${CMAKE_COMMAND} -DSRC=${CMAKE_SOURCE_DIR}/src -P
                                                    ${CMAKE_CURRENT_LIST_FILE})
  return()
endif()
cmake_minimum_required(VERSION 3.25)

# Each layer with those it may include, itself aside.
set(uses_base "")
set(uses_text base)
set(uses_article base text)
set(uses_geo base)
set(uses_gazetteer base text geo)
set(uses_toponym ${uses_gazetteer} gazetteer)
set(uses_relation ${uses_toponym} toponym)
set(uses_event ${uses_gazetteer} gazetteer)
set(uses_incident ${uses_relation} relation event)
set(uses_result ${uses_incident} incident article)
set(uses_pipeline ${uses_result} result)
set(uses_api ${uses_pipeline} pipeline)
set(uses_state ${uses_pipeline} pipeline)
set(uses_write ${uses_state} state)
set(uses_cli ${uses_write} write)
set(uses_train ${uses_relation} relation)

# Outside headers by pattern, and the layers that use them.
set(outside
    "pthread\\.h@base"
    "unicode/.*@text cli"
    "jansson\\.h@article gazetteer state write cli train"
    "xxhash\\.h@base text article gazetteer incident result state write"
    "proj\\.h@geo"
    "(gdal|ogr|cpl)_?[a-z_]*\\.h@write"
    "(cairo|pango).*@write"
    "sqlite3\\.h@state write"
    "libdeflate\\.h@state write"
    "libxml/.*@article"
    "archive.*\\.h@article")

set(wrong "")
set(n_files 0)
file(GLOB_RECURSE files RELATIVE ${SRC} ${SRC}/*.c ${SRC}/*.h ${SRC}/*.def)
foreach(file ${files})
  string(REGEX REPLACE "/.*" "" layer ${file})
  if(NOT DEFINED uses_${layer})
    list(APPEND wrong "src/${file}: the folder '${layer}' is no layer")
    continue()
  endif()
  math(EXPR n_files "${n_files} + 1")
  file(STRINGS ${SRC}/${file} lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line ${lines})
    if(line MATCHES "\"([^\"]+)\"")
      set(header ${CMAKE_MATCH_1})
      string(REGEX REPLACE "/.*" "" target ${header})
      if(NOT header MATCHES "/")
        list(APPEND wrong "src/${file}: \"${header}\" names no folder")
      elseif(NOT target STREQUAL layer AND NOT target IN_LIST uses_${layer})
        list(APPEND wrong "src/${file}: ${layer} may not include \"${header}\"")
      endif()
    elseif(line MATCHES "<([^>]+)>")
      set(header ${CMAKE_MATCH_1})
      foreach(rule ${outside})
        string(REGEX REPLACE "@.*" "" pattern "${rule}")
        string(REGEX REPLACE ".*@" "" users "${rule}")
        string(REPLACE " " ";" users "${users}")
        if(header MATCHES "^${pattern}$" AND NOT layer IN_LIST users)
          list(APPEND wrong "src/${file}: ${layer} may not include <${header}>")
        endif()
      endforeach()
    endif()
  endforeach()
endforeach()

if(n_files LESS 50)
  message(FATAL_ERROR "only ${n_files} files looked at: is '${SRC}' the source folder?")
endif()
if(wrong)
  list(JOIN wrong "\n" text)
  message(FATAL_ERROR "includes against the direction:\n${text}")
endif()
message(STATUS "${n_files} files, every include points the right way")
