#include "state/review.h"

#include "state/db.h"

#include "base/file.h"
#include "base/log.h"
#include "geo/crs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PACKAGE "kharita.gpkg"
#define OPEN_PACKAGE ".kharita-open.gpkg"

enum { GPKG_BUSY_MS = 10000, SQL_MAX = 1 << 14, BASE_MAX = 128, SHM_LOCK_BYTE = 128 };

/* What is read of a row beside the review columns; in mentions some have other names. */
enum row_column { ROW_GEOM, ROW_BASE, ROW_CONFLICT, ROW_ID, ROW_DOC, ROW_FIRST, ROW_LAST, ROW_EVIDENCE, ROW_SOURCE,
                  ROW_PLACE_ID, ROW_PLACE, ROW_DATE, ROW_TYPE, ROW_SUB_TYPE, ROW_FATALITIES, ROW_INJURIES, ROW_COLUMNS };

static const char *const column_names[2][ROW_COLUMNS] = {
	[REVIEW_INCIDENT] = {"geom", "review_base", "review_conflict", "event_id", "doc_id", "start", "end", "evidence",
	                     "source", "place_id", "location_ar", "event_date", "event_type", "sub_event_type",
	                     "fatalities", "injuries"},
	[REVIEW_MENTION] = {"geom", "review_base", "review_conflict", "mention_id", "doc_id", "start", "end", "surface",
	                    "source", "place_id", "name_ar", NULL, NULL, NULL, NULL, NULL},
};
static const char *const table_names[2] = {"incidents", "mentions"};

struct harvest {
	struct state *state;
	struct arena arena;
	struct review review;
	sqlite3 *package;
	const char *path, *origin, *kind; /* kind: "main" or "open" */
	struct crs_transform *crs;        /* NULL: WGS 84 */
	enum review_layer layer;
	sqlite3_stmt *known, *remember;
	bool all; /* not only what was edited */
	size_t n;
};

struct row {
	struct sv columns[ROW_COLUMNS]; /* borrowed from the statement */
	struct sv fields[REVIEW_FIELDS];
	bool has_point;
	double x, y;                    /* in the file's CRS */
};

static enum err package_fail(const struct harvest *h, struct error *e)
{
	return error_set(e, ERR_DATA, "cannot read the review columns of '%s': %s; move it away or mend it", h->path,
	                 sqlite.errmsg(h->package));
}

static bool has_column(const struct harvest *h, const char *name)
{
	return name && sqlite.table_column_metadata(h->package, NULL, table_names[h->layer], name, NULL, NULL, NULL,
	                                             NULL, NULL) == SQLITE_OK;
}

static enum err open_rows(const struct harvest *h, sqlite3_stmt **out, struct error *e)
{
	struct buf sql;
	buf_init(&sql, SQL_MAX);
	buf_append_cstr(&sql, "SELECT ");
	for (size_t i = 0; i < ROW_COLUMNS + REVIEW_FIELDS; i++) {
		const char *name = i < ROW_COLUMNS ? column_names[h->layer][i] : review_columns[i - ROW_COLUMNS].name;
		bool real = i >= ROW_COLUMNS && review_columns[i - ROW_COLUMNS].type == REVIEW_DEGREES;
		buf_append_cstr(&sql, i ? ", " : "");
		if (!has_column(h, name))
			buf_append_cstr(&sql, "NULL");
		else if (real)
			buf_printf(&sql, "CASE WHEN \"%s\" IS NULL THEN NULL ELSE printf('%%.6f', \"%s\") END", name, name);
		else
			buf_printf(&sql, "\"%s\"", name);
	}
	buf_printf(&sql, " FROM %s ORDER BY fid", table_names[h->layer]);
	buf_append_char(&sql, '\0');
	int code = buf_ok(&sql) ? sqlite.prepare_v2(h->package, sql.ptr, -1, out, NULL) : SQLITE_NOMEM;
	buf_release(&sql);
	return code == SQLITE_OK ? OK : package_fail(h, e);
}

/* A GeoPackage's point: "GP", version, flags, SRS, envelope; then well-known binary, little-endian as it is written. */
static bool point_read(struct sv blob, double *x, double *y)
{
	static const size_t envelopes[8] = {0, 32, 48, 48, 64, 0, 0, 0};
	const unsigned char *b = (const unsigned char *)blob.ptr;
	if (blob.len < 8 + 21 || b[0] != 'G' || b[1] != 'P' || (b[3] & 0x10))
		return false;
	size_t at = 8 + envelopes[(b[3] >> 1) & 7];
	if (blob.len < at + 21 || b[at] != 1 || b[at + 1] != 1)
		return false;
	memcpy(x, b + at + 5, sizeof *x);
	memcpy(y, b + at + 13, sizeof *y);
	return true;
}

