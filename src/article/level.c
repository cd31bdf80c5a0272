#include "article/level.h"

#include "text/decode.h"

#include <stdio.h>
#include <stdlib.h>

enum err step_reject(struct step_result *out, const char *source, enum err code, const char *reason, struct error *e)
{
	struct article_unit *u = &out->unit;
	out->step = STEP_UNIT;
	if (!u->source)
		u->source = strdup(source);
	free(u->reason);
	u->code = code;
	u->reason = strdup(reason);
	return u->source && u->reason ? OK : error_set(e, ERR_NOMEM, "out of memory");
}

char *level_record_source(const struct level *l)
{
	size_t size = strlen(l->path) + 32;
	char *s = malloc(size);
	if (s)
		snprintf(s, size, "%s#%llu", l->path, (unsigned long long)l->record);
	return s;
}

char *copy_bytes(struct sv bytes)
{
	char *copy = malloc(bytes.len + 1);
	if (!copy)
		return NULL;
	if (bytes.len)
		memcpy(copy, bytes.ptr, bytes.len);
	copy[bytes.len] = '\0';
	return copy;
}

char *printable_name(const char *name)
{
	struct sv rest = sv_cstr(name);
	char *out = malloc(rest.len * 4 + 1);
	char *to = out;
	while (out && rest.len) {
		size_t n;
		unsigned char c = (unsigned char)rest.ptr[0];
		utf8_next(rest, &n);
		if (c < 0x20 || c == 0x7F || (c >= 0x80 && n == 1)) {
			to += sprintf(to, "\\x%02X", c);
		} else {
			memcpy(to, rest.ptr, n);
			to += n;
		}
		rest = sv_skip(rest, n);
	}
	if (out)
		*to = '\0';
	return out;
}

enum err level_whole(struct level *l, enum unit_format format, struct step_result *out, struct error *e)
{
	struct sv bytes;
	struct error why;
	if (l->record++)
		return OK;
	enum err code = stream_rest(&l->stream, &bytes, &why);
	if (code != OK)
		return code == ERR_NOMEM ? error_set(e, ERR_NOMEM, "out of memory")
		                         : step_reject(out, l->path, code, why.msg, e);
	out->step = STEP_UNIT;
	out->unit = (struct article_unit){
		.bytes = copy_bytes(bytes),
		.n_bytes = bytes.len,
		.source = strdup(l->path),
		.format = format,
	};
	return out->unit.bytes && out->unit.source ? OK : error_set(e, ERR_NOMEM, "out of memory");
}

char *level_unit_source(const struct level *l, const char *path, const char *url)
{
	const char *name = path && *path ? path : url;
	return name && *name ? printable_name(name) : level_record_source(l);
}

enum err level_text(struct level *l, struct step_result *out, struct error *e)
{
	return level_whole(l, UNIT_TEXT, out, e);
}
