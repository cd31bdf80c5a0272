#include "gazetteer/tsv.h"

#include "text/decode.h"

static const struct sv BYTE_ORDER_MARK = {"\xEF\xBB\xBF", 3};

static enum err bad(const struct tsv *t, struct error *e, const char *reason)
{
	return error_set(e, ERR_DATA, "%s:%zu: %s", t->path, t->line, reason);
}

/* The next line that is neither empty nor a remark. */
static bool next_line(struct tsv *t, struct sv *line)
{
	while (sv_split(&t->rest, '\n', line)) {
		t->line++;
		if (line->len && line->ptr[line->len - 1] == '\r')
			line->len--;
		if (sv_trim(*line).len && line->ptr[0] != '#')
			return true;
	}
	return false;
}

static size_t count_lines(struct sv s)
{
	size_t n = 1;
	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\n';
	return n;
}

static enum err read_header(struct arena *a, struct tsv *t, struct sv line, struct error *e)
{
	t->n_columns = 1;
	for (size_t i = 0; i < line.len; i++)
		t->n_columns += line.ptr[i] == '\t';
	t->columns = ARENA_ARRAY(a, struct sv, t->n_columns);
	t->cells = ARENA_ARRAY(a, struct sv, t->n_columns);
	struct sv cell;
	for (size_t i = 0; sv_split(&line, '\t', &cell); i++) {
		t->columns[i] = sv_trim(cell);
		if (t->columns[i].len == 0)
			return bad(t, e, "a column has no name");
		for (size_t k = 0; k < i; k++)
			if (sv_eq(t->columns[k], t->columns[i]))
				return error_set(e, ERR_DATA, "%s:%zu: column '%.*s' stands twice", t->path, t->line,
				                 SV_ARG(t->columns[i]));
	}
	return OK;
}

enum err tsv_open(struct arena *a, const char *path, struct sv content, struct tsv *out, struct error *e)
{
	*out = (struct tsv){.path = path};
	size_t invalid = utf8_validate(content);
	if (invalid != SIZE_MAX) {
		out->line = count_lines(sv_take(content, invalid));
		return bad(out, e, "invalid UTF-8: save the file as UTF-8");
	}
	out->rest = sv_starts(content, BYTE_ORDER_MARK) ? sv_skip(content, BYTE_ORDER_MARK.len) : content;
	if (!out->rest.ptr)
		out->rest.ptr = "";
	struct sv line;
	if (!next_line(out, &line)) {
		out->line = 1;
		return bad(out, e, "no header row: the first row names the columns");
	}
	return read_header(a, out, line, e);
}

enum err tsv_next(struct tsv *t, bool *more, struct error *e)
{
	struct sv line;
	*more = next_line(t, &line);
	if (!*more)
		return OK;
	size_t n = 0;
	struct sv cell;
	while (sv_split(&line, '\t', &cell)) {
		if (n < t->n_columns)
			t->cells[n] = sv_trim(cell);
		n++;
	}
	if (n != t->n_columns)
		return error_set(e, ERR_DATA, "%s:%zu: %zu columns where the header has %zu", t->path, t->line, n,
		                 t->n_columns);
	return OK;
}

size_t tsv_column(const struct tsv *t, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (sv_eq_cstr(t->columns[i], name))
			return i;
	return SIZE_MAX;
}

struct sv tsv_remark(struct sv content, const char *name)
{
	struct sv line;
	while (sv_split(&content, '\n', &line)) {
		if (line.len == 0 || line.ptr[0] != '#')
			continue;
		struct sv text = sv_trim(sv_skip(line, 1));
		struct sv head = sv_cstr(name);
		if (sv_starts(text, head) && text.len > head.len && text.ptr[head.len] == ':')
			return sv_trim(sv_skip(text, head.len + 1));
	}
	return (struct sv){"", 0};
}