static void row_read(sqlite3_stmt *q, struct row *out)
{
	*out = (struct row){.has_point = false};
	for (int i = 0; i < ROW_COLUMNS; i++)
		out->columns[i] = db_view(q, i);
	for (int i = 0; i < REVIEW_FIELDS; i++)
		out->fields[i] = sv_trim(db_view(q, ROW_COLUMNS + i));
	out->fields[REVIEW_DATE] = sv_take(out->fields[REVIEW_DATE], 10);
	out->has_point = point_read(out->columns[ROW_GEOM], &out->x, &out->y);
}

static bool part(struct sv base, size_t at, struct sv *out)
{
	bool more = true;
	for (size_t i = 0; i <= at && more; i++)
		more = sv_split(&base, ' ', out);
	return more;
}

/* What of a row differs from what was written. */
struct edit {
	bool fields, conflict, point;
	bool fields_edited; /* fields, before what is taken anyway */
};

static struct edit edit_of(const struct row *r, struct buf *now)
{
	struct sv base = r->columns[ROW_BASE];
	struct sv a[4] = {{0}};
	struct sv b[4] = {{0}};
	buf_clear(now);
	review_base(now, r->fields, r->columns[ROW_CONFLICT], r->has_point, r->x, r->y);
	for (size_t i = 0; i < 4; i++) {
		part(buf_sv(now), i, &a[i]);
		part(base, i, &b[i]);
	}
	if (!base.len) /* of an earlier version of this program */
		return (struct edit){.fields = !review_is_blank(r->fields),
		                     .point = r->has_point && sv_eq(r->fields[REVIEW_STATUS], SV("corrected"))};
	return (struct edit){.fields = !sv_eq(a[0], b[0]), .conflict = !sv_eq(a[1], b[1]),
	                     .point = r->has_point && (!sv_eq(a[2], b[2]) || !sv_eq(a[3], b[3]))};
}

/* Taken already, by a run that did not come to its end, or before the file was replaced. */
static bool is_known(struct harvest *h, struct sv id, struct sv base)
{
	db_bind(h->known, 1, sv_cstr(h->kind));
	db_bind(h->known, 2, sv_cstr(review_layer_name(h->layer)));
	db_bind(h->known, 3, id);
	db_bind(h->known, 4, base);
	bool known = sqlite.step(h->known) == SQLITE_ROW;
	sqlite.reset(h->known);
	return known;
}

static enum err remember(struct harvest *h, struct sv id, struct sv base, struct error *e)
{
	db_bind(h->remember, 1, sv_cstr(h->kind));
	db_bind(h->remember, 2, sv_cstr(review_layer_name(h->layer)));
	db_bind(h->remember, 3, id);
	db_bind(h->remember, 4, base);
	return db_run(h->state, h->remember, e);
}

static struct correction *find_correction(struct harvest *h, struct sv id)
{
	for (size_t i = 0; i < h->review.n; i++)
		if (h->review.items[i].layer == h->layer && sv_eq(h->review.items[i].event_id, id))
			return &h->review.items[i];
	return NULL;
}

static void add_anchor(struct harvest *h, struct correction *c, size_t *cap, struct review_anchor at)
{
	for (size_t i = 0; i < c->n_anchors; i++)
		if (sv_eq(c->anchors[i].event_id, at.event_id) && sv_eq(c->anchors[i].doc_id, at.doc_id))
			return;
	*ARENA_PUSH(&h->arena, c->anchors, c->n_anchors, cap) = at;
}

static struct sv siblings_of(struct harvest *h, const struct review_anchor *at)
{
	static const char sql[] = "SELECT group_concat(DISTINCT report_id) FROM incident_sources WHERE doc_id = ?1"
				  " AND start < ?3 AND \"end\" > ?2 AND report_id != ?4";
	sqlite3_stmt *q;
	struct sv out = {"", 0};
	if (sqlite.prepare_v2(h->package, sql, -1, &q, NULL) == SQLITE_OK) {
		db_bind(q, 1, at->doc_id);
		sqlite.bind_int64(q, 2, at->first);
		sqlite.bind_int64(q, 3, at->last);
		db_bind(q, 4, at->event_id);
		if (sqlite.step(q) == SQLITE_ROW)
			out = db_text(&h->arena, q, 0);
	}
	sqlite.finalize(q);
	return out;
}

