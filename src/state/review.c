#include "state/review.h"

#include "state/db.h"

#include "result/json_out.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xxhash.h>

enum { VALUES_MAX = 1 << 20, CONFLICT_MAX = 1 << 16 };

const struct review_column review_columns[REVIEW_FIELDS] = {
#define X(symbol, column, type, of_mentions) {column, type, of_mentions},
#include "state/review_field.def"
#undef X
};

const char *const machine_names[MACHINE_FIELDS] = {
#define X(symbol, name, label) name,
#include "state/machine_field.def"
#undef X
};

static const char *const machine_labels[MACHINE_FIELDS] = {
#define X(symbol, name, label) label,
#include "state/machine_field.def"
#undef X
};

const char *review_layer_name(enum review_layer l)
{
	return l == REVIEW_MENTION ? "mention" : "incident";
}

bool review_is_blank(const struct sv fields[REVIEW_FIELDS])
{
	for (size_t i = 0; i < REVIEW_FIELDS; i++)
		if (fields[i].len && !(i == REVIEW_STATUS && sv_eq(fields[i], SV("unreviewed"))))
			return false;
	return true;
}

struct sv review_status(const struct sv fields[REVIEW_FIELDS])
{
	bool chosen = fields[REVIEW_STATUS].len && !sv_eq(fields[REVIEW_STATUS], SV("unreviewed"));
	if (chosen)
		return fields[REVIEW_STATUS];
	for (size_t i = 0; i < REVIEW_FIELDS; i++)
		if (fields[i].len && i != REVIEW_STATUS && i != REVIEW_NOTE)
			return SV("corrected");
	return SV("unreviewed");
}

/* ---- values ---- */

static enum err day_value(struct arena *a, struct sv given, struct sv *out, struct error *e)
{
	static const int64_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct sv rest = sv_take(given, 10);
	struct sv part;
	int64_t ymd[3] = {0, 0, 0};
	bool ok = true;
	for (size_t i = 0; i < 3 && ok; i++)
		ok = sv_split(&rest, '-', &part) && sv_to_int(sv_trim(part), &ymd[i]);
	ok = ok && ymd[0] >= 1900 && ymd[0] <= 2200 && ymd[1] >= 1 && ymd[1] <= 12 && ymd[2] >= 1 &&
	     ymd[2] <= days[ymd[1] - 1];
	if (!ok)
		return error_set(e, ERR_DATA, "'%.*s' is no date; write it as 2021-09-18", SV_ARG(given));
	*out = arena_printf(a, "%04d-%02d-%02d", (int)ymd[0], (int)ymd[1], (int)ymd[2]);
	return OK;
}

static enum err degrees_value(struct arena *a, enum review_field f, struct sv given, struct sv *out, struct error *e)
{
	double limit = f == REVIEW_LAT ? 90 : 180;
	double v;
	struct sv text = arena_sv(a, given);
	char *comma = memchr(text.ptr, ',', text.len); /* as some spreadsheets write it */
	if (comma)
		*comma = '.';
	if (!sv_to_double(text, &v) || !isfinite(v) || fabs(v) > limit)
		return error_set(e, ERR_DATA, "'%.*s' is no %s in degrees", SV_ARG(given),
		                 f == REVIEW_LAT ? "latitude" : "longitude");
	*out = arena_printf(a, "%.6f", v);
	return OK;
}

enum err review_value(struct arena *a, enum review_field f, struct sv given, struct sv *out, struct error *e)
{
	static const char *const statuses[] = {"unreviewed", "confirmed", "corrected", "rejected"};
	int64_t number;
	given = sv_trim(given);
	*out = arena_sv(a, given);
	if (given.len == 0)
		return OK;
	switch (review_columns[f].type) {
	case REVIEW_DAY:
		return day_value(a, given, out, e);
	case REVIEW_DEGREES:
		return degrees_value(a, f, given, out, e);
	case REVIEW_NUMBER:
		if (!sv_to_int(given, &number) || number < 0 || number > 1000000)
			return error_set(e, ERR_DATA, "'%.*s' is no number of people", SV_ARG(given));
		*out = arena_printf(a, "%lld", (long long)number);
		return OK;
	case REVIEW_TEXT:
		break;
	}
	if (f != REVIEW_STATUS)
		return OK;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (sv_eq_cstr(given, statuses[i]))
			return OK;
	return error_set(e, ERR_DATA, "'%.*s' is none of unreviewed, confirmed, corrected, rejected", SV_ARG(given));
}

