#include "relation/location.h"

#include <assert.h>

static_assert(sizeof(struct location_key_part) == 40, "compared as bytes");

/* What a mention names by itself: KIND_ROAD, KIND_RIVER or KIND_REGION (which may be a river's bank) among others. */
static bool is_one_of(const struct gazetteer *g, const struct mention *m, unsigned kinds)
{
	unsigned named = m->place == PLACE_NONE ? 0 : 1u << gazetteer_place(g, (size_t)m->place)->kind;
	return kinds & (named | 1u << m->kind);
}

static bool any_of(const struct gazetteer *g, const struct mention *const *m, size_t n, unsigned kinds)
{
	for (size_t i = 0; i < n; i++)
		if (is_one_of(g, m[i], kinds))
			return true;
	return false;
}

static const unsigned waters = 1u << KIND_RIVER | 1u << KIND_REGION;

bool location_is_plain(const struct gazetteer *g, const struct mention *const *m, size_t n, enum relation relation)
{
	if (n == 0 || any_of(g, m, n, waters | 1u << KIND_ROAD))
		return false;
	bool point = m[0]->place != PLACE_NONE && m[0]->shape == MENTION_PLACE &&
	             gazetteer_place(g, (size_t)m[0]->place)->has_point;
	return !point || (n == 1 && (relation == REL_NONE || relation == REL_IN || relation == REL_COUNTRYSIDE ||
	                             relation == REL_BADIA));
}

static struct location_key_part part_of(const struct mention *m)
{
	bool resolved = m->place != PLACE_NONE;
	return (struct location_key_part){.place = m->place,
	                                  .container = resolved ? PLACE_NONE : m->container,
	                                  .shape = (uint8_t)m->shape,
	                                  .direction = (uint8_t)m->direction,
	                                  .kind = (uint8_t)m->kind,
	                                  .relation = (uint8_t)m->relation,
	                                  .offset_m = m->offset_m,
	                                  .offset_deg = m->offset_deg};
}

bool location_key(const struct gazetteer *g, const struct mention *const *m, size_t n, enum relation relation,
                  struct location_key *out)
{
	if (n == 0 || n > LOCATION_KEY_PLACES)
		return false;
	bool water = any_of(g, m, n, waters);
	memset(out, 0, sizeof *out);
	out->relation = (uint32_t)relation;
	out->n = (uint32_t)n;
	for (size_t i = 0; i < n; i++) {
		if (m[i]->offset_m > 0 && is_one_of(g, m[i], 1u << KIND_ROAD))
			return false;
		out->parts[i] = part_of(m[i]);
		if (!water)
			continue;
		out->parts[i].sentence = m[i]->sentence - m[0]->sentence;
		out->parts[i].first_token = m[i]->first_token - m[0]->first_token;
		out->parts[i].last_token = m[i]->last_token - m[0]->first_token;
	}
	return true;
}
