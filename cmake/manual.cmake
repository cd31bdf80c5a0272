# Has the program write its man pages, one for itself and one for each command, and its completion for bash.
# -DPROGRAM=FILE -DMAN_FOLDER=DIR -DCOMPLETION=FILE
file(REMOVE_RECURSE ${MAN_FOLDER})
cmake_path(GET COMPLETION PARENT_PATH completion_folder)
file(MAKE_DIRECTORY ${MAN_FOLDER} ${completion_folder})

function(write_help file)
  execute_process(COMMAND ${PROGRAM} help ${ARGN} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

write_help(${COMPLETION} --completion)
write_help(${MAN_FOLDER}/kharita.1 --man)
execute_process(COMMAND ${PROGRAM} help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "commands:\n(  [^\n]*\n)+" commands "${help}")
string(REGEX MATCHALL "\n  [a-z]+" names "${commands}")
list(TRANSFORM names STRIP)
list(REMOVE_ITEM names help)
if(NOT names)
  message(FATAL_ERROR "'${PROGRAM} help' lists no commands")
endif()
foreach(name ${names})
  write_help(${MAN_FOLDER}/kharita-${name}.1 --man ${name})
endforeach()
