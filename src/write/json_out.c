#include "write/json_out.h"

#include <errno.h>

enum { BUFFER_MAX = 1 << 30, FLUSH_AT = 1 << 18 };

enum err json_out_open(struct json_out *o, const char *path, struct error *e)
{
	*o = (struct json_out){.failed = false};
	buf_init(&o->buf, BUFFER_MAX);
	return atomic_file_open(&o->file, path, e);
}

static void json_out_drain(struct json_out *o)
{
	if (!o->failed && (!buf_ok(&o->buf) || fwrite(o->buf.ptr, 1, o->buf.len, o->file.stream) != o->buf.len)) {
		o->failed = true;
		o->reason = o->buf.no_memory ? ENOMEM : buf_ok(&o->buf) ? errno : EFBIG;
	}
	buf_clear(&o->buf);
}

void json_out_flush(struct json_out *o)
{
	if (o->buf.len >= FLUSH_AT || !buf_ok(&o->buf))
		json_out_drain(o);
}

static void json_out_abort(struct json_out *o)
{
	atomic_file_abort(&o->file);
	buf_release(&o->buf);
}

enum err json_out_close(struct json_out *o, struct error *e)
{
	if (!o->file.stream)
		return OK;
	if (o->buf.len || !buf_ok(&o->buf))
		json_out_drain(o);
	enum err result;
	errno = o->reason;
	if (o->failed)
		result = error_errno(e, o->reason == ENOMEM ? ERR_NOMEM : ERR_IO, "cannot write '%s'", o->file.target);
	else
		result = atomic_file_commit(&o->file, e);
	json_out_abort(o);
	return result;
}

void json_texts(struct buf *b, const struct sv *items, size_t n)
{
	buf_append_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		json_item(b);
		json_text(b, items[i]);
	}
	buf_append_char(b, ']');
}

void json_places(struct buf *b, const struct model_place_ref *items, size_t n)
{
	buf_append_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		json_item(b);
		buf_append_char(b, '{');
		json_key(b, "place_id");
		json_text_or_null(b, items[i].place_id);
		json_key(b, "name_ar");
		json_text_or_null(b, items[i].name_ar);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

void json_point(struct buf *b, struct lonlat p)
{
	buf_append(b, SV("{\"type\":\"Point\",\"coordinates\":"));
	json_position(b, p);
	buf_append_char(b, '}');
}

/* Twice the signed area; positive for counter-clockwise. */
static double ring_turn(const struct ring *r)
{
	double sum = 0;
	for (size_t i = 0; i < r->n; i++) {
		struct lonlat p = r->points[i];
		struct lonlat q = r->points[(i + 1) % r->n];
		sum += p.lon_deg * q.lat_deg - q.lon_deg * p.lat_deg;
	}
	return sum;
}

static void put_ring(struct buf *b, const struct ring *r, bool counter_clockwise)
{
	bool reverse = (ring_turn(r) > 0) != counter_clockwise;
	buf_append_char(b, '[');
	for (size_t i = 0; i <= r->n; i++) {
		size_t k = i % r->n;
		json_item(b);
		json_position(b, r->points[reverse ? (r->n - k) % r->n : k]);
	}
	buf_append_char(b, ']');
}

static void put_polygon(struct buf *b, const struct polygon *p)
{
	buf_append_char(b, '[');
	for (size_t i = 0; i < p->n_rings; i++) {
		json_item(b);
		put_ring(b, &p->rings[i], i == 0);
	}
	buf_append_char(b, ']');
}

void json_shape(struct buf *b, const struct shape *s)
{
	bool multi = s->n_polygons > 1;
	buf_append_cstr(b, multi ? "{\"type\":\"MultiPolygon\",\"coordinates\":["
				 : "{\"type\":\"Polygon\",\"coordinates\":");
	for (size_t i = 0; i < s->n_polygons; i++) {
		json_item(b);
		put_polygon(b, &s->polygons[i]);
	}
	buf_append_cstr(b, multi ? "]}" : "}");
}

void json_line(struct buf *b, const struct line *l)
{
	buf_append(b, SV("{\"type\":\"LineString\",\"coordinates\":["));
	for (size_t i = 0; i < l->n; i++) {
		json_item(b);
		json_position(b, l->points[i]);
	}
	buf_append(b, SV("]}"));
}
