/* Shared libraries that few runs need, opened when the first one does, so that the others pay nothing for them at
 * start. They stay open until the program ends. */
#ifndef KHARITA_BASE_LIBRARY_H
#define KHARITA_BASE_LIBRARY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* A function by its exported name, and where its address goes in the table of functions. */
struct library_symbol {
	const char *name;
	size_t offset;
};

/* One library, static: LIBRARY(soname, array of symbols, table that they fill, what is called then or NULL). */
struct library {
	const char *file;
	const struct library_symbol *symbols;
	size_t n_symbols;
	void *table;
	void (*ready)(void);
	atomic_int state; /* not yet asked for, open, missing */
};
#define LIBRARY(file, symbols, table, ready)                                                                           \
	{(file), (symbols), sizeof(symbols) / sizeof *(symbols), (table), (ready), 0}

/* Whether it is open, its table filled: false when it or one of its functions is missing. The first call opens it.
 * Thread-safe. */
bool library_open(struct library *l);

#endif
