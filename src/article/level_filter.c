#include "article/level.h"
#include "article/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

enum { NAME_BYTES = 32 };

/* A name of its own for a record without path and address. A cluster hands lines around: there it stays the same wherever
 * the line stands. */
static void line_name(const struct level *l, struct sv line, char out[NAME_BYTES])
{
	if (l->options->lines == LINES_ONLY)
		snprintf(out, NAME_BYTES, "line:%016llx", (unsigned long long)XXH3_64bits(line.ptr, line.len));
	else
		snprintf(out, NAME_BYTES, "-#%llu", (unsigned long long)l->record);
}

static enum err refuse(struct step_result *out, const char *source, enum err code, const char *reason, struct error *e)
{
	out->unit.line = true;
	return step_reject(out, source, code, reason, e);
}

/* The one unit, or the one rejection, of a line. */
static enum err answer(struct level *l, struct sv line, struct step_result *out, struct error *e)
{
	struct record *record = NULL;
	char source[NAME_BYTES];
	char reason[256];
	bool bad_date, more;
	line_name(l, line, source);
	if (!sv_trim(line).len)
		return refuse(out, source, ERR_DATA, "an empty line", e);
	enum err result = record_open(line, l->fields, &record, reason, e);
	if (result == OK && !record)
		return refuse(out, source, ERR_DATA, reason, e);
	if (result == OK && record_is_list(record))
		result = refuse(out, source, ERR_REJECTED, "a list of articles; give each a line of its own", e);
	else if (result == OK)
		result = record_next(record, l->fields, source, &out->unit, &bad_date, &more, e);
	record_close(record);
	out->unit.line = true;
	out->step = STEP_UNIT;
	return result;
}

/* Whether the first line, which the sniffer has read ahead, is one object around a list of articles. */
static bool begins_with_list(struct level *l)
{
	struct sv bytes;
	struct error e;
	struct record *record = NULL;
	char reason[256];
	if (stream_peek(&l->stream, 1, &bytes, &e) != OK)
		return false;
	const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
	struct sv line = end ? sv_take(bytes, (size_t)(end - bytes.ptr)) : bytes;
	bool is_list = record_open(line, l->fields, &record, reason, &e) == OK && record && record_is_list(record);
	record_close(record);
	return is_list;
}

enum err level_filter(struct level *l, struct step_result *out, struct error *e)
{
	struct sv line;
	struct error why;
	bool more;
	if (l->record == 0 && l->options->lines != LINES_ONLY && begins_with_list(l)) {
		l->content = CONTENT_LINES;
		return level_lines(l, out, e);
	}
	enum err code = stream_line(&l->stream, &line, &more, &why);
	if (code == OK && !more)
		return OK;
	if (code == OK && l->record == 0 && sv_starts(line, SV("\xEF\xBB\xBF")))
		line = sv_skip(line, 3);
	l->record++;
	if (code == OK)
		return answer(l, line, out, e);
	if (code == ERR_NOMEM)
		return error_set(e, ERR_NOMEM, "out of memory");
	char *source = level_record_source(l);
	if (!source)
		return error_set(e, ERR_NOMEM, "out of memory");
	enum err result;
	if (code == ERR_LIMIT) {
		result = refuse(out, source, code, why.msg, e);
	} else { /* the source is at its end: this is no line's answer */
		stream_stop(&l->stream);
		result = step_reject(out, source, code, why.msg, e);
	}
	free(source);
	return result;
}
