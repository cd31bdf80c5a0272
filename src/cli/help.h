/* Help texts, the man page and bash completion, all made from the tables of commands and options. */
#ifndef KHARITA_CLI_HELP_H
#define KHARITA_CLI_HELP_H

#include "cli/options.h"

#include <stdio.h>

/* `kharita CMD --help`. */
void help_command(FILE *out, const struct command *c);

/* `kharita --help`, `kharita help --man` (roff), `kharita help --completion` (bash). `table` ends with NULL. */
void help_program(FILE *out, const struct command *const *table);
void help_man(FILE *out, const struct command *const *table);

/* `kharita help --man CMD`: a page of its own for one command of the table. */
void help_man_command(FILE *out, const struct command *const *table, const struct command *c);

void help_completion(FILE *out, const struct command *const *table);

#endif
