/* Shared libraries that few runs need, opened when the first one does, so that the others pay nothing for them at
 * start. They stay open until the program ends. Thread-safe for distinct tables; the caller guards against two threads
 * filling one. */
#ifndef KHARITA_BASE_LIBRARY_H
#define KHARITA_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* A function by its exported name, and where its address goes in the table. */
struct library_symbol {
	const char *name;
	size_t offset;
};

/* Fills the table of functions from the shared library `file` (its soname); false when it or one of them is missing. */
bool library_load(const char *file, const struct library_symbol *symbols, size_t n, void *table);

#endif
