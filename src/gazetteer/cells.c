#include "gazetteer/cells.h"

#include "geo/voronoi.h"

/* The units of one level inside an upper unit, and the sites that share it out among them. */
struct division {
	const struct place *governorate, *district; /* the upper unit; NULL: a governorate's districts */
	const struct place **units;
	size_t n_units, units_capacity;
	struct voronoi_site *sites;
	size_t n_sites, sites_capacity;
};

static const struct shape *shape_of(const struct source *s, struct sv id)
{
	for (size_t i = 0; i < s->n_geometries; i++)
		if (s->geometries[i].shape.n_polygons && sv_eq(s->geometries[i].id, id))
			return &s->geometries[i].shape;
	return NULL;
}

/* An admin cell names a unit by its name, or by its identifier. */
static bool names_unit(struct sv cell, const struct place *unit)
{
	return cell.len && (sv_eq(cell, unit->name_ar) || sv_eq(cell, unit->id));
}

static struct sv cell_of(const struct place *p, enum place_kind level)
{
	return level == KIND_GOVERNORATE ? p->admin1 : level == KIND_DISTRICT ? p->admin2 : p->admin3;
}

/* Index of the unit that a place's cell names, or n_units. */
static size_t unit_of(const struct division *d, const struct place *p, enum place_kind level)
{
	size_t i = 0;
	while (i < d->n_units && !names_unit(cell_of(p, level), d->units[i]))
		i++;
	return i;
}

/* Settlements have land; so has the middle that a unit's own row states. A quarter lies in its town's cell. */
static bool is_site(const struct place *p)
{
	bool settlement = place_kind_is_settlement(p->kind) && p->kind != KIND_NEIGHBOURHOOD;
	return p->has_point && (settlement || p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT);
}

static size_t own_index(const struct division *d, const struct place *unit)
{
	size_t i = 0;
	while (i < d->n_units && d->units[i] != unit)
		i++;
	return i;
}

static bool lies_in(const struct division *d, const struct place *p)
{
	return names_unit(p->admin1, d->governorate) && (!d->district || names_unit(p->admin2, d->district));
}

static void divide(const struct source *s, enum place_kind level, struct division *d)
{
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		if (p->kind == level && lies_in(d, p))
			*ARENA_PUSH(s->arena, d->units, d->n_units, &d->units_capacity) = p;
	}
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		if (!is_site(p) || !lies_in(d, p))
			continue;
		struct voronoi_site site = {p->point, p->kind == level ? own_index(d, p) : unit_of(d, p, level)};
		if (site.unit < d->n_units)
			*ARENA_PUSH(s->arena, d->sites, d->n_sites, &d->sites_capacity) = site;
	}
}

static void add_geometry(struct source *s, const struct place *unit, const struct shape *land)
{
	struct geometry *g = ARENA_PUSH(s->arena, s->geometries, s->n_geometries, &s->geometries_capacity);
	*g = (struct geometry){
	        .id = unit->id,
	        .layer = SV("units"),
	        .kind = sv_cstr(place_kind_name(unit->kind)),
	        .name = unit->name_ar,
	        .shape = *land,
	};
}

/* Shares out the land of the governorate, or of its district, and goes on with its districts. */
static void add_level(struct source *s, struct arena *scratch, const struct place *governorate,
                      const struct place *district, const struct shape *land)
{
	enum place_kind level = district ? KIND_SUBDISTRICT : KIND_DISTRICT;
	struct division d = {.governorate = governorate, .district = district};
	divide(s, level, &d);
	struct shape *shares = ARENA_ARRAY(s->arena, struct shape, d.n_units + 1);
	geo_voronoi_shares(s->arena, scratch, land, d.sites, d.n_sites, d.n_units, shares);
	arena_reset(scratch);
	for (size_t i = 0; i < d.n_units; i++) {
		const struct shape *stated = shape_of(s, d.units[i]->id);
		struct shape own = stated ? *stated : shares[i]; /* the table of geometries moves as it grows */
		if (!stated && own.n_polygons)
			add_geometry(s, d.units[i], &own);
		if (!district && own.n_polygons)
			add_level(s, scratch, governorate, d.units[i], &own);
	}
}

void cells_add_units(struct source *s, struct arena *scratch)
{
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		const struct shape *land = p->kind == KIND_GOVERNORATE ? shape_of(s, p->id) : NULL;
		if (land) {
			struct shape kept = *land;
			add_level(s, scratch, p, NULL, &kept);
		}
	}
}
