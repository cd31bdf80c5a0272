/* The commands: one file each, cmd_NAME.c, which defines its row of the table of commands. See cli/options.h. */
#ifndef KHARITA_CLI_CLI_H
#define KHARITA_CLI_CLI_H

#include "cli/options.h"

extern const struct command command_map, command_watch, command_review;
extern const struct command command_extract, command_read, command_explain, command_lookup, command_gazetteer;

/* Their work is done by sub-programs (write_main.c, write_draw.c): tables and values in cli/write_commands.h. */
extern const struct command command_layers, command_tiles, command_poster;

/* All of them in the order of the help, ending with NULL. */
extern const struct command *const commands[];

#endif