/* One anchor for each report that the incident stands for; the first has the evidence. */
static void take_anchors(struct harvest *h, const struct row *r, struct correction *c)
{
	static const char sql[] = "SELECT report_id, doc_id, start, \"end\", event_type, place_id, source"
				  " FROM incident_sources WHERE event_id = ?1 ORDER BY fid";
	struct arena *a = &h->arena;
	sqlite3_stmt *q = NULL;
	size_t cap = c->n_anchors;
	struct review_anchor first = {.event_id = arena_sv(a, r->columns[ROW_ID]), .doc_id = arena_sv(a, r->columns[ROW_DOC]),
	                              .event_type = arena_sv(a, r->columns[ROW_TYPE]),
	                              .place_id = arena_sv(a, r->columns[ROW_PLACE_ID]),
	                              .source = arena_sv(a, r->columns[ROW_SOURCE]),
	                              .evidence = arena_sv(a, r->columns[ROW_EVIDENCE])};
	sv_to_int(r->columns[ROW_FIRST], &first.first);
	sv_to_int(r->columns[ROW_LAST], &first.last);
	if (h->layer == REVIEW_INCIDENT && sqlite.prepare_v2(h->package, sql, -1, &q, NULL) == SQLITE_OK) {
		db_bind(q, 1, r->columns[ROW_ID]);
		while (sqlite.step(q) == SQLITE_ROW) {
			struct review_anchor at = {.event_id = db_text(a, q, 0), .doc_id = db_text(a, q, 1),
			                           .first = sqlite.column_int64(q, 2), .last = sqlite.column_int64(q, 3),
			                           .event_type = db_text(a, q, 4), .place_id = db_text(a, q, 5),
			                           .source = db_text(a, q, 6)};
			if (sv_eq(at.event_id, first.event_id))
				at.evidence = first.evidence;
			at.siblings = siblings_of(h, &at);
			add_anchor(h, c, &cap, at);
		}
	}
	sqlite.finalize(q);
	if (c->n_anchors == 0)
		add_anchor(h, c, &cap, first);
}

static void take_original(struct harvest *h, const struct row *r, struct correction *c)
{
	static const enum row_column from[MACHINE_FIELDS] = {
		[MACHINE_PLACE_ID] = ROW_PLACE_ID, [MACHINE_PLACE] = ROW_PLACE, [MACHINE_DATE] = ROW_DATE,
		[MACHINE_TYPE] = ROW_TYPE, [MACHINE_SUB_TYPE] = ROW_SUB_TYPE, [MACHINE_FATALITIES] = ROW_FATALITIES,
		[MACHINE_INJURIES] = ROW_INJURIES};
	for (size_t i = 0; i < MACHINE_FIELDS; i++)
		c->original[i] = from[i] != ROW_GEOM ? arena_sv(&h->arena, r->columns[from[i]]) : SV("");
	/* Where the point stood before it was moved. */
	struct sv x, y;
	double lon, lat;
	if (!part(r->columns[ROW_BASE], 2, &x) || !part(r->columns[ROW_BASE], 3, &y) || !sv_to_double(x, &lon) ||
	    !sv_to_double(y, &lat))
		return;
	struct lonlat p = {lon, lat};
	if (h->crs && crs_inverse(h->crs, (struct xy){lon, lat}, &p, NULL) != OK)
		return;
	c->original[MACHINE_LAT] = arena_printf(&h->arena, "%.6f", p.lat_deg);
	c->original[MACHINE_LON] = arena_printf(&h->arena, "%.6f", p.lon_deg);
}

/* The row's values into the correction; one that makes no sense is told, and what was there before stays. */
static void take_fields(struct harvest *h, const struct row *r, struct correction *c)
{
	for (size_t i = 0; i < REVIEW_FIELDS; i++) {
		struct error why;
		struct sv value;
		if (review_value(&h->arena, i, r->fields[i], &value, &why) == OK)
			c->fields[i] = value;
		else
			log_write(LOG_WARNING, "%s %.*s: %s: %s; left as it was", review_layer_name(h->layer),
			          SV_ARG(r->columns[ROW_ID]), review_columns[i].name, why.msg);
	}
}

