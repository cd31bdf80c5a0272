/* Places, their identifiers, and which places their admin units are. */
#include "gazetteer/compiler.h"

#include "text/text.h"

enum { LEVELS = 3 };

static const enum place_kind LEVEL_KINDS[LEVELS] = {KIND_GOVERNORATE, KIND_DISTRICT, KIND_SUBDISTRICT};

/* The admin cells last resolved, and what they were: neighbouring rows mostly share them. */
struct admin_memo {
	struct sv cells[LEVELS];
	int32_t places[LEVELS];
};

static void admin_cells(const struct place *p, struct sv out[LEVELS])
{
	out[0] = p->admin1;
	out[1] = p->admin2;
	out[2] = p->admin3;
}

static int32_t find_id(const struct compiler *c, struct sv id)
{
	const uint32_t *slots = c->sections[SECTION_IDS].records;
	size_t size = c->sections[SECTION_IDS].n;
	for (size_t i = (size_t)text_hash(id) & (size - 1); slots[i]; i = (i + 1) & (size - 1))
		if (sv_eq(c->source->places[slots[i] - 1].place.id, id))
			return (int32_t)slots[i] - 1;
	return PLACE_NONE;
}

static void put_ids(struct compiler *c)
{
	size_t size = compiler_table_size(c->source->n_places);
	uint32_t *slots = compiler_reserve(c, SECTION_IDS, size);
	for (size_t i = 0; i < c->source->n_places; i++) {
		size_t at = (size_t)text_hash(c->source->places[i].place.id) & (size - 1);
		while (slots[at])
			at = (at + 1) & (size - 1);
		slots[at] = (uint32_t)i + 1;
	}
}

/* The unit of this level that bears the name and lies in the same upper units; of several the best-known one. Abroad a
 * country may stand for the governorate. */
static int32_t resolve(const struct compiler *c, const struct name_keys *keys, const struct sv cells[LEVELS],
                       size_t level)
{
	size_t n = 0;
	int32_t by_id = find_id(c, cells[level]);
	if (by_id != PLACE_NONE)
		return by_id;
	const struct name_key *k = name_keys_find(keys, gazetteer_name_key(c->arena, cells[level]), &n);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = &c->source->places[k[i].place].place;
		struct sv theirs[LEVELS];
		admin_cells(p, theirs);
		bool same = p->kind == LEVEL_KINDS[level] || (level == 0 && p->kind == KIND_COUNTRY);
		for (size_t upper = 0; upper < level && same; upper++)
			same = theirs[upper].len == 0 || sv_eq(theirs[upper], cells[upper]);
		if (same)
			return k[i].place;
	}
	return PLACE_NONE;
}

static void resolve_admin(struct compiler *c, const struct name_keys *keys, const struct place *p,
                          struct admin_memo *memo)
{
	struct sv cells[LEVELS];
	admin_cells(p, cells);
	bool same = true;
	for (size_t level = 0; level < LEVELS; level++) {
		same = same && sv_eq(memo->cells[level], cells[level]);
		if (!same) {
			memo->cells[level] = cells[level];
			memo->places[level] = cells[level].len ? resolve(c, keys, cells, level) : PLACE_NONE;
		}
		c->counts.unknown_parents += cells[level].len && memo->places[level] == PLACE_NONE;
	}
}

static void put_place(struct compiler *c, const struct source_place *row, const int32_t admin[LEVELS])
{
	const struct place *p = &row->place;
	struct file_place f = {.radius_km = p->radius_km};
	if (p->has_point) {
		f.lon_deg = p->point.lon_deg;
		f.lat_deg = p->point.lat_deg;
		f.has_point = 1;
	}
	f.id = compiler_text(c, p->id);
	f.name_ar = compiler_text(c, p->name_ar);
	f.variants = compiler_text(c, row->variants);
	f.name_en = compiler_text(c, p->name_en);
	f.feature_code = compiler_text(c, p->feature_code);
	f.admin1 = compiler_text(c, p->admin1);
	f.admin2 = compiler_text(c, p->admin2);
	f.admin3 = compiler_text(c, p->admin3);
	f.source = compiler_text(c, p->source);
	f.note = compiler_text(c, p->note);
	memcpy(f.admin_place, admin, sizeof f.admin_place);
	f.kind = (uint8_t)p->kind;
	f.ambiguity = (uint8_t)p->ambiguity;
	f.confidence = (uint8_t)p->confidence;
	f.prominence = (uint8_t)p->prominence;
	*(struct file_place *)compiler_push(c, SECTION_PLACES) = f;
}

void compile_places(struct compiler *c, const struct name_keys *keys)
{
	const struct source *s = c->source;
	struct admin_memo memo = {.places = {PLACE_NONE, PLACE_NONE, PLACE_NONE}};
	put_ids(c);
	for (size_t i = 0; i < s->n_places; i++) {
		resolve_admin(c, keys, &s->places[i].place, &memo);
		put_place(c, &s->places[i], memo.places);
		c->counts.without_point += !s->places[i].place.has_point;
	}
	for (size_t i = 0; i < s->n_geometries; i++) {
		struct sv id = s->geometries[i].id;
		c->counts.unknown_geometries += id.len && find_id(c, id) == PLACE_NONE;
	}
	c->counts.places = s->n_places;
}
