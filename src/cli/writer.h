/* The sub-programs, which are run only when needed: kharita-write links GDAL and Cairo (60 ms a start), kharita-draw, of
 * `tiles`, `poster` and the tiles of `map`, Cairo alone (6 ms). */
#ifndef KHARITA_CLI_WRITER_H
#define KHARITA_CLI_WRITER_H

#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

/* Becomes the sub-program: argv[0] is the command's name. Returns only on failure: the error's exit status. */
int writer_exec(char **argv);

/* A sub-program at work. Zeroed: none, which every function takes. */
struct writer {
	pid_t pid;
	const char *name; /* static */
	int words; /* where it waits for its command line, when it was started ahead of it; else 0 */
};

/* Starts a sub-program: argv[0] is the command's name, the last element NULL. With `ahead` the rest of the command line
 * comes later, by writer_tell(): it gets ready for it. ERR_ENV when it is missing. */
enum err writer_start(struct writer *w, const char *const *argv, bool ahead, struct error *e);

/* Sends the command line to one that was started ahead of it. That it is gone already is for writer_wait() to find. */
void writer_tell(struct writer *w, const char *const *argv);

/* Waits for n sub-programs. When one fails the others are ended, too. ERR_ENV when one dies of a signal; another code when
 * one fails (it has told why on standard error; e->msg says so again). */
enum err writer_wait(struct writer *w, size_t n, struct error *e);

/* Ends one that has not been told anything. */
void writer_stop(struct writer *w);

#endif
