#include "write/gpkg.h"

#include "base/buf.h"
#include "base/log.h"
#include "write/gpkg_rows.h"
#include "write/gpkg_rtree.h"
#include "write/gpkg_schema.h"

#include <sqlite3.h>
#include <unistd.h>

enum { SQL_MAX = 1 << 20 };

/* Nobody sees the file before it is whole, so a journal would only cost time. */
static const char settings[] = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
			       "PRAGMA cache_size=-32768; BEGIN";

bool gpkg_is_reviewed(enum layer_id id)
{
	return id == LAYER_INCIDENTS || id == LAYER_MENTIONS;
}

/* Triggers keep indexes and counts, row by row: what is written at once sets those at once. `again` makes them anew. */
static bool drop_triggers(sqlite3 *db, struct buf *again)
{
	sqlite3_stmt *s = NULL;
	struct buf drop;
	bool done = sqlite3_prepare_v2(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", -1, &s, NULL) == SQLITE_OK;
	buf_init(&drop, SQL_MAX);
	while (done && sqlite3_step(s) == SQLITE_ROW) {
		buf_printf(&drop, "DROP TRIGGER \"%s\";", (const char *)sqlite3_column_text(s, 0));
		buf_printf(again, "%s;", (const char *)sqlite3_column_text(s, 1));
	}
	done = sqlite3_finalize(s) == SQLITE_OK && done;
	buf_append_char(&drop, '\0');
	buf_append_char(again, '\0');
	done = done && buf_ok(&drop) && buf_ok(again) && sqlite3_exec(db, drop.ptr, NULL, NULL, NULL) == SQLITE_OK;
	buf_release(&drop);
	return done;
}

static enum err refuse(sqlite3 *db, const char *path, struct error *e)
{
	return error_set(e, ERR_IO, "cannot write '%s': %s", path, gpkg_reason(db));
}

static enum err fill(sqlite3 *db, const struct layer *layers, const struct gpkg_crs *crs, const char *path, struct error *e)
{
	struct buf triggers;
	size_t n_outside = 0;
	buf_init(&triggers, SQL_MAX);
	bool begun = sqlite3_exec(db, settings, NULL, NULL, NULL) == SQLITE_OK && drop_triggers(db, &triggers);
	enum err result = begun ? OK : refuse(db, path, e);
	for (enum layer_id id = 0; id < LAYER_ALL && result == OK; id++)
		result = gpkg_rows_write(db, &layers[id], crs, &n_outside, e);
	if (result == OK && (sqlite3_exec(db, triggers.ptr, NULL, NULL, NULL) != SQLITE_OK ||
	                     sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK))
		result = refuse(db, path, e);
	buf_release(&triggers);
	if (result == OK && n_outside)
		log_write(LOG_WARNING, "%zu geometries lie outside CRS '%s' and are left out of the GeoPackage", n_outside,
			  crs->authority);
	return result;
}

enum err gpkg_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e)
{
	sqlite3 *db = NULL;
	enum err result = gpkg_schema_write(layers, spec, path, e);
	if (result == OK)
		result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
			     ? fill(db, layers, spec->crs, path, e)
			     : refuse(db, path, e);
	sqlite3_close(db);
	if (result != OK)
		unlink(path);
	return result;
}