void review_base(struct buf *out, const struct sv fields[REVIEW_FIELDS], struct sv conflict, bool has_point, double x,
                 double y)
{
	uint64_t h = 0;
	for (size_t i = 0; i < REVIEW_FIELDS; i++) {
		bool blank = i == REVIEW_STATUS && sv_eq(fields[i], SV("unreviewed"));
		h = XXH3_64bits_withSeed(fields[i].ptr, blank ? 0 : fields[i].len, h + 1);
	}
	buf_printf(out, "%016llx %08x", (unsigned long long)h, conflict.len ? XXH32(conflict.ptr, conflict.len, 0) : 0);
	if (has_point)
		buf_printf(out, " %.7f %.7f", x, y);
}

/* ---- in the store ---- */

static void values_read(struct arena *a, struct sv json, struct sv out[MACHINE_FIELDS])
{
	json_t *root = json.len ? json_loadb(json.ptr, json.len, 0, NULL) : NULL;
	for (size_t i = 0; i < MACHINE_FIELDS; i++) {
		const json_t *v = json_object_get(root, machine_names[i]);
		out[i] = json_is_string(v) ? arena_sv(a, sv_make(json_string_value(v), json_string_length(v))) : SV("");
	}
	json_decref(root);
}

/* Moves what it holds into the arena. */
static struct sv settle(struct arena *a, struct buf *b)
{
	jmp_buf *escape = a->escape;
	a->escape = NULL; /* the buffer goes first */
	struct sv out = b->no_memory ? (struct sv){NULL, 0} : arena_sv(a, buf_sv(b));
	a->escape = escape;
	buf_release(b);
	if (!out.ptr)
		arena_exhaust(a);
	return out;
}

static struct sv values_json(struct arena *a, const struct sv values[MACHINE_FIELDS])
{
	struct buf b;
	buf_init(&b, VALUES_MAX);
	buf_append_char(&b, '{');
	for (size_t i = 0; i < MACHINE_FIELDS; i++)
		json_text_field(&b, machine_names[i], values[i]);
	buf_append_char(&b, '}');
	return settle(a, &b);
}

/* Columns of the table in the order of the statements below. */
enum { AT_ID, AT_LAYER, AT_FIELDS, AT_ORIGIN = AT_FIELDS + REVIEW_FIELDS, AT_UPDATED, AT_ORIGINAL, AT_CURRENT, AT_OUTCOME,
       AT_CONFLICT, AT_EVENT_ID, AT_END };

static const char select_corrections[] =
	"SELECT id, layer, review_status, review_note, corrected_place, corrected_place_id, corrected_lat, corrected_lon,"
	" corrected_date, corrected_type, corrected_sub_type, corrected_fatalities, corrected_injuries, origin, updated,"
	" original, current, outcome, conflict, event_id FROM corrections ORDER BY id";

static enum err anchors_load(struct state *s, struct arena *a, struct correction *c, sqlite3_stmt *q, struct error *e)
{
	size_t cap = 0;
	int step;
	sqlite.bind_text64(q, 1, c->id.ptr, c->id.len, SQLITE_STATIC, SQLITE_UTF8);
	while ((step = sqlite.step(q)) == SQLITE_ROW)
		*ARENA_PUSH(a, c->anchors, c->n_anchors, &cap) = (struct review_anchor){
			.doc_id = db_text(a, q, 0), .first = sqlite.column_int64(q, 1), .last = sqlite.column_int64(q, 2),
			.event_type = db_text(a, q, 3), .event_id = db_text(a, q, 4), .place_id = db_text(a, q, 5),
			.source = db_text(a, q, 6), .evidence = db_text(a, q, 7), .siblings = db_text(a, q, 8)};
	sqlite.reset(q);
	return step == SQLITE_DONE ? OK : db_fail(s, e);
}

static void correction_read(struct arena *a, sqlite3_stmt *q, struct correction *c)
{
	*c = (struct correction){
		.id = db_text(a, q, AT_ID),
		.layer = sv_eq(db_view(q, AT_LAYER), SV("mention")) ? REVIEW_MENTION : REVIEW_INCIDENT,
		.origin = db_text(a, q, AT_ORIGIN),
		.updated = db_text(a, q, AT_UPDATED),
		.outcome = db_text(a, q, AT_OUTCOME),
		.conflict = db_text(a, q, AT_CONFLICT),
		.event_id = db_text(a, q, AT_EVENT_ID),
	};
	for (int i = 0; i < REVIEW_FIELDS; i++)
		c->fields[i] = db_text(a, q, AT_FIELDS + i);
	values_read(a, db_view(q, AT_ORIGINAL), c->original);
	values_read(a, db_view(q, AT_CURRENT), c->current);
}

