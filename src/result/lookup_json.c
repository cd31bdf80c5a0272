#include "result/lookup_json.h"

#include "result/json_out.h"

static void put_text(struct buf *b, const char *name, struct sv s)
{
	json_key(b, name);
	json_text_or_null(b, s);
}

static void put_number(struct buf *b, const char *name, bool known, double value, unsigned decimals)
{
	json_key(b, name);
	if (known)
		json_number(b, value, decimals);
	else
		json_none(b);
}

static void put_match(struct buf *b, const struct gazetteer *g, const struct gazetteer_match *m, bool distances)
{
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	buf_append_char(b, '{');
	put_text(b, "place_id", p->id);
	put_text(b, "name_ar", p->name_ar);
	put_text(b, "name_en", p->name_en);
	put_text(b, "kind", sv_cstr(place_kind_name(p->kind)));
	put_text(b, "feature_code", p->feature_code);
	put_text(b, "admin1", p->admin1);
	put_text(b, "admin2", p->admin2);
	put_text(b, "admin3", p->admin3);
	put_number(b, "lat", p->has_point, p->point.lat_deg, 6);
	put_number(b, "lon", p->has_point, p->point.lon_deg, 6);
	put_text(b, "confidence", sv_cstr(place_confidence_name(p->confidence)));
	put_number(b, "score", true, m->score, 3);
	if (distances)
		put_number(b, "distance_km", m->distance_m >= 0, m->distance_m / 1000, 1);
	buf_append_char(b, '}');
}

void lookup_write_json(const struct gazetteer *g, const struct gazetteer_match *matches, size_t n, bool distances,
                       struct buf *out)
{
	buf_append_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_append_cstr(out, i ? ",\n" : "\n");
		put_match(out, g, &matches[i], distances);
	}
	buf_append_cstr(out, n ? "\n]\n" : "]\n");
}
