#include "state/learned.h"

#include "state/csv_read.h"
#include "state/db.h"
#include "state/review.h"

#include "base/log.h"
#include "gazetteer/export.h"
#include "text/text.h"

#include <inttypes.h>
#include <unistd.h>

static const char *const column_names[] = {"surface", "container_id", "place_id", "lat", "lon", "name_ar", "name_en", "kind"};
enum { AT_SURFACE, AT_CONTAINER, AT_PLACE_ID, AT_LAT, AT_LON, AT_NAME_AR, AT_NAME_EN, AT_KIND, N_COLUMNS };

static const char select_all[] = "SELECT surface, container_id, place_id, lat, lon, name_ar, name_en, kind FROM learned"
				 " ORDER BY surface, container_id";

enum err learned_load(struct state *s, struct arena *a, struct learned **out, size_t *n, struct error *e)
{
	sqlite3_stmt *q;
	size_t cap = 0;
	int step = SQLITE_ROW;
	*out = NULL;
	*n = 0;
	enum err result = db_prepare(s, select_all, &q, e);
	while (result == OK && (step = sqlite.step(q)) == SQLITE_ROW)
		*ARENA_PUSH(a, *out, *n, &cap) = (struct learned){
			.surface = db_text(a, q, AT_SURFACE), .container_id = db_text(a, q, AT_CONTAINER),
			.place_id = db_text(a, q, AT_PLACE_ID), .lat = db_text(a, q, AT_LAT), .lon = db_text(a, q, AT_LON),
			.name_ar = db_text(a, q, AT_NAME_AR), .name_en = db_text(a, q, AT_NAME_EN),
			.kind = db_text(a, q, AT_KIND)};
	if (result == OK && step != SQLITE_DONE)
		result = db_fail(s, e);
	sqlite.finalize(q);
	return result;
}

enum err learned_any(struct state *s, bool *any, struct error *e)
{
	sqlite3_stmt *q;
	enum err result = db_prepare(s, "SELECT 1 FROM learned LIMIT 1", &q, e);
	*any = result == OK && sqlite.step(q) == SQLITE_ROW;
	sqlite.finalize(q);
	return result;
}

static const struct learned *find(const struct learned *items, size_t n, struct sv surface, struct sv container_id)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq(items[i].surface, surface) && sv_eq(items[i].container_id, container_id))
			return &items[i];
	return NULL;
}

static enum err put(struct state *s, const struct learned *l, struct error *e)
{
	sqlite3_stmt *q;
	bool gone = !l->place_id.len && !l->lat.len;
	enum err result = db_prepare(s, gone ? "DELETE FROM learned WHERE surface = ?1 AND container_id = ?2"
	                                     : "INSERT OR REPLACE INTO learned VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
	                                       " strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))", &q, e);
	if (result == OK) {
		const struct sv values[] = {l->surface, l->container_id, l->place_id, l->lat, l->lon, l->name_ar, l->name_en,
		                            l->kind};
		for (int i = 0; i < (gone ? 2 : N_COLUMNS); i++)
			if (i < 2)
				sqlite.bind_text64(q, i + 1, values[i].ptr, values[i].len, SQLITE_STATIC, SQLITE_UTF8);
			else
				db_bind(q, i + 1, values[i]);
		result = db_run(s, q, e);
	}
	sqlite.finalize(q);
	return result;
}

static enum err row_check(struct arena *a, struct learned *l, struct error *e)
{
	enum place_kind kind;
	enum err result = review_value(a, REVIEW_LAT, l->lat, &l->lat, e);
	if (result == OK)
		result = review_value(a, REVIEW_LON, l->lon, &l->lon, e);
	if (result == OK && !l->lat.len != !l->lon.len)
		result = error_set(e, ERR_DATA, "'lat' and 'lon' go together");
	if (result == OK && l->kind.len && !place_kind_parse(l->kind, &kind))
		result = error_set(e, ERR_DATA, "'%.*s' is no kind of place", SV_ARG(l->kind));
	return result;
}

