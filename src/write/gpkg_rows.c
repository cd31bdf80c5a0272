#include "write/gpkg_rows.h"

#include "state/review.h"
#include "write/gpkg_blob.h"
#include "write/gpkg_rtree.h"
#include "write/gpkg_schema.h"
#include "write/json_out.h"
#include "write/qgis_style.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { TEXT_MAX = 1 << 28, SQL_MAX = 1 << 16, GEOMETRY_MAX = 1 << 28, DAY_BYTES = 10, INDEX_NAME_MAX = 128 };
enum { AT_FID = 1, AT_GEOMETRY = 2 }; /* parameters of the insertion; then the fields, then the review's columns */

/* One table being filled. */
struct table {
	sqlite3 *db;
	const struct layer *layer;
	const struct gpkg_crs *crs;
	sqlite3_stmt *insert;
	int32_t srs_id;
	struct buf text;              /* scratch for arrays and the review's base */
	struct buf geometry, points;  /* of the row */
	struct gpkg_entry *entries;   /* of the spatial index */
	size_t n_entries, n_outside;
	struct gpkg_box row, all;     /* of the row, of the rows so far */
	bool has_box;
	bool lost; /* a cell that memory had no room for */
};

static void bind_text(struct table *t, int at, struct sv s)
{
	const char *nul = memchr(s.ptr, '\0', s.len); /* what comes behind one would not be seen by anybody */
	sqlite3_bind_text64(t->insert, at, s.ptr, nul ? (size_t)(nul - s.ptr) : s.len, SQLITE_STATIC, SQLITE_UTF8);
}