enum err review_load(struct state *s, struct arena *a, struct review *out, struct error *e)
{
	sqlite3_stmt *q = NULL;
	sqlite3_stmt *anchors = NULL;
	int step = SQLITE_ROW;
	*out = (struct review){NULL, 0, 0};
	enum err result = db_prepare(s, select_corrections, &q, e);
	if (result == OK)
		result = db_prepare(s, "SELECT doc_id, first, last, event_type, event_id, place_id, source, evidence, siblings"
		                       " FROM anchors WHERE correction = ?1 ORDER BY position", &anchors, e);
	while (result == OK && (step = sqlite.step(q)) == SQLITE_ROW) {
		struct correction *c = ARENA_PUSH(a, out->items, out->n, &out->cap);
		correction_read(a, q, c);
		result = anchors_load(s, a, c, anchors, e);
	}
	if (result == OK && step != SQLITE_DONE)
		result = db_fail(s, e);
	sqlite.finalize(q);
	sqlite.finalize(anchors);
	return result;
}

static struct sv new_id(struct arena *a, const struct correction *c)
{
	const struct review_anchor *at = c->anchors;
	struct sv key = arena_printf(a, "%s|%.*s|%lld|%lld|%.*s|%.*s", review_layer_name(c->layer), SV_ARG(at->doc_id),
	                             (long long)at->first, (long long)at->last, SV_ARG(at->event_type),
	                             SV_ARG(at->event_id));
	return arena_printf(a, "%016llx", (unsigned long long)XXH3_64bits(key.ptr, key.len));
}

