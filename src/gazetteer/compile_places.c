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

static struct file_place *place_at(const struct compiler *c, size_t i)
{
	return (struct file_place *)c->sections[SECTION_PLACES].records + i;
}

static void admin_cells(const struct compiler *c, const struct file_place *p, struct sv out[LEVELS])
{
	out[0] = compiler_read(c, p->admin1);
	out[1] = compiler_read(c, p->admin2);
	out[2] = compiler_read(c, p->admin3);
}

static int32_t find_id(const struct compiler *c, struct sv id)
{
	const uint32_t *slots = c->sections[SECTION_IDS].records;
	size_t size = c->sections[SECTION_IDS].n;
	for (size_t i = (size_t)text_hash(id) & (size - 1); slots[i]; i = (i + 1) & (size - 1))
		if (sv_eq(compiler_read(c, place_at(c, slots[i] - 1)->id), id))
			return (int32_t)slots[i] - 1;
	return PLACE_NONE;
}

void compiler_put_id(struct compiler *c, uint32_t place)
{
	uint32_t *slots = c->sections[SECTION_IDS].records;
	size_t size = c->sections[SECTION_IDS].n;
	size_t at = (size_t)text_hash(compiler_read(c, place_at(c, place)->id)) & (size - 1);
	while (slots[at])
		at = (at + 1) & (size - 1);
	slots[at] = place + 1;
}

/* The unit of this level that bears the name by its own right and lies in the same upper units; of several the best-known
 * one. Abroad a country may stand for the governorate. */
static int32_t resolve(const struct compiler *c, const struct sv cells[LEVELS], size_t level)
{
	size_t n = 0;
	int32_t by_id = find_id(c, cells[level]);
	if (by_id != PLACE_NONE)
		return by_id;
	const struct name_entry *bearers = compiler_bearers(c, gazetteer_name_key(c->arena, cells[level]), &n);
	for (size_t i = 0; i < n && bearers[i].origin != NAME_GENERATED; i++) {
		const struct file_place *p = place_at(c, (size_t)bearers[i].place);
		struct sv theirs[LEVELS];
		admin_cells(c, p, theirs);
		bool same = p->kind == LEVEL_KINDS[level] || (level == 0 && p->kind == KIND_COUNTRY);
		for (size_t upper = 0; upper < level && same; upper++)
			same = theirs[upper].len == 0 || sv_eq(theirs[upper], cells[upper]);
		if (same)
			return bearers[i].place;
	}
	return PLACE_NONE;
}

void compiler_put_parents(struct compiler *c, size_t first, size_t end)
{
	struct admin_memo memo = {.places = {PLACE_NONE, PLACE_NONE, PLACE_NONE}};
	for (size_t i = first; i < end; i++) {
		struct sv cells[LEVELS];
		bool same = true;
		admin_cells(c, place_at(c, i), cells);
		for (size_t level = 0; level < LEVELS; level++) {
			same = same && sv_eq(memo.cells[level], cells[level]);
			if (!same) {
				memo.cells[level] = cells[level];
				memo.places[level] = cells[level].len ? resolve(c, cells, level) : PLACE_NONE;
			}
			c->counts.unknown_parents += cells[level].len && memo.places[level] == PLACE_NONE;
		}
		memcpy(place_at(c, i)->admin_place, memo.places, sizeof memo.places);
	}
}

void compiler_put_place(struct compiler *c, const struct source_place *row, struct file_place *at)
{
	const struct place *p = &row->place;
	struct file_place f = {.radius_km = p->radius_km, .admin_place = {PLACE_NONE, PLACE_NONE, PLACE_NONE}};
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
	f.kind = (uint8_t)p->kind;
	f.ambiguity = (uint8_t)p->ambiguity;
	f.confidence = (uint8_t)p->confidence;
	f.prominence = (uint8_t)p->prominence;
	*at = f;
}

void compile_places(struct compiler *c)
{
	const struct source *s = c->source;
	struct file_place *places = compiler_reserve(c, SECTION_PLACES, s->n_places);
	compiler_reserve(c, SECTION_IDS, compiler_table_size(s->n_places));
	for (size_t i = 0; i < s->n_places; i++) {
		compiler_put_place(c, &s->places[i], &places[i]);
		compiler_put_id(c, (uint32_t)i);
		c->counts.without_point += !s->places[i].place.has_point;
	}
	compiler_put_parents(c, 0, s->n_places);
	for (size_t i = 0; i < s->n_geometries; i++) {
		struct sv id = s->geometries[i].id;
		bool made = sv_eq_cstr(s->geometries[i].layer, "countrysides"); /* by the build; no place has their ids */
		c->counts.unknown_geometries += !made && id.len && find_id(c, id) == PLACE_NONE;
	}
	c->counts.places = s->n_places;
}