/* As a copy: the scratch is used again for the same row. */
static void bind_scratch(struct table *t, int at)
{
	struct sv s = buf_sv(&t->text);
	t->lost |= !buf_ok(&t->text); /* the next cell clears it */
	sqlite3_bind_text64(t->insert, at, s.ptr, s.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void bind_day(struct table *t, int at, struct sv day)
{
	static const char form[] = "dddd-dd-dd";
	bool is_day = day.len >= DAY_BYTES;
	for (size_t i = 0; is_day && i < DAY_BYTES; i++)
		is_day = form[i] == 'd' ? day.ptr[i] >= '0' && day.ptr[i] <= '9' : day.ptr[i] == form[i];
	if (is_day)
		bind_text(t, at, sv_take(day, DAY_BYTES));
}

static void bind_value(struct table *t, int at, const struct field *field, const char *record)
{
	struct field_value v;
	if (!field_get(field, record, &v))
		return;
	switch (field->type) {
	case FIELD_TEXT:
		bind_text(t, at, v.text);
		return;
	case FIELD_DATE:
		bind_day(t, at, v.text);
		return;
	case FIELD_COUNT:
	case FIELD_CODE:
	case FIELD_SIZE:
		sqlite3_bind_int64(t->insert, at, v.number);
		return;
	case FIELD_FLAG:
		sqlite3_bind_int(t->insert, at, v.flag);
		return;
	case FIELD_MEASURE:
		sqlite3_bind_double(t->insert, at, v.measure);
		return;
	case FIELD_TEXTS:
		buf_clear(&t->text);
		json_texts(&t->text, v.texts, v.n);
		break;
	case FIELD_PLACES:
		buf_clear(&t->text);
		json_places(&t->text, v.places, v.n);
		break;
	}
	bind_scratch(t, at);
}

static void bind_geometry(struct table *t, int64_t fid, const char *record)
{
	buf_clear(&t->geometry);
	enum gpkg_blob blob =
		gpkg_blob_append(&t->geometry, &t->points, t->layer, record, t->crs, t->srs_id, &t->row);
	t->n_outside += blob == GPKG_OUTSIDE;
	t->has_box = blob == GPKG_WHOLE;
	if (blob != GPKG_WHOLE && blob != GPKG_EMPTY)
		return;
	sqlite3_bind_blob64(t->insert, AT_GEOMETRY, t->geometry.ptr, t->geometry.len, SQLITE_STATIC);
	if (blob == GPKG_EMPTY)
		return;
	const struct gpkg_box *b = &t->row;
	t->all = t->n_entries == 0 ? *b : (struct gpkg_box){
		b->min_x < t->all.min_x ? b->min_x : t->all.min_x, b->min_y < t->all.min_y ? b->min_y : t->all.min_y,
		b->max_x > t->all.max_x ? b->max_x : t->all.max_x, b->max_y > t->all.max_y ? b->max_y : t->all.max_y};
	t->entries[t->n_entries++] = (struct gpkg_entry){fid, {
		gpkg_rtree_down(b->min_x), gpkg_rtree_up(b->max_x), gpkg_rtree_down(b->min_y), gpkg_rtree_up(b->max_y)}};
}

/* What the row is written with, so that a later run can tell what was edited in it. */
static void bind_base(struct table *t, int at, const struct correction *r)
{
	static const struct sv nothing[REVIEW_FIELDS];
	struct sv fields[REVIEW_FIELDS];
	memcpy(fields, r ? r->fields : nothing, sizeof fields);
	if (r) /* as it is shown */
		fields[REVIEW_STATUS] = review_status(r->fields);
	buf_clear(&t->text);
	review_base(&t->text, fields, r ? r->conflict : (struct sv){"", 0}, t->has_box, t->row.min_x, t->row.min_y);
	if (t->text.len)
		bind_scratch(t, at);
}

static void bind_review_field(struct table *t, int at, enum review_field field, struct sv value)
{
	int64_t number;
	double degrees;
	switch (review_columns[field].type) {
	case REVIEW_DAY:
		bind_day(t, at, value);
		break;
	case REVIEW_NUMBER:
		if (sv_to_int(value, &number))
			sqlite3_bind_int64(t->insert, at, number);
		break;
	case REVIEW_DEGREES:
		if (sv_to_double(value, &degrees))
			sqlite3_bind_double(t->insert, at, degrees);
		break;
	case REVIEW_TEXT:
		bind_text(t, at, value);
		break;
	}
}

/* The program's own value stands beside a corrected row. */
static struct sv review_original(const struct correction *r, enum machine_field field)
{
	bool corrected = r && sv_eq(review_status(r->fields), SV("corrected"));
	return corrected ? r->current[field] : (struct sv){"", 0};
}

static void bind_review(struct table *t, int first, const char *record)
{
	const struct model_incident *incident = (const void *)record;
	const struct model_mention *mention = (const void *)record;
	const struct correction *r = t->layer->id == LAYER_INCIDENTS ? incident->review : mention->review;
	struct gpkg_review_column c;
	for (size_t i = 0; gpkg_review_column(t->layer->id, i, &c); i++) {
		int at = first + (int)i;
		struct sv value = {"", 0};
		if (c.kind == GPKG_BASE)
			bind_base(t, at, r);
		else if (c.kind == GPKG_FIELD && c.index == REVIEW_STATUS)
			value = r ? review_status(r->fields) : SV("unreviewed");
		else if (c.kind == GPKG_FIELD)
			value = r ? r->fields[c.index] : value;
		else if (c.kind == GPKG_CONFLICT)
			value = r ? r->conflict : value;
		else
			value = review_original(r, c.index);
		if (value.len && c.kind == GPKG_FIELD)
			bind_review_field(t, at, c.index, value);
		else if (value.len)
			bind_text(t, at, value);
	}
}

static bool put_row(struct table *t, size_t i)
{
	const struct layer *l = t->layer;
	const char *record = layer_record(l, i);
	int first = l->geometry == GEOMETRY_NONE ? AT_GEOMETRY : AT_GEOMETRY + 1;
	sqlite3_clear_bindings(t->insert);
	sqlite3_bind_int64(t->insert, AT_FID, (int64_t)i + 1);
	bind_geometry(t, (int64_t)i + 1, record);
	for (size_t k = 0; k < l->n_fields; k++)
		bind_value(t, first + (int)k, &l->fields[k], record);
	if (gpkg_is_reviewed(l->id))
		bind_review(t, first + (int)l->n_fields, record);
	return sqlite3_step(t->insert) == SQLITE_DONE && sqlite3_reset(t->insert) == SQLITE_OK && !t->lost && buf_ok(&t->text) &&
	       buf_ok(&t->geometry) && buf_ok(&t->points);
}

static bool prepare_insert(struct table *t)
{
	const struct layer *l = t->layer;
	struct gpkg_review_column c;
	struct buf sql;
	size_t n = 1;
	buf_init(&sql, SQL_MAX);
	buf_printf(&sql, "INSERT INTO \"%s\" (" GPKG_FID, l->name);
	if (l->geometry != GEOMETRY_NONE) {
		buf_append_cstr(&sql, ", " QGIS_GEOMETRY_COLUMN);
		n++;
	}
	for (size_t i = 0; i < l->n_fields; i++, n++)
		buf_printf(&sql, ", \"%s\"", l->fields[i].name);
	for (size_t i = 0; gpkg_review_column(l->id, i, &c); i++, n++)
		buf_printf(&sql, ", \"%s\"", c.name);
	buf_append_cstr(&sql, ") VALUES (?");
	for (size_t i = 1; i < n; i++)
		buf_append_cstr(&sql, ", ?");
	buf_append_char(&sql, ')');
	bool done = buf_ok(&sql) && sqlite3_prepare_v2(t->db, sql.ptr, (int)sql.len, &t->insert, NULL) == SQLITE_OK;
	buf_release(&sql);
	return done;
}

static int32_t srs_id_of(struct table *t)
{
	sqlite3_stmt *s = NULL;
	int32_t id = 0;
	sqlite3_prepare_v2(t->db, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?1", -1, &s, NULL);
	sqlite3_bind_text(s, 1, t->layer->name, -1, SQLITE_STATIC);
	if (sqlite3_step(s) == SQLITE_ROW)
		id = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return id;
}

/* One statement about the table, its name last; the numbers go in as they are, which printf would round. */
static bool update(struct table *t, const char *sql, const double *values, int n)
{
	sqlite3_stmt *s = NULL;
	bool done = sqlite3_prepare_v2(t->db, sql, -1, &s, NULL) == SQLITE_OK;
	for (int i = 0; done && i < n; i++)
		done = sqlite3_bind_double(s, i + 1, values[i]) == SQLITE_OK;
	done = done && sqlite3_bind_text(s, n + 1, t->layer->name, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(s) == SQLITE_DONE;
	sqlite3_finalize(s);
	return done;
}

static bool describe(struct table *t)
{
	const double rows[] = {(double)t->layer->n}, box[] = {t->all.min_x, t->all.min_y, t->all.max_x, t->all.max_y};
	return update(t, "UPDATE gpkg_ogr_contents SET feature_count = ?1 WHERE table_name = ?2", rows, 1) &&
	       (t->n_entries == 0 || update(t, "UPDATE gpkg_contents SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4"
	                                       " WHERE table_name = ?5", box, 4));
}

static enum err fill(struct table *t, struct error *e)
{
	char index[INDEX_NAME_MAX];
	snprintf(index, sizeof index, "rtree_%s_" QGIS_GEOMETRY_COLUMN, t->layer->name);
	t->srs_id = srs_id_of(t);
	t->entries = malloc((t->layer->n + 1) * sizeof *t->entries);
	if (!t->entries)
		return error_set(e, ERR_NOMEM, "no memory for the index '%s'", index);
	bool done = prepare_insert(t);
	for (size_t i = 0; i < t->layer->n && done; i++)
		done = put_row(t, i);
	if (!done || !describe(t))
		return error_set(e, ERR_IO, "cannot write the table '%s': %s", t->layer->name, gpkg_reason(t->db));
	return gpkg_rtree_fill(t->db, index, t->entries, t->n_entries, e);
}

enum err gpkg_rows_write(sqlite3 *db, const struct layer *l, const struct gpkg_crs *crs, size_t *n_outside, struct error *e)
{
	struct table t = {.db = db, .layer = l, .crs = crs};
	buf_init(&t.text, TEXT_MAX);
	buf_init(&t.geometry, GEOMETRY_MAX);
	buf_init(&t.points, GEOMETRY_MAX);
	enum err result = fill(&t, e);
	*n_outside += t.n_outside;
	sqlite3_finalize(t.insert);
	buf_release(&t.text);
	buf_release(&t.geometry);
	buf_release(&t.points);
	free(t.entries);
	return result;
}
