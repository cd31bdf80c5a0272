#include "write/geojson.h"

#include "write/json_out.h"

enum { MEASURE_DECIMALS = 3, FIELDS_MAX = 64, KEY_BYTES_MAX = 1 << 14 };

void geojson_value(struct buf *b, const struct field *f, const char *record)
{
	struct field_value v;
	if (!field_get(f, record, &v)) {
		json_none(b);
		return;
	}
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_DATE:
		json_text(b, v.text);
		break;
	case FIELD_COUNT:
	case FIELD_CODE:
	case FIELD_SIZE:
		json_int(b, v.number);
		break;
	case FIELD_MEASURE:
		json_number(b, v.measure, MEASURE_DECIMALS);
		break;
	case FIELD_FLAG:
		json_bool(b, v.flag);
		break;
	case FIELD_TEXTS:
		json_texts(b, v.texts, v.n);
		break;
	case FIELD_PLACES:
		json_places(b, v.places, v.n);
		break;
	}
}

static void put_geometry(struct buf *b, const struct layer *l, const char *record)
{
	struct lonlat p;
	switch (l->geometry) {
	case GEOMETRY_POINT:
		if (layer_point(l, record, &p))
			json_point(b, p);
		else
			json_none(b);
		break;
	case GEOMETRY_POLYGON:
		json_shape(b, layer_shape(l, record));
		break;
	case GEOMETRY_LINE:
		json_line(b, layer_line(l, record));
		break;
	case GEOMETRY_NONE:
		json_none(b);
		break;
	}
}

/* What stands before each field's value, made once a layer. */
struct keys {
	struct buf text;
	size_t ends[FIELDS_MAX]; /* of a field that is left out, the end of the one before */
};

static enum err keys_make(struct keys *k, const struct layer *l, struct error *e)
{
	buf_init(&k->text, KEY_BYTES_MAX);
	for (size_t i = 0; i < l->n_fields && i < FIELDS_MAX; i++) {
		if (!l->fields[i].package_only) {
			buf_append_cstr(&k->text, k->text.len ? ",\"" : "\"");
			buf_append_cstr(&k->text, l->fields[i].name);
			buf_append(&k->text, SV("\":"));
		}
		k->ends[i] = k->text.len;
	}
	if (l->n_fields <= FIELDS_MAX && buf_ok(&k->text))
		return OK;
	if (k->text.no_memory)
		return error_set(e, ERR_NOMEM, "no memory for layer '%s'", l->name);
	return error_set(e, ERR_LIMIT, "layer '%s' has too many fields", l->name);
}

static void put_feature(struct buf *b, const struct layer *l, const struct keys *keys, const char *record)
{
	size_t from = 0;
	buf_append(b, SV("{\"type\":\"Feature\",\"properties\":{"));
	for (size_t i = 0; i < l->n_fields; i++) {
		if (keys->ends[i] == from)
			continue;
		buf_append(b, sv_make(keys->text.ptr + from, keys->ends[i] - from));
		geojson_value(b, &l->fields[i], record);
		from = keys->ends[i];
	}
	buf_append(b, SV("},\"geometry\":"));
	put_geometry(b, l, record);
	buf_append_char(b, '}');
}

enum err geojson_write(const struct layer *l, const char *path, struct error *e)
{
	struct json_out o = {.failed = false};
	struct keys keys;
	enum err result = keys_make(&keys, l, e);
	if (result == OK)
		result = json_out_open(&o, path, e);
	if (result != OK) {
		buf_release(&keys.text);
		return result;
	}
	buf_append(&o.buf, SV("{\"type\":\"FeatureCollection\",\"features\":[\n"));
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			buf_append(&o.buf, SV(",\n"));
		put_feature(&o.buf, l, &keys, layer_record(l, i));
		json_out_flush(&o);
	}
	buf_append(&o.buf, SV("\n]}\n"));
	buf_release(&keys.text);
	return json_out_close(&o, e);
}
