/* Questions to an open gazetteer. */
#include "gazetteer/gazetteer.h"

#include "gazetteer/filter.h"
#include "gazetteer/open.h"
#include "text/text.h"

struct sv gazetteer_date(const struct gazetteer *g)
{
	return sv_cstr(g->date);
}

struct sv gazetteer_fingerprint(const struct gazetteer *g)
{
	return sv_cstr(g->fingerprint);
}

size_t gazetteer_count(const struct gazetteer *g)
{
	return g->n_places;
}

struct sv gazetteer_variants(const struct gazetteer *g, size_t i)
{
	size_t n = 0;
	const struct file_place *f = gazetteer_section(g, SECTION_PLACES, &n);
	return gazetteer_text(g, f[i].variants);
}

bool gazetteer_image_at(const struct gazetteer *g, size_t i, struct sv *name, struct sv *bytes)
{
	size_t n = 0, room = 0;
	const struct file_image *images = gazetteer_section(g, SECTION_IMAGES, &n);
	const char *all = gazetteer_section(g, SECTION_IMAGE_BYTES, &room);
	if (i >= n)
		return false;
	bool fits = images[i].offset % FORMAT_ALIGN == 0 && images[i].offset <= room &&
	            images[i].size <= room - images[i].offset;
	*name = gazetteer_text(g, images[i].name);
	*bytes = fits ? sv_make(all + images[i].offset, (size_t)images[i].size) : sv_make("", 0);
	return true;
}

struct sv gazetteer_image(const struct gazetteer *g, const char *name)
{
	struct sv found, bytes;
	for (size_t i = 0; gazetteer_image_at(g, i, &found, &bytes); i++)
		if (sv_eq_cstr(found, name))
			return bytes;
	return sv_make("", 0);
}

/* A table's size is a power of two; a damaged one's may not be, so that its slots are not reached. */
static size_t first_slot(uint64_t hash, size_t size)
{
	return size ? (size_t)hash & (size - 1) : 0;
}

static size_t next_slot(size_t i, size_t size)
{
	return i + 1 < size ? i + 1 : 0;
}

int32_t gazetteer_by_id(const struct gazetteer *g, struct sv id)
{
	size_t size = 0;
	const uint32_t *slots = gazetteer_section(g, SECTION_IDS, &size);
	const struct file_place *places = g->sections[SECTION_PLACES].records;
	size_t i = first_slot(text_hash(id), size);
	for (size_t tried = 0; tried < size && slots[i]; tried++, i = next_slot(i, size)) {
		size_t place = slots[i] - 1;
		if (place < g->n_places && sv_eq(gazetteer_text(g, places[place].id), id))
			return (int32_t)place;
	}
	return PLACE_NONE;
}

static struct name_span find_key(const struct gazetteer *g, enum section s, struct sv key, uint64_t hash)
{
	size_t size = 0;
	const struct file_key *slots = gazetteer_section(g, s, &size);
	size_t i = first_slot(hash, size);
	for (size_t tried = 0; tried < size && slots[i].key.len; tried++, i = next_slot(i, size))
		if (slots[i].hash == hash && sv_eq(gazetteer_text(g, slots[i].key), key))
			return gazetteer_span(g, slots[i].entries);
	return (struct name_span){NULL, 0};
}

bool gazetteer_may_know(const struct gazetteer *g, uint64_t hash)
{
	const struct section_view *known = &g->sections[SECTION_KNOWN];
	return filter_has(known->records, known->n, hash);
}

struct name_span gazetteer_find(const struct gazetteer *g, struct sv key, uint64_t hash)
{
	return gazetteer_may_know(g, hash) ? find_key(g, SECTION_NAMES, key, hash) : (struct name_span){NULL, 0};
}

struct name_span gazetteer_find_english(const struct gazetteer *g, struct sv key, uint64_t hash)
{
	return find_key(g, SECTION_ENGLISH, key, hash);
}

bool gazetteer_is_prefix(const struct gazetteer *g, struct sv key, uint64_t hash)
{
	size_t size = 0;
	const struct file_prefix *slots = gazetteer_section(g, SECTION_PREFIXES, &size);
	size_t i = first_slot(hash, size);
	if (!gazetteer_may_know(g, hash))
		return false;
	for (size_t tried = 0; tried < size && slots[i].key.len; tried++, i = next_slot(i, size))
		if (slots[i].hash == hash && sv_eq(gazetteer_text(g, slots[i].key), key))
			return true;
	return false;
}

uint64_t gazetteer_resemblance(const struct gazetteer *g, struct sv word)
{
	uint64_t hashes[FILTER_MAX_LETTERS + 1];
	uint64_t where = 0;
	size_t n = 0;
	const struct section_view *likes = &g->sections[SECTION_LIKES];
	if (!filter_likes(word, hashes, &n))
		return UINT64_MAX;
	for (size_t i = 0; i < n; i++)
		where |= (uint64_t)filter_has(likes->records, likes->n, hashes[i]) << i;
	return where;
}

size_t gazetteer_geometry_count(const struct gazetteer *g)
{
	return g->n_geometries;
}

const struct geometry *gazetteer_geometry(const struct gazetteer *g, size_t i)
{
	return &g->geometries[i];
}

/* The first geometry of an id, n_geometries if there is none. */
static size_t find_geometry(const struct gazetteer *g, struct sv id)
{
	size_t low = 0;
	size_t high = g->n_geometries;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(g->geometries[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool gazetteer_shape(const struct gazetteer *g, struct sv place_id, struct shape *out)
{
	size_t first = place_id.len ? find_geometry(g, place_id) : g->n_geometries;
	for (size_t i = first; i < g->n_geometries && sv_eq(g->geometries[i].id, place_id); i++) {
		if (g->geometries[i].shape.n_polygons && !sv_eq_cstr(g->geometries[i].layer, "cover")) {
			*out = g->geometries[i].shape;
			return true;
		}
	}
	*out = (struct shape){NULL, 0};
	return false;
}

bool gazetteer_line(const struct gazetteer *g, struct sv place_id, struct line *out)
{
	size_t first = place_id.len ? find_geometry(g, place_id) : g->n_geometries;
	for (size_t i = first; i < g->n_geometries && sv_eq(g->geometries[i].id, place_id); i++) {
		if (g->geometries[i].line.n) {
			*out = g->geometries[i].line;
			return true;
		}
	}
	*out = (struct line){NULL, 0};
	return false;
}