struct taking {
	struct state *state;
	struct arena arena;
	struct csv_table table;
	struct learned *known;
	size_t n_known, n;
	const char *path;
};

static bool same(const struct learned *a, const struct learned *b)
{
	return sv_eq(a->place_id, b->place_id) && sv_eq(a->lat, b->lat) && sv_eq(a->lon, b->lon) &&
	       sv_eq(a->name_ar, b->name_ar) && sv_eq(a->name_en, b->name_en) && sv_eq(a->kind, b->kind);
}

static enum err take_row(struct taking *t, size_t row, struct error *e)
{
	struct sv cells[N_COLUMNS];
	struct error why;
	for (size_t i = 0; i < N_COLUMNS; i++)
		cells[i] = csv_cell(&t->table, row, csv_column(&t->table, column_names[i]));
	struct learned l = {cells[AT_SURFACE], cells[AT_CONTAINER], cells[AT_PLACE_ID], cells[AT_LAT], cells[AT_LON],
	                    cells[AT_NAME_AR], cells[AT_NAME_EN], cells[AT_KIND]};
	const struct learned *before = find(t->known, t->n_known, l.surface, l.container_id);
	bool filled = l.place_id.len || l.lat.len || l.lon.len;
	if (!l.surface.len || (!filled && !before))
		return OK;
	if (row_check(&t->arena, &l, &why) != OK) {
		log_write(LOG_WARNING, "'%s' line %llu: %s; passed over", t->path,
		          (unsigned long long)t->table.lines[row], why.msg);
		return OK;
	}
	if (before && same(before, &l))
		return OK;
	t->n++;
	return put(t->state, &l, e);
}

static enum err take_all(struct taking *t, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory to read '%s'", t->path);
	t->arena.escape = &escape;
	enum err result = csv_read(&t->arena, t->path, &t->table, e);
	if (result == ERR_DATA) { /* a spreadsheet's accident is no reason to make no map */
		log_write(LOG_WARNING, "%s; nothing is learned from it", e->msg);
		return OK;
	}
	if (result == OK && csv_column(&t->table, "surface") == SIZE_MAX)
		return OK;
	if (result == OK)
		result = learned_load(t->state, &t->arena, &t->known, &t->n_known, e);
	if (result == OK)
		result = state_transaction(t->state, e);
	for (size_t i = 0; i < t->table.n_rows && result == OK; i++)
		result = take_row(t, i, e);
	if (result == OK && t->n)
		result = state_set(t->state, STATE_DIRTY, SV("1"), e);
	if (result == OK)
		result = state_commit(t->state, e);
	else
		state_undo(t->state);
	t->arena.escape = NULL;
	return result;
}

enum err learned_take(struct state *s, const char *path, size_t *n, struct error *e)
{
	struct taking t = {.state = s, .path = path};
	*n = 0;
	if (access(path, F_OK) != 0)
		return OK;
	arena_init(&t.arena, 0);
	enum err result = take_all(&t, e);
	*n = t.n;
	arena_release(&t.arena);
	return result;
}

/* ---- the overlay ---- */

static struct sv with_name(struct arena *a, struct sv name_ar, struct sv variants, struct sv name)
{
	struct sv rest = variants;
	struct sv one;
	if (!name.len || sv_eq(name, name_ar))
		return variants;
	while (variants.len && sv_split(&rest, '|', &one))
		if (sv_eq(one, name))
			return variants;
	return arena_printf(a, "%.*s%s%.*s", SV_ARG(variants), variants.len ? "|" : "", SV_ARG(name));
}

static void set_point(const struct learned *l, struct place *p)
{
	p->has_point = p->has_point || l->lat.len;
	if (l->lat.len) {
		sv_to_double(l->lat, &p->point.lat_deg);
		sv_to_double(l->lon, &p->point.lon_deg);
	}
}

