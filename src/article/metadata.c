#include "article/metadata.h"

#include "article/published.h"
#include "base/file.h"

#include <stdlib.h>

enum { MAX_METADATA_BYTES = 256 << 20, MAX_COLUMNS = 64 };

/* Columns by the offset of their field; SIZE_MAX where the file has another column. */
struct columns {
	size_t fields[MAX_COLUMNS];
	size_t n;
};

static size_t column_field(struct sv name)
{
	static const struct {
		const char *name;
		size_t offset;
	} known[] = {
		{"source", offsetof(struct metadata_row, source)},
		{"published", offsetof(struct metadata_row, published)},
		{"url", offsetof(struct metadata_row, url)},
		{"title", offsetof(struct metadata_row, title)},
		{"outlet", offsetof(struct metadata_row, outlet)},
	};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (sv_eq_cstr(name, known[i].name))
			return known[i].offset;
	return SIZE_MAX;
}

static enum err read_header(const char *path, struct sv line, struct columns *out, struct error *e)
{
	struct sv cell;
	bool has_source = false;
	while (sv_split(&line, '\t', &cell) && out->n < MAX_COLUMNS) {
		size_t field = column_field(sv_trim(cell));
		has_source = has_source || field == offsetof(struct metadata_row, source);
		out->fields[out->n++] = field;
	}
	if (!has_source)
		return error_set(e, ERR_DATA,
		                 "'%s:1': no column 'source'; the first line names the columns, parted by tabs: "
		                 "source, published, url, title, outlet",
		                 path);
	return OK;
}

static enum err read_row(const char *path, size_t line_number, struct sv line, const struct columns *c,
                         struct metadata_row *out, struct error *e)
{
	struct sv cell;
	*out = (struct metadata_row){.source = SV("")};
	for (size_t i = 0; i < c->n && sv_split(&line, '\t', &cell); i++)
		if (c->fields[i] != SIZE_MAX)
			*(struct sv *)((char *)out + c->fields[i]) = sv_trim(cell);
	while (sv_starts(out->source, SV("./")))
		out->source = sv_skip(out->source, 2);
	if (!out->source.len)
		return error_set(e, ERR_DATA, "'%s:%zu': the column 'source' is empty", path, line_number);
	if (out->published.len && !published_is_valid(out->published))
		return error_set(e, ERR_DATA, "'%s:%zu': '%.*s' is not a date; write it as 2021-09-18", path,
		                 line_number, SV_ARG(out->published));
	return OK;
}

static int row_cmp(const void *a, const void *b)
{
	return sv_cmp(((const struct metadata_row *)a)->source, ((const struct metadata_row *)b)->source);
}

static struct sv next_line(struct sv *rest)
{
	struct sv line = SV("");
	sv_split(rest, '\n', &line);
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

static enum err read_rows(const char *path, struct metadata *out, struct error *e)
{
	struct sv rest = buf_sv(&out->content);
	if (sv_starts(rest, SV("\xEF\xBB\xBF")))
		rest = sv_skip(rest, 3);
	struct columns columns = {.n = 0};
	enum err result = read_header(path, next_line(&rest), &columns, e);
	size_t capacity = 0;
	for (size_t number = 2; result == OK && rest.ptr; number++) {
		struct sv line = next_line(&rest);
		if (!sv_trim(line).len)
			continue;
		if (out->n_rows == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			struct metadata_row *larger = realloc(out->rows, capacity * sizeof *larger);
			if (!larger)
				return error_set(e, ERR_NOMEM, "out of memory");
			out->rows = larger;
		}
		result = read_row(path, number, line, &columns, &out->rows[out->n_rows], e);
		out->n_rows += result == OK;
	}
	return result;
}

enum err metadata_read(const char *path, struct metadata *out, struct error *e)
{
	*out = (struct metadata){.n_rows = 0};
	buf_init(&out->content, MAX_METADATA_BYTES);
	enum err result = file_read(path, &out->content, e);
	if (result == OK)
		result = read_rows(path, out, e);
	if (result != OK)
		return result;
	if (out->n_rows)
		qsort(out->rows, out->n_rows, sizeof *out->rows, row_cmp);
	for (size_t i = 1; i < out->n_rows; i++)
		if (row_cmp(&out->rows[i - 1], &out->rows[i]) == 0)
			return error_set(e, ERR_DATA, "'%s': source '%.*s' is listed twice", path,
			                 SV_ARG(out->rows[i].source));
	return OK;
}

void metadata_release(struct metadata *m)
{
	free(m->rows);
	m->rows = NULL;
	m->n_rows = 0;
	buf_release(&m->content);
}

const struct metadata_row *metadata_find(const struct metadata *m, const char *path)
{
	if (!m->n_rows)
		return NULL;
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	while (path) {
		struct metadata_row key = {.source = sv_cstr(path)};
		const struct metadata_row *row = bsearch(&key, m->rows, m->n_rows, sizeof *m->rows, row_cmp);
		if (row)
			return row;
		path = strchr(path, '/');
		path = path ? path + 1 : NULL;
	}
	return NULL;
}
