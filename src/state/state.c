#include "state/db.h"

#include "base/file.h"
#include "base/library.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

enum { SCHEMA_VERSION = 1, APPLICATION_ID = 0x4b485254 /* "KHRT" */, BUSY_MS = 20000 };

static const char schema[] =
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
	"CREATE TABLE articles (source TEXT NOT NULL, doc_id TEXT NOT NULL, generation INTEGER NOT NULL,"
	" status TEXT NOT NULL, reason TEXT, code TEXT, published TEXT, source_url TEXT, title TEXT, outlet TEXT,"
	" bytes INTEGER, file_size INTEGER, file_mtime TEXT, mentions INTEGER, resolved INTEGER, incidents INTEGER,"
	" text_bytes INTEGER, text BLOB, PRIMARY KEY (source, doc_id, generation)) WITHOUT ROWID;"
	"CREATE TABLE corrections (id TEXT PRIMARY KEY, layer TEXT NOT NULL, review_status TEXT, review_note TEXT,"
	" corrected_place TEXT, corrected_place_id TEXT, corrected_lat TEXT, corrected_lon TEXT, corrected_date TEXT,"
	" corrected_type TEXT, corrected_sub_type TEXT, corrected_fatalities TEXT, corrected_injuries TEXT,"
	" origin TEXT, updated TEXT, original TEXT, current TEXT, outcome TEXT, conflict TEXT, event_id TEXT)"
	" WITHOUT ROWID;"
	"CREATE TABLE anchors (correction TEXT NOT NULL, position INTEGER NOT NULL, doc_id TEXT, first INTEGER,"
	" last INTEGER, event_type TEXT, event_id TEXT, place_id TEXT, source TEXT, evidence TEXT, siblings TEXT,"
	" PRIMARY KEY (correction, position)) WITHOUT ROWID;"
	"CREATE TABLE harvested (package TEXT NOT NULL, layer TEXT NOT NULL, id TEXT NOT NULL, base TEXT,"
	" PRIMARY KEY (package, layer, id)) WITHOUT ROWID;"
	"CREATE TABLE history (at TEXT, correction TEXT, origin TEXT, field TEXT, before TEXT, after TEXT);"
	"CREATE TABLE learned (surface TEXT NOT NULL, container_id TEXT NOT NULL, place_id TEXT, lat TEXT, lon TEXT,"
	" name_ar TEXT, name_en TEXT, kind TEXT, updated TEXT, PRIMARY KEY (surface, container_id)) WITHOUT ROWID;"
	"CREATE VIEW rejected AS SELECT source, code, reason FROM articles WHERE status = 'rejected';";

enum err db_fail(const struct state *s, struct error *e)
{
	int code = sqlite.errcode(s->db);
	bool damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
	return error_set(e, damaged ? ERR_DATA : ERR_IO, "state store '%s': %s%s", s->path, sqlite.errmsg(s->db),
	                 damaged ? "; put a copy in its place, or move it away (which forgets the review)" : "");
}

