#include "write/gpkg_blob.h"

#include <cpl_error.h>
#include <ogr_srs_api.h>

enum { WKB_POINT = 1, WKB_LINE = 2, WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6, LITTLE_ENDIAN_FLAG = 1, EMPTY_FLAG = 0x10 };
enum { BOX_FLAG = 1 << 1, HEADER_BYTES = 8, BOX_BYTES = 32, SRS_AT = 4 };

/* A geometry on its way: all x, then all y, in the order of the WKB. */
struct coordinates {
	double *x, *y;
	size_t n;
};

static size_t count_points(const struct layer *l, const char *record)
{
	const struct shape *s;
	size_t n = 0;
	if (l->geometry == GEOMETRY_POINT)
		return 1;
	if (l->geometry == GEOMETRY_LINE)
		return layer_line(l, record)->n;
	s = layer_shape(l, record);
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t k = 0; k < s->polygons[i].n_rings; k++)
			n += s->polygons[i].rings[k].n + 1;
	return n;
}

static void take(struct coordinates *c, const struct lonlat *points, size_t n, bool close)
{
	for (size_t i = 0; i < n + close; i++) {
		c->x[c->n] = points[i < n ? i : 0].lon_deg;
		c->y[c->n++] = points[i < n ? i : 0].lat_deg;
	}
}

static void take_all(struct coordinates *c, const struct layer *l, const char *record)
{
	struct lonlat p;
	const struct shape *s;
	if (l->geometry == GEOMETRY_POINT && layer_point(l, record, &p)) {
		take(c, &p, 1, false);
	} else if (l->geometry == GEOMETRY_LINE) {
		take(c, layer_line(l, record)->points, layer_line(l, record)->n, false);
	} else if (l->geometry == GEOMETRY_POLYGON) {
		s = layer_shape(l, record);
		for (size_t i = 0; i < s->n_polygons; i++)
			for (size_t k = 0; k < s->polygons[i].n_rings; k++)
				take(c, s->polygons[i].rings[k].points, s->polygons[i].rings[k].n, true);
	}
}

static struct gpkg_box box_of(const struct coordinates *c)
{
	struct gpkg_box b = {c->x[0], c->y[0], c->x[0], c->y[0]};
	for (size_t i = 1; i < c->n; i++) {
		b.min_x = c->x[i] < b.min_x ? c->x[i] : b.min_x;
		b.max_x = c->x[i] > b.max_x ? c->x[i] : b.max_x;
		b.min_y = c->y[i] < b.min_y ? c->y[i] : b.min_y;
		b.max_y = c->y[i] > b.max_y ? c->y[i] : b.max_y;
	}
	return b;
}

/* Numbers are written as this machine has them: it is little-endian, as the flags say (Debian's are). */
static void put(struct buf *b, const void *value, size_t n)
{
	buf_append(b, sv_make(value, n));
}

static void put_head(struct buf *b, uint32_t type)
{
	buf_append_char(b, LITTLE_ENDIAN_FLAG);
	put(b, &type, sizeof type);
}

static void put_count(struct buf *b, size_t n)
{
	uint32_t count = (uint32_t)n;
	put(b, &count, sizeof count);
}

/* The next n of the coordinates. */
static void put_points(struct buf *b, const struct coordinates *c, size_t *at, size_t n)
{
	if (!buf_reserve(b, n * 2 * sizeof *c->x))
		return;
	for (size_t end = *at + n; *at < end; ++*at) {
		memcpy(b->ptr + b->len, &c->x[*at], sizeof *c->x);
		memcpy(b->ptr + b->len + sizeof *c->x, &c->y[*at], sizeof *c->y);
		b->len += 2 * sizeof *c->x;
	}
}

static void put_shape(struct buf *b, const struct coordinates *c, const struct shape *s)
{
	size_t at = 0;
	put_head(b, WKB_MULTIPOLYGON);
	put_count(b, s->n_polygons);
	for (size_t i = 0; i < s->n_polygons; i++) {
		put_head(b, WKB_POLYGON);
		put_count(b, s->polygons[i].n_rings);
		for (size_t k = 0; k < s->polygons[i].n_rings; k++) {
			put_count(b, s->polygons[i].rings[k].n + 1);
			put_points(b, c, &at, s->polygons[i].rings[k].n + 1);
		}
	}
}

static void put_wkb(struct buf *b, const struct coordinates *c, const struct layer *l, const char *record)
{
	size_t at = 0;
	if (l->geometry == GEOMETRY_POLYGON) {
		put_shape(b, c, layer_shape(l, record));
		return;
	}
	put_head(b, l->geometry == GEOMETRY_POINT ? WKB_POINT : WKB_LINE);
	if (l->geometry == GEOMETRY_LINE)
		put_count(b, c->n);
	put_points(b, c, &at, c->n);
}

static bool transform(struct coordinates *c, const struct gpkg_crs *crs)
{
	if (!crs->transform || c->n == 0)
		return true;
	CPLPushErrorHandler(CPLQuietErrorHandler);
	bool done = OCTTransform(crs->transform, (int)c->n, c->x, c->y, NULL);
	CPLPopErrorHandler();
	return done;
}

enum gpkg_blob gpkg_blob_append(struct buf *b, struct buf *points, const struct layer *l, const char *record,
                                const struct gpkg_crs *crs, int32_t srs_id, struct gpkg_box *box)
{
	struct lonlat p;
	char header[HEADER_BYTES] = {'G', 'P', 0, LITTLE_ENDIAN_FLAG};
	if (l->geometry == GEOMETRY_NONE || (l->geometry == GEOMETRY_POINT && !layer_point(l, record, &p)))
		return GPKG_NULL;
	size_t n = count_points(l, record);
	buf_clear(points);
	if (!buf_reserve(points, 2 * n * sizeof(double)))
		return GPKG_NULL;
	struct coordinates c = {.x = (void *)points->ptr};
	c.y = c.x + n;
	take_all(&c, l, record);
	if (!transform(&c, crs))
		return GPKG_OUTSIDE;
	memcpy(header + SRS_AT, &srs_id, sizeof srs_id);
	header[3] |= (char)(n == 0 ? EMPTY_FLAG : l->geometry == GEOMETRY_POINT ? 0 : BOX_FLAG);
	put(b, header, sizeof header);
	if (n) {
		*box = box_of(&c);
		const double envelope[] = {box->min_x, box->max_x, box->min_y, box->max_y};
		put(b, envelope, l->geometry == GEOMETRY_POINT ? 0 : sizeof envelope);
	}
	put_wkb(b, &c, l, record);
	return n ? GPKG_WHOLE : GPKG_EMPTY;
}
