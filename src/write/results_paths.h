/* The files of results that arguments stand for: files, folders of parts as clusters write them, patterns. */
#ifndef KHARITA_WRITE_RESULTS_PATHS_H
#define KHARITA_WRITE_RESULTS_PATHS_H

#include "base/error.h"

#include <stddef.h>

struct results_paths {
	char **items;
	size_t n, cap;
};

/* A file and "-" stand for themselves; a folder with a results.ndjson, as `map` and `layers` write it, for that; any other
 * folder for all files in it but those whose names begin with '.' or '_' (_SUCCESS), recursively; a name with *, ? or [
 * that is no file for the files and folders that it matches. Each in byte order. ERR_IO for what is not there, and for what stands for nothing.
 * results_paths_release() in any case. */
enum err results_paths_expand(const char *const *given, size_t n, struct results_paths *out, struct error *e);
void results_paths_release(struct results_paths *p);

#endif
