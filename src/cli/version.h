/* `kharita --version`, and the versions that run.json records. */
#ifndef KHARITA_CLI_VERSION_H
#define KHARITA_CLI_VERSION_H

#include <stddef.h>

struct version {
	const char *name, *text;
};

/* Of the program and its libraries; GDAL's is the one that kharita-write was built with, as asking it would load it.
 * Static strings; ends with a NULL name. */
const struct version *versions(void);

/* Prints them and the gazetteer's date; returns the exit status. */
int version_print(void);

#endif
