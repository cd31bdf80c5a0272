/* The sub-programs, which are run only when needed: kharita-write links GDAL and Cairo (60 ms a start), kharita-draw, of
 * `tiles` and `poster`, Cairo alone (6 ms). */
#ifndef KHARITA_CLI_WRITER_H
#define KHARITA_CLI_WRITER_H

#include "base/error.h"

/* Becomes the sub-program: argv[0] is the command's name. Returns only on failure: the error's exit status. */
int writer_exec(char **argv);

/* Runs the sub-program and waits: argv[0] is the command's name, the last element NULL. ERR_ENV when it is missing or
 * dies of a signal; another code when it fails (it has told why on standard error; e->msg says so again). */
enum err writer_run(const char *const *argv, struct error *e);

#endif
