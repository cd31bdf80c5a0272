/* What kharita-write does for each of its commands: argv[0] is the command's name; the exit status is returned. */
#ifndef KHARITA_CLI_WRITE_RUN_H
#define KHARITA_CLI_WRITE_RUN_H

#include "write/theme.h"

int write_layers(int argc, char **argv);
int write_tiles(int argc, char **argv);
int write_poster(int argc, char **argv);
int write_gazetteer(int argc, char **argv); /* import, and export of a GeoPackage */

/* The language of "ar", "en" or NULL (Arabic); false for another word. */
bool write_language(const char *name, enum theme_lang *out);

#endif
