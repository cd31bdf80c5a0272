#include "gazetteer/open.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const void *gazetteer_section(const struct gazetteer *g, enum section s, size_t *n)
{
	*n = g->sections[s].n;
	return g->sections[s].records;
}

struct sv gazetteer_text(const struct gazetteer *g, struct file_ref r)
{
	const struct section_view *heap = &g->sections[SECTION_HEAP];
	if (r.offset > heap->n || r.len > heap->n - r.offset)
		return sv_make("", 0);
	return sv_make((const char *)heap->records + r.offset, r.len);
}

static bool in_range(struct file_span s, size_t n)
{
	return s.first <= n && s.n <= n - s.first;
}

struct name_span gazetteer_span(const struct gazetteer *g, struct file_span s)
{
	size_t n = 0;
	const struct name_entry *entries = gazetteer_section(g, SECTION_ENTRIES, &n);
	if (!in_range(s, n))
		return (struct name_span){NULL, 0};
	return (struct name_span){entries + s.first, s.n};
}

static bool is_index(int32_t i, size_t n)
{
	return i >= PLACE_NONE && (i < 0 || (size_t)i < n);
}

static bool place_fits(const struct file_place *f, size_t n)
{
	return f->kind < PLACE_KIND_COUNT && f->ambiguity <= AMBIGUITY_NEEDS_HEAD && f->confidence <= CONFIDENCE_LOW &&
	       is_index(f->admin_place[0], n) && is_index(f->admin_place[1], n) && is_index(f->admin_place[2], n);
}

static void view_place(const struct gazetteer *g, const struct file_place *f, struct place *p)
{
	p->id = gazetteer_text(g, f->id);
	p->name_ar = gazetteer_text(g, f->name_ar);
	p->name_en = gazetteer_text(g, f->name_en);
	p->feature_code = gazetteer_text(g, f->feature_code);
	p->admin1 = gazetteer_text(g, f->admin1);
	p->admin2 = gazetteer_text(g, f->admin2);
	p->admin3 = gazetteer_text(g, f->admin3);
	p->source = gazetteer_text(g, f->source);
	p->note = gazetteer_text(g, f->note);
	p->admin1_place = f->admin_place[0];
	p->admin2_place = f->admin_place[1];
	p->admin3_place = f->admin_place[2];
	p->has_point = f->has_point != 0;
	p->point = (struct lonlat){f->lon_deg, f->lat_deg};
	p->at = p->has_point ? vec3_of(p->point) : (struct vec3){0, 0, 0};
	p->radius_km = f->radius_km;
	p->kind = (enum place_kind)f->kind;
	p->ambiguity = (enum place_ambiguity)f->ambiguity;
	p->confidence = (enum place_confidence)f->confidence;
	p->prominence = f->prominence;
	if (!place_fits(f, g->n_places)) { /* of a damaged file that is not confirmed yet */
		p->admin1_place = p->admin2_place = p->admin3_place = PLACE_NONE;
		p->kind = KIND_VILLAGE;
		p->ambiguity = AMBIGUITY_NEEDS_HEAD;
		p->confidence = CONFIDENCE_LOW;
	}
}

const struct place *gazetteer_place(const struct gazetteer *g, size_t i)
{
	atomic_uchar *state = &g->place_states[i];
	if (atomic_load_explicit(state, memory_order_acquire) == READY)
		return &g->places[i];
	unsigned char empty = EMPTY;
	if (atomic_compare_exchange_strong(state, &empty, FILLING)) {
		const struct file_place *f = g->sections[SECTION_PLACES].records;
		view_place(g, &f[i], &g->places[i]);
		atomic_store_explicit(state, READY, memory_order_release);
	}
	while (atomic_load_explicit(state, memory_order_acquire) != READY)
		; /* another thread is filling it: some hundred instructions */
	return &g->places[i];
}

enum err gazetteer_renew_places(struct gazetteer *g, const char *path, size_t n, struct error *e)
{
	struct place *places = calloc(n + 1, sizeof *places);
	atomic_uchar *states = calloc(n + 1, sizeof *states);
	if (!places || !states) {
		free(places);
		free(states);
		return error_set(e, ERR_NOMEM, "no memory to open the gazetteer '%s'", path);
	}
	free(g->places);
	free(g->place_states);
	g->places = places;
	g->place_states = states;
	g->n_places = n;
	return OK;
}

static enum err check_places(const struct gazetteer *g, const char *path, struct error *e)
{
	size_t n = 0;
	const struct file_place *f = gazetteer_section(g, SECTION_PLACES, &n);
	for (size_t i = 0; i < n; i++)
		if (!place_fits(&f[i], n))
			return format_damaged(e, path, "a place has an unknown kind or parent");
	return OK;
}