static enum err put_history(struct state *s, const struct correction *c, const char *field, struct sv before,
                            struct sv after, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "INSERT INTO history VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &q, e);
	if (result == OK) {
		const struct sv values[] = {c->updated, c->id, c->origin, sv_cstr(field), before, after};
		for (int i = 0; i < 6; i++)
			db_bind(q, i + 1, values[i]);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

static enum err put_changes(struct state *s, struct arena *a, const struct correction *c, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "SELECT '', '', review_status, review_note, corrected_place, corrected_place_id,"
	                                " corrected_lat, corrected_lon, corrected_date, corrected_type,"
	                                " corrected_sub_type, corrected_fatalities, corrected_injuries"
	                                " FROM corrections WHERE id = ?1", &q, e);
	struct sv before[REVIEW_FIELDS] = {{0}};
	if (result == OK) {
		db_bind(q, 1, c->id);
		if (sqlite.step(q) == SQLITE_ROW)
			for (int i = 0; i < REVIEW_FIELDS; i++)
				before[i] = db_text(a, q, AT_FIELDS + i);
	}
	sqlite.finalize(q);
	for (size_t i = 0; i < REVIEW_FIELDS && result == OK; i++)
		if (!sv_eq(before[i], c->fields[i]))
			result = put_history(s, c, review_columns[i].name, before[i], c->fields[i], e);
	return result;
}

static enum err delete_row(struct state *s, const char *sql, struct sv id, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, sql, &q, e);
	if (result == OK) {
		db_bind(q, 1, id);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

static enum err put_row(struct state *s, struct arena *a, const struct correction *c, struct error *e)
{
	sqlite3_stmt *q;
	struct sv original = values_json(a, c->original), current = values_json(a, c->current); /* these may not return */
	enum err result = db_prepare(s, "INSERT OR REPLACE INTO corrections (id, layer, review_status, review_note,"
	                                " corrected_place, corrected_place_id, corrected_lat, corrected_lon,"
	                                " corrected_date, corrected_type, corrected_sub_type, corrected_fatalities,"
	                                " corrected_injuries, origin, updated, original, current, outcome, conflict,"
	                                " event_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	                                " ?14, ?15, ?16, ?17, ?18, ?19, ?20)", &q, e);
	if (result != OK)
		return result;
	const struct sv head[] = {c->id, sv_cstr(review_layer_name(c->layer))};
	const struct sv tail[] = {c->origin, c->updated, original, current, c->outcome, c->conflict, c->event_id};
	for (int i = 0; i < 2; i++)
		db_bind(q, i + 1, head[i]);
	for (int i = 0; i < REVIEW_FIELDS; i++)
		db_bind(q, AT_FIELDS + 1 + i, c->fields[i]);
	for (int i = 0; i < AT_END - AT_ORIGIN; i++)
		db_bind(q, AT_ORIGIN + 1 + i, tail[i]);
	result = db_run(s, q, e);
	sqlite.finalize(q);
	return result;
}

static enum err put_anchors(struct state *s, const struct correction *c, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "INSERT INTO anchors VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", &q, e);
	for (size_t i = 0; i < c->n_anchors && result == OK; i++) {
		const struct review_anchor *at = &c->anchors[i];
		const struct sv tail[] = {at->event_type, at->event_id, at->place_id, at->source, at->evidence,
		                          at->siblings};
		db_bind(q, 1, c->id);
		sqlite.bind_int64(q, 2, (int64_t)i);
		db_bind(q, 3, at->doc_id);
		sqlite.bind_int64(q, 4, at->first);
		sqlite.bind_int64(q, 5, at->last);
		for (int k = 0; k < 6; k++)
			db_bind(q, 6 + k, tail[k]);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

static struct sv now(struct arena *a)
{
	char stamp[32] = "";
	struct tm tm;
	time_t t = time(NULL);
	if (gmtime_r(&t, &tm))
		strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_sv(a, sv_cstr(stamp));
}

enum err review_put(struct state *s, struct arena *a, struct correction *c, struct error *e)
{
	if (c->n_anchors == 0)
		return error_set(e, ERR_DATA, "a correction that rests on nothing");
	if (!c->id.len)
		c->id = new_id(a, c);
	if (!c->updated.len)
		c->updated = now(a);
	enum err result = put_changes(s, a, c, e);
	if (result == OK)
		result = delete_row(s, "DELETE FROM anchors WHERE correction = ?1", c->id, e);
	if (result == OK && review_is_blank(c->fields))
		return delete_row(s, "DELETE FROM corrections WHERE id = ?1", c->id, e);
	if (result == OK)
		result = put_row(s, a, c, e);
	return result == OK ? put_anchors(s, c, e) : result;
}

enum err review_put_outcome(struct state *s, struct arena *a, const struct correction *c, struct error *e)
{
	sqlite3_stmt *q;
	struct sv original = values_json(a, c->original), current = values_json(a, c->current); /* these may not return */
	enum err result = db_prepare(s, "UPDATE corrections SET outcome = ?2, conflict = ?3, event_id = ?4, current = ?5,"
	                                " original = ?6 WHERE id = ?1", &q, e);
	if (result == OK) {
		const struct sv values[] = {c->id, c->outcome, c->conflict, c->event_id, current, original};
		for (int i = 0; i < 6; i++)
			db_bind(q, i + 1, values[i]);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

/* ---- what changed underneath ---- */

/* What the analyst says of something that the program says too; empty: nothing. */
static struct sv said(const struct correction *c, enum machine_field f)
{
	static const enum review_field fields[MACHINE_FIELDS] = {
		[MACHINE_PLACE_ID] = REVIEW_PLACE_ID, [MACHINE_PLACE] = REVIEW_PLACE, [MACHINE_LAT] = REVIEW_LAT,
		[MACHINE_LON] = REVIEW_LON, [MACHINE_DATE] = REVIEW_DATE, [MACHINE_TYPE] = REVIEW_TYPE,
		[MACHINE_SUB_TYPE] = REVIEW_SUB_TYPE, [MACHINE_FATALITIES] = REVIEW_FATALITIES,
		[MACHINE_INJURIES] = REVIEW_INJURIES};
	return c->fields[fields[f]];
}

/* Within a metre: a coordinate that was only computed anew. */
static bool same_value(enum machine_field f, struct sv a, struct sv b)
{
	double x, y;
	if (f != MACHINE_LAT && f != MACHINE_LON)
		return sv_eq(a, b);
	if (!a.len || !b.len)
		return !a.len && !b.len;
	return sv_to_double(a, &x) && sv_to_double(b, &y) && fabs(x - y) < 1e-5;
}

struct sv review_difference(struct arena *a, const struct correction *c, const struct sv current[MACHINE_FIELDS])
{
	struct buf b;
	buf_init(&b, CONFLICT_MAX);
	/* Its name says where a place is: identifier and point are told only when the name stays. */
	bool moved = !sv_eq(c->original[MACHINE_PLACE], current[MACHINE_PLACE]);
	bool agrees = said(c, MACHINE_PLACE_ID).len && sv_eq(said(c, MACHINE_PLACE_ID), current[MACHINE_PLACE_ID]);
	for (size_t i = 0; i < MACHINE_FIELDS; i++) {
		if (same_value(i, c->original[i], current[i]) || (said(c, i).len && same_value(i, said(c, i), current[i])))
			continue;
		if (agrees && (i == MACHINE_PLACE || i == MACHINE_LAT || i == MACHINE_LON))
			continue;
		if (moved && (i == MACHINE_LAT || i == MACHINE_LON || i == MACHINE_PLACE_ID))
			continue;
		struct sv before = c->original[i].len ? c->original[i] : SV("-");
		struct sv after = current[i].len ? current[i] : SV("-");
		buf_printf(&b, "%s%s: %.*s -> %.*s", b.len ? "; " : "", machine_labels[i], SV_ARG(before), SV_ARG(after));
	}
	return settle(a, &b);
}