/* A point moved on the map is a correction as if its coordinates had been typed; typed ones win. */
static void take_point(struct harvest *h, const struct row *r, struct correction *c, const struct sv before[REVIEW_FIELDS])
{
	struct error why;
	struct lonlat p = {r->x, r->y};
	bool typed = !sv_eq(before[REVIEW_LAT], c->fields[REVIEW_LAT]) || !sv_eq(before[REVIEW_LON], c->fields[REVIEW_LON]);
	if (typed && c->fields[REVIEW_LAT].len)
		return;
	if (h->crs && crs_inverse(h->crs, (struct xy){r->x, r->y}, &p, &why) != OK) {
		log_write(LOG_WARNING, "%s", why.msg);
		return;
	}
	c->fields[REVIEW_LAT] = arena_printf(&h->arena, "%.6f", p.lat_deg);
	c->fields[REVIEW_LON] = arena_printf(&h->arena, "%.6f", p.lon_deg);
}

static enum err take_row(struct harvest *h, const struct row *r, struct edit edit, struct error *e)
{
	struct correction fresh = {.layer = h->layer};
	struct correction *known = find_correction(h, r->columns[ROW_ID]);
	struct correction *c = known ? known : &fresh;
	struct sv before[REVIEW_FIELDS];
	memcpy(before, c->fields, sizeof before);
	take_anchors(h, r, c);
	bool shows_corrected = h->all && !(edit.fields_edited || edit.point);
	if (!known && !shows_corrected) /* else the row shows what was corrected: the next run tells */
		take_original(h, r, c);
	take_fields(h, r, c);
	if (edit.point)
		take_point(h, r, c, before);
	struct sv status = review_status(c->fields);
	c->fields[REVIEW_STATUS] = sv_eq(status, SV("unreviewed")) ? SV("") : status;
	if (known && edit.conflict) { /* the analyst has seen what changed */
		memcpy(c->original, c->current, sizeof c->original);
		c->conflict = SV("");
	}
	c->origin = sv_cstr(h->origin);
	c->updated = SV("");
	h->n++;
	return review_put(h->state, &h->arena, c, e);
}

static enum err take_rows(struct harvest *h, struct error *e)
{
	sqlite3_stmt *q = NULL;
	struct buf now;
	int step = SQLITE_ROW;
	buf_init(&now, BASE_MAX * 4);
	enum err result = open_rows(h, &q, e);
	while (result == OK && (step = sqlite.step(q)) == SQLITE_ROW) {
		struct row r;
		row_read(q, &r);
		struct edit edit = edit_of(&r, &now);
		if (!buf_ok(&now)) {
			result = buf_fail(&now, "a row's corrections", "", e);
			break;
		}
		struct sv id = r.columns[ROW_ID];
		edit.fields_edited = edit.fields;
		edit.fields |= h->all && !review_is_blank(r.fields);
		if (!id.len || !(edit.fields || edit.conflict || edit.point) || is_known(h, id, buf_sv(&now)))
			continue;
		result = take_row(h, &r, edit, e);
		if (result == OK)
			result = remember(h, id, buf_sv(&now), e);
	}
	if (result == OK && step != SQLITE_DONE)
		result = package_fail(h, e);
	sqlite.finalize(q);
	buf_release(&now);
	return result;
}

/* The CRS of the package's points; WGS 84 needs no transform. */
static enum err open_crs(struct harvest *h, struct error *e)
{
	static const char sql[] =
		"SELECT s.organization || ':' || s.organization_coordsys_id, s.definition FROM gpkg_geometry_columns AS g"
		" JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id WHERE g.table_name = 'incidents'";
	sqlite3_stmt *q = NULL;
	if (sqlite.prepare_v2(h->package, sql, -1, &q, NULL) != SQLITE_OK || sqlite.step(q) != SQLITE_ROW) {
		sqlite.finalize(q);
		return error_set(e, ERR_DATA, "'%s' is no GeoPackage of this program; move it away", h->path);
	}
	struct sv name = db_text(&h->arena, q, 0);
	struct sv definition = db_text(&h->arena, q, 1);
	sqlite.finalize(q);
	if (sv_eq(name, SV("EPSG:4326")))
		return OK;
	if (crs_open(name.ptr, &h->crs, e) == OK)
		return OK;
	return crs_open(definition.ptr, &h->crs, e);
}

