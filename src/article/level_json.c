#include "article/level.h"
#include "article/record.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>

/* The value whose articles are being handed out. */
struct json_state {
	struct record *record;
	uint64_t item; /* of the list in it */
};

void level_objects_close(struct level *l)
{
	struct json_state *s = l->state;
	record_close(s->record);
	free(s);
}

static void warn_of_date(struct level *l, const char *source)
{
	if (!*l->warned_date)
		log_write(LOG_WARNING,
		          "'%s': its date is not ISO 8601 (2021-09-18) nor another clear one; it is left out, as "
		          "others like it",
		          source);
	*l->warned_date = true;
}

static enum err out_of_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* The next article of the value at hand. */
static enum err next_article(struct level *l, struct step_result *out, bool *more, struct error *e)
{
	struct json_state *s = l->state;
	bool bad_date = false;
	char *source = level_record_source(l);
	if (!source)
		return out_of_memory(e);
	if (record_is_list(s->record)) {
		struct buf name;
		buf_init(&name, SIZE_MAX / 2);
		buf_printf(&name, "%s.%llu", source, (unsigned long long)s->item + 1);
		free(source);
		source = buf_ok(&name) ? copy_bytes(buf_sv(&name)) : NULL;
		buf_release(&name);
		if (!source)
			return out_of_memory(e);
	}
	enum err result = record_next(s->record, l->fields, source, &out->unit, &bad_date, more, e);
	s->item++;
	if (bad_date)
		warn_of_date(l, source);
	free(source);
	return result;
}

/* Takes the next value off the stream. *found false at the end, or after a rejection, which lands in *out. */
static enum err next_value(struct level *l, bool lines, bool *found, struct step_result *out, struct error *e)
{
	struct json_state *s = l->state;
	struct sv json;
	struct error why;
	char reason[256];
	enum err code = OK;
	do {
		code =
		    lines ? stream_line(&l->stream, &json, found, &why) : stream_object(&l->stream, &json, found, &why);
		if (code == OK && l->record == 0 && sv_starts(json, SV("\xEF\xBB\xBF")))
			json = sv_skip(json, 3);
		l->record++;
	} while (code == OK && *found && !sv_trim(json).len);
	if (code == OK && !*found)
		return OK;
	if (code == ERR_NOMEM)
		return out_of_memory(e);
	enum err result = OK;
	if (code == OK)
		result = record_open(json, l->fields, &s->record, reason, e);
	if (result != OK || s->record) {
		s->item = 0;
		return result;
	}
	char *source = level_record_source(l);
	*found = false;
	if (!source)
		return out_of_memory(e);
	result =
		code == OK ? step_reject(out, source, ERR_DATA, reason, e) : step_reject(out, source, code, why.msg, e);
	free(source);
	if (code != OK && code != ERR_LIMIT) /* the source is at its end */
		stream_stop(&l->stream);
	return result;
}

static enum err step(struct level *l, bool lines, struct step_result *out, struct error *e)
{
	enum err result = OK;
	if (!l->state && !(l->state = calloc(1, sizeof(struct json_state))))
		return out_of_memory(e);
	struct json_state *s = l->state;
	for (;;) {
		bool more = false;
		if (!s->record) {
			result = next_value(l, lines, &more, out, e);
			if (result != OK || !more)
				return result;
		}
		result = next_article(l, out, &more, e);
		if (result != OK || more) {
			out->step = STEP_UNIT;
			return result;
		}
		record_close(s->record);
		s->record = NULL;
	}
}

enum err level_lines(struct level *l, struct step_result *out, struct error *e)
{
	return step(l, true, out, e);
}

enum err level_objects(struct level *l, struct step_result *out, struct error *e)
{
	return step(l, false, out, e);
}
