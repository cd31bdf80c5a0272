/* Location: the geometry that a mention or an incident has, with its honest precision. */
#ifndef KHARITA_RELATION_LOCATION_H
#define KHARITA_RELATION_LOCATION_H

#include "toponym/mention.h"

struct location {
	bool has_point;
	struct lonlat point;
	struct shape extent;     /* n_polygons 0: none */
	struct line route;       /* n 0: none */
	struct sv along;         /* the road or river that the route follows; empty: none, or the straight line */
	double uncertainty_m;    /* Darwin Core radius: from the point to the extent's far side at least; < 0: unknown */
	int geo_precision;       /* ACLED 1..3; 0: unknown */
	int where_prec;          /* UCDP GED 1..7; 0: unknown */
	const char *basis;       /* static: how a river's reach was taken, or why none was; NULL */
};

/* Geometry of one mention by itself: the named place's point; for a countryside, badia or direction an interior
 * point of the area and its extent; for an unresolved name no point and its container's extent; for a place whose
 * position is unknown no point and the extent of the smallest unit that holds it. It depends on the gazetteer and on the
 * mention's shape, direction and place, without a place on its container and kind (result_json.c counts on that). In the
 * arena. */
void location_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct location *out);

/* The smallest unit that holds all that a mention means: 3 the subdistrict of its place, 2 the district, 1 the
 * governorate. "ريف دير الزور الشرقي" (eastern countryside of Deir ez-Zor) is not in the city's district; that of a town
 * reaches beyond its subdistrict. */
int location_admin_level(const struct gazetteer *g, const struct mention *m);

/* Geometry of an incident: m[0] names its place (the most specific), others widen it; `relation` as the incident's.
 * OFFSET: the computed end with the point-radius uncertainty, from a road the kilometre mark on it; BETWEEN, ON_ROAD:
 * the middle of the stretch and its route; NEAR: the place with a wider radius; BANK, or a bank named beside a place:
 * the strip of bank near that place; of several places the first's point and an extent around all. */
void location_of_incident(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                          enum relation relation, struct location *out);

/* Whether the geometry of an incident is that of m[0] by itself, location_of_mention(), whatever the others are. */
bool location_is_plain(const struct gazetteer *g, const struct mention *const *m, size_t n, enum relation relation);

/* All that the geometry of an incident depends on beside the gazetteer, as bytes: equal keys, equal geometry. */
enum { LOCATION_KEY_PLACES = 6 };
struct location_key {
	struct location_key_part {
		int32_t place, container;
		uint32_t sentence, first_token, last_token; /* less those of m[0]; 0 unless a river is among them */
		uint8_t shape, direction, kind, relation;
		double offset_m, offset_deg;
	} parts[LOCATION_KEY_PLACES];
	uint32_t relation, n;
};

/* False where it depends on more: a road's name as written, more places than a key holds. Bytes of *out that nothing is
 * in are 0. */
bool location_key(const struct gazetteer *g, const struct mention *const *m, size_t n, enum relation relation,
                  struct location_key *out);

/* "Kilometre 40 of the road": the spot along_m from the end of the road that is nearer to `from`, or from its first
 * place (the one that its name begins with) when that is NULL. Our lines cut bends and marks are read off roughly: a
 * tenth of the distance and 2 km either way. False when `road` has no line or is shorter. In the arena. */
bool location_on_road(struct arena *a, const struct gazetteer *g, const struct place *road, const struct place *from,
                      double along_m, struct location *out);

/* Point-radius method (Wieczorek et al. 2004) for "distance d in direction dir from a place of extent e":
 * D = d + rounding + e, x = D cos t - d, y = D sin t, r = sqrt(x x + y y); metres. half_angle_deg: 45 for the four
 * winds, 22.5 for those between. */
double location_offset_uncertainty_m(double distance_m, double rounding_m, double extent_m, double half_angle_deg);

#endif