static enum err harvest_run(struct harvest *h, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the review columns of '%s'", h->path);
	h->arena.escape = &escape;
	enum err result = open_crs(h, e);
	if (result == OK)
		result = review_load(h->state, &h->arena, &h->review, e);
	h->all = h->all || h->review.n == 0;
	if (result == OK)
		result = db_prepare(h->state, "SELECT 1 FROM harvested WHERE package = ?1 AND layer = ?2 AND id = ?3"
		                              " AND base = ?4", &h->known, e);
	if (result == OK)
		result = db_prepare(h->state, "INSERT OR REPLACE INTO harvested VALUES (?1, ?2, ?3, ?4)", &h->remember, e);
	if (result == OK)
		result = state_transaction(h->state, e);
	for (h->layer = REVIEW_INCIDENT; h->layer <= REVIEW_MENTION && result == OK; h->layer++)
		result = take_rows(h, e);
	if (result == OK && h->n)
		result = state_set(h->state, STATE_DIRTY, SV("1"), e);
	if (result == OK)
		result = state_commit(h->state, e);
	h->arena.escape = NULL;
	return result;
}

static enum err harvest(struct state *s, const char *package, const char *origin, const char *kind, size_t *n,
                        struct error *e)
{
	*n = 0;
	if (access(package, F_OK) != 0)
		return OK;
	struct harvest *h = calloc(1, sizeof *h);
	if (!h)
		return error_set(e, ERR_NOMEM, "out of memory");
	h->state = s;
	h->path = package;
	h->origin = origin;
	h->kind = kind;
	h->all = strcmp(kind, "main") != 0 && strcmp(kind, "open") != 0;
	arena_init(&h->arena, 0);
	enum err result = OK;
	if (sqlite.open_v2(package, &h->package, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		result = package_fail(h, e);
	if (result == OK) {
		db_distrust(h->package);
		sqlite.busy_timeout(h->package, GPKG_BUSY_MS);
		result = harvest_run(h, e);
	}
	if (result != OK)
		state_undo(s);
	*n = h->n;
	sqlite.finalize(h->known);
	sqlite.finalize(h->remember);
	sqlite.close(h->package);
	crs_free(h->crs);
	arena_release(&h->arena);
	free(h);
	return result;
}

enum err review_harvest(struct state *s, const char *package, const char *origin, size_t *n, struct error *e)
{
	return harvest(s, package, origin, origin, n, e);
}

static char *sidecar(const char *path, const char *suffix)
{
	size_t size = strlen(path) + strlen(suffix) + 1;
	char *out = malloc(size);
	if (out)
		snprintf(out, size, "%s%s", path, suffix);
	return out;
}

/* Whether some process has the file open: SQLite holds a lock on a byte of its shared memory as long as it does. */
static bool is_open(const char *package)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHM_LOCK_BYTE, .l_len = 1};
	char *path = sidecar(package, "-shm");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	bool held = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	if (fd >= 0)
		close(fd);
	free(path);
	return held;
}

static void for_each_part(const char *package, const char *to)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *from = sidecar(package, suffixes[i]);
		char *target = to ? sidecar(to, suffixes[i]) : NULL;
		if (from && target) {
			unlink(target);
			/* The package itself stays in its place until its successor takes it. */
			if (i == 0 ? link(from, target) != 0 : rename(from, target) != 0)
				unlink(target);
		} else if (from) {
			unlink(from);
		}
		free(from);
		free(target);
	}
}

enum err review_harvest_folder(struct state *s, const char *folder, size_t *n, struct error *e)
{
	char *package = path_join(folder, PACKAGE);
	char *former = path_join(folder, OPEN_PACKAGE);
	size_t late = 0;
	*n = 0;
	enum err result = package && former ? OK : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK)
		result = harvest(s, former, "qgis", "open", &late, e);
	if (result == OK)
		result = harvest(s, package, "qgis", "main", n, e);
	if (result == OK && access(former, F_OK) == 0 && !is_open(former))
		for_each_part(former, NULL);
	*n += late;
	free(package);
	free(former);
	return result;
}

void review_keep_open_package(struct state *s, const char *folder)
{
	char *package = path_join(folder, PACKAGE);
	char *former = path_join(folder, OPEN_PACKAGE);
	if (package && former && is_open(package)) {
		log_write(LOG_WARNING, "'%s' is open in another program: load its layers again before you go on editing",
		          package);
		for_each_part(package, former);
		(void)db_exec(s, "DELETE FROM harvested WHERE package = 'open';"
		                 "UPDATE harvested SET package = 'open' WHERE package = 'main'", NULL);
	} else {
		(void)db_exec(s, "DELETE FROM harvested WHERE package = 'main'", NULL);
	}
	free(package);
	free(former);
}
