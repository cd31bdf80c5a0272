/* What kharita-write and kharita-draw do for each of their commands: argv[0] is the command's name; the exit status is
 * returned. */
#ifndef KHARITA_CLI_WRITE_RUN_H
#define KHARITA_CLI_WRITE_RUN_H

#include "write/theme.h"

int write_layers(int argc, char **argv);
int write_all_but_tiles(int argc, char **argv);
int write_folder_tiles(int argc, char **argv);
int write_tiles(int argc, char **argv);
int write_poster(int argc, char **argv);
int write_gazetteer(int argc, char **argv); /* import, and export of a GeoPackage */

struct write_command {
	const char *name;
	int (*run)(int argc, char **argv);
};

/* The main function of a sub-program of n commands: started by `kharita` with the command's name as argv[0], by hand with
 * it as argv[1]. */
int write_run(const struct write_command *commands, size_t n, int argc, char **argv);

/* The language of "ar", "en" or NULL (Arabic); false for another word. */
bool write_language(const char *name, enum theme_lang *out);

#endif