static enum err check_entries(const struct gazetteer *g, const char *path, struct error *e)
{
	size_t n_entries = 0;
	const struct name_entry *entries = gazetteer_section(g, SECTION_ENTRIES, &n_entries);
	bool stray = false;
	for (size_t i = 0; i < n_entries; i++)
		stray |= (uint32_t)entries[i].place >= g->sections[SECTION_PLACES].n;
	return stray ? format_damaged(e, path, "a name belongs to no place") : OK;
}

/* The pointer tables of all geometries; their points stay in place. */
static enum err view_geometries(struct gazetteer *g, const char *path, struct error *e)
{
	size_t n_polygons = 0, n_rings = 0, n_points = 0;
	const struct file_geometry *f = gazetteer_section(g, SECTION_GEOMETRIES, &g->n_geometries);
	const struct file_span *file_polygons = gazetteer_section(g, SECTION_POLYGONS, &n_polygons);
	const struct file_span *file_rings = gazetteer_section(g, SECTION_RINGS, &n_rings);
	const struct lonlat *points = gazetteer_section(g, SECTION_POINTS, &n_points);
	g->geometries = ARENA_ARRAY(&g->arena, struct geometry, g->n_geometries + 1);
	struct polygon *polygons = ARENA_ARRAY(&g->arena, struct polygon, n_polygons + 1);
	struct ring *rings = ARENA_ARRAY(&g->arena, struct ring, n_rings + 1);
	if (!g->geometries || !polygons || !rings)
		return error_set(e, ERR_NOMEM, "no memory to open the gazetteer '%s'", path);
	for (size_t i = 0; i < n_rings; i++) {
		if (!in_range(file_rings[i], n_points))
			return format_damaged(e, path, "a ring lies outside the points");
		rings[i] = (struct ring){points + file_rings[i].first, file_rings[i].n};
	}
	for (size_t i = 0; i < n_polygons; i++) {
		if (!in_range(file_polygons[i], n_rings) || file_polygons[i].n == 0)
			return format_damaged(e, path, "a polygon lies outside the rings");
		polygons[i] = (struct polygon){rings + file_polygons[i].first, file_polygons[i].n};
	}
	for (size_t i = 0; i < g->n_geometries; i++) {
		if (!in_range(f[i].polygons, n_polygons) || !in_range(f[i].points, n_points))
			return format_damaged(e, path, "a geometry lies outside the file");
		g->geometries[i] = (struct geometry){
			gazetteer_text(g, f[i].id),
			gazetteer_text(g, f[i].layer),
			gazetteer_text(g, f[i].kind),
			gazetteer_text(g, f[i].name),
			{polygons + f[i].polygons.first, f[i].polygons.n},
			{points + f[i].points.first, f[i].points.n},
		};
	}
	return OK;
}

static enum err check_tables(const struct gazetteer *g, const char *path, struct error *e)
{
	size_t n = 0, n_cells = 0, n_columns = 0;
	const struct file_table *f = gazetteer_section(g, SECTION_TABLES, &n);
	gazetteer_section(g, SECTION_CELLS, &n_cells);
	for (size_t i = 0; i < n; i++) {
		size_t left = n_cells - (f[i].first_cell < n_cells ? f[i].first_cell : n_cells);
		n_columns += f[i].n_columns;
		if (f[i].n_columns == 0 || n_columns > n_cells || left / f[i].n_columns < (size_t)f[i].n_rows + 1)
			return format_damaged(e, path, "a lexicon table lies outside the file");
	}
	return OK;
}

static void view_tables(struct gazetteer *g)
{
	size_t n = 0, n_cells = 0, n_columns = 0;
	const struct file_table *f = gazetteer_section(g, SECTION_TABLES, &n);
	const struct file_ref *refs = gazetteer_section(g, SECTION_CELLS, &n_cells);
	for (size_t i = 0; i < n; i++)
		n_columns += f[i].n_columns;
	struct lexicon *tables = ARENA_ARRAY(&g->arena, struct lexicon, n + 1);
	struct sv *columns = ARENA_ARRAY(&g->arena, struct sv, n_columns + 1);
	if (!tables || !columns)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct file_ref *first = refs + f[i].first_cell;
		tables[i] = (struct lexicon){gazetteer_text(g, f[i].name), f[i].n_rows, f[i].n_columns, columns, g,
		                             first + f[i].n_columns};
		for (size_t k = 0; k < f[i].n_columns; k++)
			*columns++ = gazetteer_text(g, first[k]);
	}
	g->tables = tables;
	g->n_tables = n;
}

const struct lexicon *gazetteer_tables(const struct gazetteer *constant, size_t *n)
{
	struct gazetteer *g = (struct gazetteer *)(uintptr_t)constant;
	unsigned char empty = EMPTY;
	if (atomic_compare_exchange_strong(&g->tables_state, &empty, FILLING)) {
		view_tables(g);
		atomic_store_explicit(&g->tables_state, READY, memory_order_release);
	}
	while (atomic_load_explicit(&g->tables_state, memory_order_acquire) != READY)
		;
	*n = g->n_tables;
	return g->tables;
}