void db_distrust(sqlite3 *db)
{
	sqlite.db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite.db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite.exec(db, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
}

enum err db_exec(struct state *s, const char *sql, struct error *e)
{
	return sqlite.exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : db_fail(s, e);
}

enum err db_prepare(struct state *s, const char *sql, sqlite3_stmt **out, struct error *e)
{
	*out = NULL;
	return sqlite.prepare_v2(s->db, sql, -1, out, NULL) == SQLITE_OK ? OK : db_fail(s, e);
}

enum err db_run(struct state *s, sqlite3_stmt *q, struct error *e)
{
	int result = sqlite.step(q);
	return sqlite.reset(q) == SQLITE_OK && (result == SQLITE_DONE || result == SQLITE_ROW) ? OK : db_fail(s, e);
}

void db_bind(sqlite3_stmt *q, int at, struct sv value)
{
	if (value.len)
		sqlite.bind_text64(q, at, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite.bind_null(q, at);
}

struct sv db_view(sqlite3_stmt *q, int at)
{
	const void *bytes = sqlite.column_blob(q, at);
	return sv_make(bytes ? bytes : "", bytes ? (size_t)sqlite.column_bytes(q, at) : 0);
}

struct sv db_text(struct arena *a, sqlite3_stmt *q, int at)
{
	return arena_sv(a, db_view(q, at));
}

static enum err number_of(struct state *s, const char *sql, int64_t *out, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, sql, &q, e);
	*out = 0;
	if (result == OK && sqlite.step(q) == SQLITE_ROW)
		*out = sqlite.column_int64(q, 0);
	else if (result == OK && sqlite.errcode(s->db) != SQLITE_DONE)
		result = db_fail(s, e);
	sqlite.finalize(q);
	return result;
}

static enum err make(struct state *s, struct error *e)
{
	char pragmas[96];
	snprintf(pragmas, sizeof pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%d;", APPLICATION_ID,
	         SCHEMA_VERSION);
	enum err result = db_exec(s, "BEGIN IMMEDIATE", e);
	if (result == OK)
		result = db_exec(s, schema, e);
	if (result == OK)
		result = db_exec(s, pragmas, e);
	return result == OK ? db_exec(s, "COMMIT", e) : result;
}

static enum err check(struct state *s, struct error *e)
{
	int64_t id = 0;
	int64_t version = 0;
	int64_t tables = 0;
	enum err result = number_of(s, "SELECT count(*) FROM sqlite_master", &tables, e);
	if (result == OK && tables == 0)
		return make(s, e);
	if (result == OK)
		result = number_of(s, "PRAGMA application_id", &id, e);
	if (result == OK)
		result = number_of(s, "PRAGMA user_version", &version, e);
	if (result != OK)
		return result;
	if (id != APPLICATION_ID)
		return error_set(e, ERR_DATA, "'%s' is no state store of this program; move it away", s->path);
	if (version > SCHEMA_VERSION)
		return error_set(e, ERR_DATA, "state store '%s' is of a later version of this program; use that one", s->path);
	return OK;
}

/* Room is left to count on. */
static bool is_generation(int64_t n)
{
	return n >= 0 && n < INT64_MAX / 2;
}

struct sqlite_library sqlite;

static const struct library_symbol sqlite_symbols[] = {
#define X(name) {"sqlite3_" #name, offsetof(struct sqlite_library, name)},
#include "state/library_sqlite.def"
#undef X
};
static struct library sqlite_library = LIBRARY(KHARITA_SQLITE, sqlite_symbols, &sqlite, NULL);

enum err db_library(struct error *e)
{
	if (!library_open(&sqlite_library))
		return error_set(e, ERR_ENV, "it needs '%s', which is not installed; install SQLite", KHARITA_SQLITE);
	return OK;
}

enum err state_settle(const char *path, struct error *e)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool settled = fd >= 0 && fdatasync(fd) == 0;
	enum err result = settled ? OK : error_errno(e, ERR_IO, "cannot write '%s'", path);
	if (fd >= 0)
		close(fd);
	return result;
}

static enum err open_store(const char *path, bool staged, struct state **out, struct error *e)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	struct state *s = calloc(1, sizeof *s);
	*out = NULL;
	if (!s || !(s->path = strdup(path))) {
		state_close(s);
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	enum err result = db_library(e);
	if (result == OK && sqlite.open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
		result = db_fail(s, e);
	if (result == OK)
		db_distrust(s->db);
	if (result == OK)
		sqlite.busy_timeout(s->db, BUSY_MS);
	if (result == OK && staged)
		result = db_exec(s, "PRAGMA synchronous=OFF", e);
	if (result == OK)
		result = check(s, e);
	if (result == OK)
		result = number_of(s, "SELECT value FROM meta WHERE name = 'generation'", &s->generation, e);
	if (result == OK && !is_generation(s->generation))
		result = error_set(e, ERR_DATA, "state store '%s' is damaged: put a copy in its place, or move it away", path);
	if (result == OK)
		*out = s;
	else
		state_close(s);
	return result;
}

static enum err drop_unfinished(struct state *s, int64_t generation, struct error *e)
{
	char sql[200];
	const char *next = generation > s->generation ? "" : "; DELETE FROM meta WHERE name GLOB 'next.*'";
	snprintf(sql, sizeof sql, "DELETE FROM articles WHERE generation > %lld%s", (long long)generation, next);
	return db_exec(s, sql, e);
}

/* What the run that made these outputs would have done next, had it not died. */
static enum err confirm_late(struct state *s, int64_t generation, struct error *e)
{
	int64_t fresh = 0;
	enum err result = OK;
	if (generation == s->generation + 1) /* else the store is an older copy: it keeps what it has */
		result = number_of(s, "SELECT value FROM meta WHERE name = 'pending_fresh'", &fresh, e);
	s->pending = generation;
	return result == OK ? state_confirm(s, fresh != 0, e) : result;
}

enum err state_open_plain(const char *path, struct state **out, struct error *e)
{
	return open_store(path, false, out, e);
}

enum err state_open(const char *path, int64_t generation, struct state **out, struct error *e)
{
	enum err result = open_store(path, true, out, e);
	if (result != OK)
		return result;
	struct state *s = *out;
	result = drop_unfinished(s, generation > s->generation ? generation : s->generation, e);
	if (result == OK && generation > s->generation)
		result = confirm_late(s, generation, e);
	if (result != OK) {
		state_close(s);
		*out = NULL;
	}
	return result;
}

void state_close(struct state *s)
{
	if (!s)
		return;
	if (s->db) {
		sqlite.finalize(s->add_article);
		sqlite.close(s->db);
	}
	free(s->path);
	free(s);
}

enum err state_copy(struct state *s, const char *path, struct error *e)
{
	sqlite3 *to = NULL;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	int code = sqlite.open_v2(path, &to, flags, NULL);
	sqlite3_backup *b = code == SQLITE_OK ? sqlite.backup_init(to, "main", s->db, "main") : NULL;
	if (b) {
		code = sqlite.backup_step(b, -1);
		sqlite.backup_finish(b);
	}
	enum err result = OK;
	if (!b || code != SQLITE_DONE)
		result = error_set(e, ERR_IO, "cannot copy the state store '%s' to '%s': %s", s->path, path,
		                   sqlite.errmsg(to));
	sqlite.close(to);
	return result;
}

int64_t state_generation(const struct state *s)
{
	return s->generation;
}

const char *state_path(const struct state *s)
{
	return s->path;
}

enum err state_get(struct state *s, const char *name, struct buf *out, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "SELECT value FROM meta WHERE name = ?1", &q, e);
	if (result == OK) {
		db_bind(q, 1, sv_cstr(name));
		if (sqlite.step(q) == SQLITE_ROW)
			buf_append(out, db_view(q, 0));
	}
	sqlite.finalize(q);
	return result;
}

