/* SQLite as the state store uses it: small helpers of this layer only. */
#ifndef KHARITA_STATE_DB_H
#define KHARITA_STATE_DB_H

#include "base/arena.h"
#include "state/state.h"

#include <sqlite3.h>

/* SQLite's functions. The library is opened with the first state: linked, it takes most of what a start spends in the
 * dynamic linker. Where a state is open, it is there. */
struct sqlite_library {
#define X(name) __typeof__(&sqlite3_##name) name;
#include "state/library_sqlite.def"
#undef X
};
extern struct sqlite_library sqlite;

/* ERR_ENV when it is not installed. */
enum err db_library(struct error *e);

struct state {
	sqlite3 *db;
	char *path;
	int64_t generation; /* of the outputs that are there */
	int64_t pending;    /* of those being made; 0: none */
	sqlite3_stmt *add_article;
};

/* ERR_IO (ERR_DATA for a file that is no database) with what SQLite says. */
enum err db_fail(const struct state *s, struct error *e);

/* The file may come from somebody else: what its schema says runs no code and does no harm. */
void db_distrust(sqlite3 *db);

enum err db_exec(struct state *s, const char *sql, struct error *e);
enum err db_prepare(struct state *s, const char *sql, sqlite3_stmt **out, struct error *e);

/* Runs a statement that gives no rows, and makes it ready for the next. */
enum err db_run(struct state *s, sqlite3_stmt *q, struct error *e);

/* Empty is null. The bytes are borrowed until the statement is reset. */
void db_bind(sqlite3_stmt *q, int at, struct sv value);

/* A column's text: borrowed until the next step, or copied into the arena; empty for null. */
struct sv db_view(sqlite3_stmt *q, int at);
struct sv db_text(struct arena *a, sqlite3_stmt *q, int at);

#endif