void gazetteer_drop_tables(struct gazetteer *g)
{
	free(g->places);
	free(g->place_states);
	g->places = NULL;
	g->place_states = NULL;
	g->geometries = NULL;
	g->tables = NULL;
	arena_release(&g->arena);
}

/* The verified header's sections. */
static void view_sections(struct gazetteer *g, const char *bytes)
{
	struct file_header h;
	memcpy(&h, bytes, sizeof h);
	for (unsigned s = 0; s < SECTION_COUNT; s++)
		g->sections[s] = (struct section_view){bytes + h.sections[s].offset,
		                                       (size_t)h.sections[s].size / format_record_size((enum section)s)};
	memcpy(g->date, h.date, sizeof g->date);
	g->date[sizeof g->date - 1] = '\0';
	snprintf(g->fingerprint, sizeof g->fingerprint, "%016" PRIx64, h.content_hash);
}

enum err gazetteer_view_bytes(struct gazetteer *g, const char *path, const char *bytes, size_t len, struct error *e)
{
	*g = (struct gazetteer){0};
	arena_init(&g->arena, 0);
	enum err result = format_verify(path, bytes, len, e);
	if (result != OK)
		return result;
	view_sections(g, bytes);
	result = gazetteer_renew_places(g, path, g->sections[SECTION_PLACES].n, e);
	if (result == OK)
		result = check_entries(g, path, e);
	if (result == OK)
		result = view_geometries(g, path, e);
	if (result == OK)
		result = check_tables(g, path, e);
	if (result != OK)
		gazetteer_drop_tables(g);
	return result;
}

enum err gazetteer_check_content(const struct gazetteer *g, const char *path, const char *bytes, size_t len,
                                 struct error *e)
{
	enum err result = format_verify_content(path, bytes, len, e);
	return result == OK ? check_places(g, path, e) : result;
}

enum err gazetteer_open_bytes(struct gazetteer *g, const char *path, const char *bytes, size_t len, struct error *e)
{
	enum err result = gazetteer_view_bytes(g, path, bytes, len, e);
	if (result != OK)
		return result;
	result = gazetteer_check_content(g, path, bytes, len, e);
	if (result != OK)
		gazetteer_drop_tables(g);
	return result;
}

/* The installed file: beside the program, as it lies in the build tree and after an installation, else the
 * environment's. */
static enum err find_installed(char *path, size_t size, struct error *e)
{
	static const char *const BESIDE[] = {"../share/kharita/kharita.gaz", "../../share/kharita/kharita.gaz"};
	char dir[4096];
	const char *named = getenv("KHARITA_GAZETTEER");
	if (exe_dir(dir, sizeof dir, NULL) == OK) {
		for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
			int n = snprintf(path, size, "%s/%s", dir, BESIDE[i]);
			if (n > 0 && (size_t)n < size && access(path, R_OK) == 0)
				return OK;
		}
	}
	if (named && *named && strlen(named) < size) {
		memcpy(path, named, strlen(named) + 1);
		return OK;
	}
	return error_set(e, ERR_IO,
	                 "cannot find the gazetteer 'kharita.gaz': build it with 'cmake --build', or name one with "
	                 "--gazetteer FILE or KHARITA_GAZETTEER");
}

static enum err open_file(const char *path, bool early, struct gazetteer **out, struct error *e)
{
	char installed[4200];
	*out = NULL;
	if (path && gazetteer_is_overlay(path))
		return gazetteer_open_overlaid(NULL, &path, 1, out, e);
	enum err result = path ? OK : find_installed(installed, sizeof installed, e);
	if (result != OK)
		return result;
	path = path ? path : installed;
	struct gazetteer *g = calloc(1, sizeof *g);
	struct file_map map = {0};
	if (!g)
		return error_set(e, ERR_NOMEM, "no memory to open the gazetteer '%s'", path);
	result = file_map(path, &map, e);
	if (result == OK)
		result = (early ? gazetteer_view_bytes : gazetteer_open_bytes)(g, path, map.ptr, map.len, e);
	g->map = map;
	if (result == OK && early)
		result = content_check_begin(g, path, e);
	if (result != OK) {
		gazetteer_close(g);
		return result;
	}
	*out = g;
	return OK;
}

enum err gazetteer_open(const char *path, struct gazetteer **out, struct error *e)
{
	return open_file(path, false, out, e);
}

enum err gazetteer_open_early(const char *path, struct gazetteer **out, struct error *e)
{
	return open_file(path, true, out, e);
}

void gazetteer_close(struct gazetteer *g)
{
	if (!g)
		return;
	content_check_end(g);
	gazetteer_drop_tables(g);
	file_unmap(&g->map);
	free(g->owned);
	free(g);
}
