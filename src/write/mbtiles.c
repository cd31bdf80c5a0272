#include "write/mbtiles.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

enum { ID_BYTES = 33 };

struct mbtiles {
	sqlite3 *db;
	sqlite3_stmt *add_metadata, *add_image, *add_tile;
	char *path, *temporary;
	bool committed;
};

/* The file is not seen before it is whole, so a journal would only cost time. */
static const char schema[] =
	"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
	"PRAGMA application_id=0x4d504258;"
	"BEGIN;"
	"CREATE TABLE metadata (name text, value text);"
	"CREATE TABLE map (zoom_level integer, tile_column integer, tile_row integer, tile_id text, fingerprint integer);"
	"CREATE TABLE images (tile_id text, tile_data blob);"
	"CREATE UNIQUE INDEX images_id ON images (tile_id);"
	"CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column,"
	" map.tile_row AS tile_row, images.tile_data AS tile_data"
	" FROM map JOIN images ON images.tile_id = map.tile_id;";
static const char indexes[] = "CREATE UNIQUE INDEX metadata_name ON metadata (name);"
			      "CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);"
			      "COMMIT;";

static enum err refuse(const struct mbtiles *m, struct error *e)
{
	return error_set(e, ERR_IO, "cannot write tiles to '%s': %s", m->path, sqlite3_errmsg(m->db));
}

static enum err prepare(struct mbtiles *m, const char *sql, sqlite3_stmt **out, struct error *e)
{
	return sqlite3_prepare_v2(m->db, sql, -1, out, NULL) == SQLITE_OK ? OK : refuse(m, e);
}

static enum err begin(struct mbtiles *m, struct error *e)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(m->temporary, &m->db, flags, NULL) != SQLITE_OK ||
		sqlite3_exec(m->db, schema, NULL, NULL, NULL) != SQLITE_OK)
		return refuse(m, e);
	enum err err = prepare(m, "INSERT INTO metadata VALUES (?1, ?2)", &m->add_metadata, e);
	if (err == OK)
		err = prepare(m, "INSERT OR IGNORE INTO images VALUES (?1, ?2)", &m->add_image, e);
	if (err == OK)
		err = prepare(m, "INSERT INTO map VALUES (?1, ?2, ?3, ?4, ?5)", &m->add_tile, e);
	return err;
}

enum err mbtiles_create(const char *path, struct mbtiles **out, struct error *e)
{
	struct mbtiles *m = calloc(1, sizeof *m);
	size_t n = strlen(path) + 6;
	if (m) {
		m->path = malloc(n);
		m->temporary = malloc(n);
	}
	if (!m || !m->path || !m->temporary) {
		mbtiles_close(m);
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	}
	(void)snprintf(m->path, n, "%s", path);
	(void)snprintf(m->temporary, n, "%s.part", path);
	(void)unlink(m->temporary);
	enum err err = begin(m, e);
	if (err != OK) {
		mbtiles_close(m);
		return err;
	}
	*out = m;
	return OK;
}

static enum err run(struct mbtiles *m, sqlite3_stmt *s, struct error *e)
{
	int result = sqlite3_step(s);
	if (sqlite3_reset(s) != SQLITE_OK || result != SQLITE_DONE)
		return refuse(m, e);
	return OK;
}

enum err mbtiles_metadata(struct mbtiles *m, const char *name, const char *value, struct error *e)
{
	sqlite3_bind_text(m->add_metadata, 1, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(m->add_metadata, 2, value, -1, SQLITE_TRANSIENT);
	return run(m, m->add_metadata, e);
}

static int64_t row_of(struct tile t)
{
	return (int64_t)(1u << t.z) - 1 - (int64_t)t.y;
}

enum err mbtiles_tile(struct mbtiles *m, const struct tile_picture *p, bool *is_new, struct error *e)
{
	struct sv png = p->png;
	char id[ID_BYTES];
	XXH128_hash_t hash = XXH3_128bits(png.ptr, png.len);
	(void)snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)hash.high64,
		       (unsigned long long)hash.low64);
	sqlite3_bind_text(m->add_image, 1, id, -1, SQLITE_TRANSIENT);
	sqlite3_bind_blob64(m->add_image, 2, png.ptr, png.len, SQLITE_STATIC);
	enum err err = run(m, m->add_image, e);
	*is_new = err == OK && sqlite3_changes(m->db) > 0;
	if (err != OK)
		return err;
	sqlite3_bind_int64(m->add_tile, 1, p->tile.z);
	sqlite3_bind_int64(m->add_tile, 2, p->tile.x);
	sqlite3_bind_int64(m->add_tile, 3, row_of(p->tile));
	sqlite3_bind_int64(m->add_tile, 5, (int64_t)p->fingerprint);
	sqlite3_bind_text(m->add_tile, 4, id, -1, SQLITE_TRANSIENT);
	return run(m, m->add_tile, e);
}

static void close_database(struct mbtiles *m)
{
	sqlite3_finalize(m->add_metadata);
	sqlite3_finalize(m->add_image);
	sqlite3_finalize(m->add_tile);
	sqlite3_close(m->db);
	m->add_metadata = m->add_image = m->add_tile = NULL;
	m->db = NULL;
}

enum err mbtiles_commit(struct mbtiles *m, struct error *e)
{
	if (sqlite3_exec(m->db, indexes, NULL, NULL, NULL) != SQLITE_OK)
		return refuse(m, e);
	close_database(m);
	if (rename(m->temporary, m->path) != 0)
		return error_errno(e, ERR_IO, "cannot rename '%s'", m->temporary);
	m->committed = true;
	return OK;
}

void mbtiles_close(struct mbtiles *m)
{
	if (!m)
		return;
	close_database(m);
	if (!m->committed && m->temporary)
		(void)unlink(m->temporary);
	free(m->path);
	free(m->temporary);
	free(m);
}

struct mbtiles_old {
	sqlite3 *db;
	sqlite3_stmt *get;
};

struct mbtiles_old *mbtiles_old_open(const char *path)
{
	static const char query[] = "SELECT images.tile_data FROM map JOIN images ON images.tile_id = map.tile_id"
				    " WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 AND fingerprint = ?4";
	struct mbtiles_old *o = calloc(1, sizeof *o);
	if (o && access(path, R_OK) == 0 && sqlite3_open_v2(path, &o->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(o->db, query, -1, &o->get, NULL) == SQLITE_OK)
		return o;
	mbtiles_old_close(o);
	return NULL;
}

void mbtiles_old_close(struct mbtiles_old *o)
{
	if (!o)
		return;
	sqlite3_finalize(o->get);
	sqlite3_close(o->db);
	free(o);
}

bool mbtiles_old_tile(struct mbtiles_old *o, struct tile t, uint64_t fingerprint, struct sv *png)
{
	sqlite3_reset(o->get);
	sqlite3_bind_int64(o->get, 1, t.z);
	sqlite3_bind_int64(o->get, 2, t.x);
	sqlite3_bind_int64(o->get, 3, row_of(t));
	sqlite3_bind_int64(o->get, 4, (int64_t)fingerprint);
	if (sqlite3_step(o->get) != SQLITE_ROW)
		return false;
	*png = sv_make(sqlite3_column_blob(o->get, 0), (size_t)sqlite3_column_bytes(o->get, 0));
	return png->len > 0;
}
