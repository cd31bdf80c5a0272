#include "state/csv_read.h"

#include "base/file.h"
#include "result/csv_cell.h"
#include "text/decode.h"

enum { MAX_COLUMNS = 256 };
static const size_t max_bytes = (size_t)1 << 28;

struct reading {
	struct arena *arena;
	struct sv rest;
	char separator;
	uint64_t line;
	struct sv cells[MAX_COLUMNS];
	size_t n;
};

/* The quotation mark that ends the cell, or the end. */
static size_t quoted_end(struct sv s)
{
	size_t i = 0;
	for (; i < s.len; i++)
		if (s.ptr[i] == '"' && (i + 1 >= s.len || s.ptr[i + 1] != '"' || !++i))
			break;
	return i;
}

/* The cell in quotes that `rest` begins with; false when it does not end. */
static bool quoted(struct reading *r, struct sv *out)
{
	struct sv s = sv_skip(r->rest, 1);
	size_t end = quoted_end(s);
	char *copy = arena_alloc(r->arena, end + 1);
	size_t n = 0;
	for (size_t i = 0; i < end; i++) {
		i += s.ptr[i] == '"';
		r->line += s.ptr[i] == '\n';
		copy[n++] = s.ptr[i];
	}
	*out = sv_make(copy, n);
	r->rest = sv_skip(s, end + 1);
	return end < s.len;
}

/* The cells of the next row; *more false at the end. */
static bool row_take(struct reading *r, bool *more)
{
	r->n = 0;
	*more = r->rest.len > 0;
	while (*more) {
		struct sv cell;
		size_t n = 0;
		if (r->rest.len && r->rest.ptr[0] == '"') {
			if (!quoted(r, &cell))
				return false;
		} else {
			while (n < r->rest.len && r->rest.ptr[n] != r->separator && !strchr("\r\n", r->rest.ptr[n]))
				n++;
			cell = sv_take(r->rest, n);
			r->rest = sv_skip(r->rest, n);
		}
		if (r->n < MAX_COLUMNS)
			r->cells[r->n++] = sv_trim(cell);
		if (!r->rest.len || r->rest.ptr[0] != r->separator)
			break;
		r->rest = sv_skip(r->rest, 1);
	}
	while (r->rest.len && strchr("\r\n", r->rest.ptr[0])) {
		r->line += r->rest.ptr[0] == '\n';
		r->rest = sv_skip(r->rest, 1);
	}
	return true;
}

/* The separator that the header has most of. */
static char separator_of(struct sv text)
{
	static const char candidates[] = ",;\t";
	size_t counts[3] = {0, 0, 0};
	for (size_t i = 0; i < text.len && text.ptr[i] != '\n'; i++)
		for (size_t k = 0; k < 3; k++)
			counts[k] += text.ptr[i] == candidates[k];
	size_t best = counts[1] > counts[0] ? 1 : 0;
	return candidates[counts[2] > counts[best] ? 2 : best];
}

static enum err load(struct arena *a, const char *path, struct sv *out, struct error *e)
{
	struct buf bytes;
	struct sv charset;
	buf_init(&bytes, max_bytes);
	enum err result = file_read(path, &bytes, e);
	struct sv copy = result == OK ? arena_sv(a, buf_sv(&bytes)) : SV("");
	buf_release(&bytes);
	if (result == OK)
		result = text_decode(a, copy, SV(""), out, &charset, e);
	if (result == OK && sv_starts(*out, SV("\xEF\xBB\xBF")))
		*out = sv_skip(*out, 3);
	return result;
}

enum err csv_read(struct arena *a, const char *path, struct csv_table *out, struct error *e)
{
	bool more = true;
	size_t cap = 0;
	size_t line_cap = 0;
	size_t n_lines = 0;
	struct reading *r = ARENA_NEW(a, struct reading);
	*out = (struct csv_table){.header = NULL};
	*r = (struct reading){.arena = a, .line = 1};
	enum err result = load(a, path, &r->rest, e);
	if (result != OK)
		return result;
	r->separator = separator_of(r->rest);
	while (more) {
		uint64_t line = r->line;
		if (!row_take(r, &more))
			return error_set(e, ERR_DATA, "'%s' line %llu: a quote is opened and not closed", path,
			                 (unsigned long long)line);
		if (!more || (r->n == 1 && !r->cells[0].len))
			continue;
		if (!out->header)
			out->n_columns = r->n;
		struct sv *cells = ARENA_ARRAY(a, struct sv, out->n_columns);
		for (size_t i = 0; i < out->n_columns; i++)
			cells[i] = i < r->n ? r->cells[i] : SV("");
		if (!out->header) {
			out->header = cells;
			continue;
		}
		*ARENA_PUSH(a, out->rows, out->n_rows, &cap) = cells;
		*ARENA_PUSH(a, out->lines, n_lines, &line_cap) = line;
	}
	return out->header ? OK : error_set(e, ERR_DATA, "'%s' is empty: it needs a header", path);
}

size_t csv_column(const struct csv_table *t, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (sv_eq_cstr(t->header[i], name))
			return i;
	return SIZE_MAX;
}

struct sv csv_cell(const struct csv_table *t, size_t row, size_t column)
{
	struct sv cell = column < t->n_columns ? t->rows[row][column] : (struct sv){"", 0};
	return sv_starts(cell, SV("'")) && csv_is_formula(cell) ? sv_skip(cell, 1) : cell;
}