enum err state_set(struct state *s, const char *name, struct sv value, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)", &q, e);
	if (result == OK) {
		db_bind(q, 1, sv_cstr(name));
		db_bind(q, 2, value);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

enum err state_set_next(struct state *s, const char *name, struct sv value, struct error *e)
{
	char next[64];
	snprintf(next, sizeof next, "next.%s", name);
	return state_set(s, next, value, e);
}

enum err state_is_dirty(struct state *s, bool *out, struct error *e)
{
	int64_t dirty = 0;
	enum err result = number_of(s, "SELECT value FROM meta WHERE name = '" STATE_DIRTY "'", &dirty, e);
	*out = dirty != 0;
	return result;
}

enum err state_transaction(struct state *s, struct error *e)
{
	return db_exec(s, "BEGIN IMMEDIATE", e);
}

enum err state_commit(struct state *s, struct error *e)
{
	return db_exec(s, "COMMIT", e);
}

void state_undo(struct state *s)
{
	if (s && s->db && !sqlite.get_autocommit(s->db))
		sqlite.exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

enum err state_begin(struct state *s, struct error *e)
{
	s->pending = s->generation + 1;
	return state_transaction(s, e);
}

static enum err set_number(struct state *s, const char *name, int64_t value, struct error *e)
{
	char text[32];
	snprintf(text, sizeof text, "%lld", (long long)value);
	return state_set(s, name, sv_cstr(text), e);
}

enum err state_seal(struct state *s, bool fresh, struct error *e)
{
	enum err result = set_number(s, "pending_fresh", fresh, e);
	return result == OK ? state_commit(s, e) : result;
}

enum err state_confirm(struct state *s, bool fresh, struct error *e)
{
	/* A later row of the same article stands for the earlier ones; an article that was taken is no longer rejected. */
	static const char replaced[] =
		"DELETE FROM articles WHERE generation < %lld AND EXISTS (SELECT 1 FROM articles AS a"
		" WHERE a.source = articles.source AND a.generation = %lld"
		" AND (a.doc_id = articles.doc_id OR articles.status = 'rejected'))";
	char sql[512];
	if (fresh)
		snprintf(sql, sizeof sql, "DELETE FROM articles WHERE generation < %lld",
		         (long long)s->pending);
	else
		snprintf(sql, sizeof sql, replaced, (long long)s->pending, (long long)s->pending);
	enum err result = state_transaction(s, e);
	if (result == OK)
		result = db_exec(s, sql, e);
	if (result == OK)
		result = db_exec(s, "DELETE FROM articles WHERE status = 'gone';"
		                    "INSERT OR REPLACE INTO meta SELECT substr(name, 6), value FROM meta"
		                    " WHERE name GLOB 'next.*'; DELETE FROM meta WHERE name GLOB 'next.*'", e);
	if (result == OK)
		result = set_number(s, "generation", s->pending, e);
	if (result == OK)
		result = state_commit(s, e);
	if (result == OK)
		s->generation = s->pending;
	else
		state_undo(s);
	return result;
}

int64_t state_outputs_generation(const char *folder)
{
	char *path = path_join(folder, "run.json");
	json_t *root = path ? json_load_file(path, 0, NULL) : NULL;
	int64_t generation = json_integer_value(json_object_get(root, "generation"));
	json_decref(root);
	free(path);
	return is_generation(generation) ? generation : 0;
}

enum err state_program(uint64_t *out, struct error *e)
{
	struct file_map map;
	enum err result = file_map("/proc/self/exe", &map, e);
	if (result == OK)
		*out = XXH3_64bits(map.ptr, map.len);
	file_unmap(&map);
	return result;
}