/* A place of the gazetteer with the names that were found to be its own; rows[0] to rows[n - 1] chose it. */
static void write_known(struct arena *a, const struct gazetteer *g, int32_t index, const struct learned *items, size_t n,
                        struct buf *out)
{
	struct place p = *gazetteer_place(g, (size_t)index);
	struct sv variants = gazetteer_variants(g, (size_t)index);
	for (size_t i = 0; i < n; i++) {
		if (!sv_eq(items[i].place_id, p.id))
			continue;
		variants = with_name(a, p.name_ar, variants, items[i].surface);
		variants = with_name(a, p.name_ar, variants, items[i].name_ar);
		set_point(&items[i], &p);
	}
	export_row(out, &p, variants);
}

static void write_new(struct arena *a, const struct gazetteer *g, const struct learned *l, struct buf *out)
{
	struct sv key = arena_printf(a, "%.*s|%.*s", SV_ARG(l->surface), SV_ARG(l->container_id));
	int32_t home = l->container_id.len ? gazetteer_by_id(g, l->container_id) : PLACE_NONE;
	struct place p = {.id = l->place_id, .kind = KIND_VILLAGE, .name_en = l->name_en, .source = SV("own"),
	                  .confidence = CONFIDENCE_MEDIUM, .prominence = 1};
	if (!p.id.len)
		p.id = arena_printf(a, "L%08" PRIx32, (uint32_t)text_hash(key));
	if (l->kind.len)
		place_kind_parse(l->kind, &p.kind);
	p.feature_code = place_kind_is_settlement(p.kind) ? SV("PPL") : SV("");
	p.name_ar = l->name_ar.len ? l->name_ar : l->surface;
	if (home != PLACE_NONE) {
		const struct place *in = gazetteer_place(g, (size_t)home);
		p.admin1 = in->admin1;
		p.admin2 = in->admin2;
		p.admin3 = in->admin3;
	}
	/* It stood behind a head word ("the village of"): one word by itself may be any word. */
	struct sv name = gazetteer_name_key(a, p.name_ar);
	bool one_word = sv_find(name, SV(" "), 0) == SIZE_MAX;
	bool shared = gazetteer_find(g, name, text_hash(name)).n > 0;
	p.ambiguity = one_word ? AMBIGUITY_NEEDS_HEAD : shared ? AMBIGUITY_NEEDS_CONTEXT : AMBIGUITY_FREE;
	set_point(l, &p);
	export_row(out, &p, with_name(a, p.name_ar, SV(""), l->surface));
}

static void write_all(struct arena *a, const struct gazetteer *g, const struct learned *items, size_t n, struct buf *out)
{
	size_t header = 0;
	export_header(out);
	header = out->len;
	for (size_t i = 0; i < n; i++) {
		int32_t index = items[i].place_id.len ? gazetteer_by_id(g, items[i].place_id) : PLACE_NONE;
		bool first = true;
		for (size_t k = 0; k < i && first && index != PLACE_NONE; k++)
			first = !sv_eq(items[k].place_id, items[i].place_id);
		if (index != PLACE_NONE && first)
			write_known(a, g, index, items, n, out);
		else if (index == PLACE_NONE && items[i].lat.len)
			write_new(a, g, &items[i], out);
		else if (index == PLACE_NONE)
			log_write(LOG_WARNING, "unresolved.csv: no place '%.*s' in the gazetteer ('%.*s'); see 'kharita lookup'",
			          SV_ARG(items[i].place_id), SV_ARG(items[i].surface));
	}
	if (out->len == header)
		buf_clear(out);
}

enum err learned_overlay(struct state *s, const struct gazetteer *g, struct buf *out, struct error *e)
{
	struct arena a;
	struct learned *items;
	size_t n;
	jmp_buf escape;
	arena_init(&a, 0);
	enum err result;
	if (setjmp(escape)) {
		result = error_set(e, ERR_NOMEM, "no memory for the places learned");
	} else {
		a.escape = &escape;
		result = learned_load(s, &a, &items, &n, e);
		if (result == OK)
			write_all(&a, g, items, n, out);
	}
	arena_release(&a);
	return result == OK && !buf_ok(out) ? error_set(e, ERR_NOMEM, "no memory for the places learned") : result;
}
