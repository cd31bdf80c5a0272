#include "article/csv.h"

#include "article/fields.h"

static const char delimiters[] = ",\t;|";

void csv_row_release(struct csv_row *r)
{
	if (r->content.max)
		buf_release(&r->content);
}

static struct sv first_line(struct sv bytes)
{
	const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
	struct sv line = sv_take(bytes, end ? (size_t)(end - bytes.ptr) : bytes.len);
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

char csv_delimiter(struct sv bytes)
{
	struct sv line = first_line(bytes);
	char best = ',';
	size_t most = 0;
	for (const char *d = delimiters; *d; d++) {
		size_t n = 0;
		bool quoted = false;
		for (size_t i = 0; i < line.len; i++) {
			quoted = quoted != (line.ptr[i] == '"');
			n += !quoted && line.ptr[i] == *d;
		}
		if (n > most) {
			most = n;
			best = *d;
		}
	}
	return best;
}

static struct sv unquote(struct sv cell)
{
	cell = sv_trim(cell);
	if (cell.len > 1 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"')
		return sv_make(cell.ptr + 1, cell.len - 2);
	return cell;
}

bool csv_is_table(struct sv bytes, bool named_columns)
{
	static const struct fields usual = {.n_columns = 0};
	struct sv line = first_line(bytes);
	char delimiter = csv_delimiter(bytes);
	struct sv rest = line;
	struct sv cell;
	size_t cells = 0;
	size_t known = 0;
	bool has_text = false;
	if (!line.len || !memchr(line.ptr, delimiter, line.len))
		return false;
	if (named_columns)
		return true;
	while (sv_split(&rest, delimiter, &cell)) {
		size_t before = known;
		cells++;
		for (size_t f = 0; f < FIELD_COUNT && known == before; f++)
			known += fields_rank(&usual, (enum field)f, unquote(cell)) > 0;
		has_text = has_text || fields_rank(&usual, FIELD_TEXT, unquote(cell)) > 0;
	}
	/* A header: short names; two of them known, or an article's text among them. */
	return line.len <= cells * 40 && (known >= 2 || (has_text && cells >= 2));
}

/* Where the scan of one row stands. */
struct scan {
	bool quoted, was_quote, at_start;
};

static void end_cell(struct csv_row *r)
{
	if (r->n < CSV_MAX_CELLS)
		r->starts[++r->n] = r->content.len;
	else
		r->content.len = r->starts[r->n];
}

/* Takes one byte; true when it ends the row. */
static bool take_byte(struct csv_row *r, struct scan *c, char delimiter, char byte)
{
	if (c->quoted && byte == '"' && !c->was_quote) {
		c->was_quote = true;
		return false;
	}
	if (c->was_quote && byte != '"')
		c->quoted = false;
	if (c->quoted) { /* a doubled mark, or any other byte */
		buf_append_char(&r->content, byte);
		c->was_quote = false;
		return false;
	}
	c->was_quote = false;
	if (byte == '"' && c->at_start) {
		c->quoted = true;
		c->at_start = false;
	} else if (byte == delimiter || byte == '\n') {
		size_t from = r->starts[r->n];
		if (byte == '\n' && r->content.len > from && r->content.ptr[r->content.len - 1] == '\r')
			r->content.len--;
		end_cell(r);
		c->at_start = true;
		return byte == '\n';
	} else {
		buf_append_char(&r->content, byte);
		c->at_start = false;
	}
	return false;
}

static enum err row_too_large(const struct stream *s, const struct csv_row *r, struct error *e)
{
	return r->content.no_memory ? error_set(e, ERR_NOMEM, "no memory for a row") : stream_too_large(s, e);
}

enum err csv_next(struct stream *s, char delimiter, struct csv_row *out, bool *more, struct error *e)
{
	struct scan scan = {.at_start = true};
	struct sv bytes;
	bool any = false;
	if (!out->content.max)
		buf_init(&out->content, s->max > SIZE_MAX / 2 ? SIZE_MAX : s->max + 1);
	buf_clear(&out->content);
	out->n = 0;
	out->starts[0] = 0;
	*more = true;
	for (;;) {
		enum err result = stream_peek(s, 1, &bytes, e);
		if (result != OK)
			return result;
		for (size_t i = 0; i < bytes.len; i++)
			if (take_byte(out, &scan, delimiter, bytes.ptr[i])) {
				stream_skip(s, i + 1);
				return buf_ok(&out->content) ? OK : row_too_large(s, out, e);
			}
		any = any || bytes.len;
		stream_skip(s, bytes.len);
		if (!bytes.len)
			break;
	}
	*more = any;
	end_cell(out);
	if (scan.quoted && !scan.was_quote)
		return error_set(e, ERR_DATA,
		                 "a quotation mark that is never closed; close it, or double it inside a cell");
	return buf_ok(&out->content) ? OK : row_too_large(s, out, e);
}
