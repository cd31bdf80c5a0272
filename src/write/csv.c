#include "write/csv.h"

#include "result/csv_cell.h"
#include "write/json_out.h"

#include <math.h>

enum { MEASURE_DECIMALS = 3, CELL_MAX = 1 << 26 };

static void put_cell(struct buf *b, struct sv s)
{
	csv_put_cell(b, s, ",\"\r\n");
}

static void put_value(struct buf *b, struct buf *cell, const struct field *f, const char *record)
{
	struct field_value v;
	buf_clear(cell);
	if (!field_get(f, record, &v))
		return;
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_DATE:
		put_cell(b, v.text);
		return;
	case FIELD_COUNT:
	case FIELD_CODE:
	case FIELD_SIZE:
		json_int(b, v.number);
		return;
	case FIELD_MEASURE:
		json_number(b, v.measure, MEASURE_DECIMALS);
		return;
	case FIELD_FLAG:
		json_bool(b, v.flag);
		return;
	case FIELD_TEXTS:
		json_texts(cell, v.texts, v.n);
		break;
	case FIELD_PLACES:
		json_places(cell, v.places, v.n);
		break;
	}
	buf_inherit(b, cell);
	put_cell(b, buf_sv(cell));
}

enum err csv_write(const struct layer *l, const char *path, struct error *e)
{
	struct json_out o;
	struct buf cell;
	enum err result = json_out_open(&o, path, e);
	if (result != OK)
		return result;
	buf_init(&cell, CELL_MAX);
	for (size_t i = 0; i < l->n_fields; i++) {
		buf_append_cstr(&o.buf, i ? "," : "");
		buf_append_cstr(&o.buf, l->fields[i].name);
	}
	buf_append_char(&o.buf, '\n');
	for (size_t i = 0; i < l->n; i++) {
		for (size_t k = 0; k < l->n_fields; k++) {
			buf_append_cstr(&o.buf, k ? "," : "");
			put_value(&o.buf, &cell, &l->fields[k], layer_record(l, i));
		}
		buf_append_char(&o.buf, '\n');
		json_out_flush(&o);
	}
	buf_release(&cell);
	return json_out_close(&o, e);
}

static void row_separate(struct csv_row *r)
{
	if (r->n++)
		buf_append_char(r->out, ',');
}

void csv_text(struct csv_row *r, struct sv s)
{
	row_separate(r);
	put_cell(r->out, s);
}

void csv_int(struct csv_row *r, int64_t v)
{
	row_separate(r);
	if (v != MODEL_UNKNOWN)
		buf_printf(r->out, "%lld", (long long)v);
}

void csv_number(struct csv_row *r, double v, unsigned decimals)
{
	row_separate(r);
	if (isfinite(v))
		buf_printf(r->out, "%.*f", (int)decimals, v);
}

void csv_none(struct csv_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row_separate(r);
}

void csv_end(struct csv_row *r)
{
	buf_append_char(r->out, '\n');
	r->n = 0;
}
