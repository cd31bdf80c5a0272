#include "article/inputs.h"

#include "base/file.h"

#include <stdlib.h>

enum { MAX_LIST_BYTES = 256 << 20 };

static bool add(struct inputs *in, const char *path)
{
	if (in->n == in->capacity) {
		size_t capacity = in->capacity ? in->capacity * 2 : 16;
		const char **larger = realloc(in->items, capacity * sizeof *larger);
		if (!larger)
			return false;
		in->items = larger;
		in->capacity = capacity;
	}
	in->items[in->n++] = path;
	return true;
}

/* The list's paths, cut out of its content. */
static bool add_list(struct inputs *in, struct buf *content)
{
	buf_append_char(content, '\0');
	if (!buf_ok(content))
		return false;
	char *p = content->ptr;
	char *end = content->ptr + content->len - 1;
	char part = memchr(p, '\0', (size_t)(end - p)) ? '\0' : '\n';
	while (p < end) {
		char *stop = memchr(p, part, (size_t)(end - p));
		stop = stop ? stop : end;
		*stop = '\0';
		if (part == '\n' && stop > p && stop[-1] == '\r')
			stop[-1] = '\0';
		if (*p && !add(in, p))
			return false;
		p = stop + 1;
	}
	return true;
}

enum err inputs_collect(struct inputs *out, const char *const *given, size_t n, const char *const *lists,
                        size_t n_lists, struct error *e)
{
	enum err result = OK;
	*out = (struct inputs){.n = 0};
	out->contents = calloc(n_lists + 1, sizeof *out->contents);
	bool ok = out->contents;
	for (size_t i = 0; ok && i < n; i++)
		ok = add(out, given[i]);
	for (size_t i = 0; ok && result == OK && i < n_lists; i++) {
		struct buf *content = &out->contents[out->n_contents++];
		buf_init(content, MAX_LIST_BYTES);
		result = file_read(lists[i], content, e);
		if (result == OK)
			ok = add_list(out, content);
	}
	return ok ? result : error_set(e, ERR_NOMEM, "out of memory");
}

void inputs_release(struct inputs *i)
{
	for (size_t k = 0; k < i->n_contents; k++)
		buf_release(&i->contents[k]);
	free(i->contents);
	free(i->items);
	*i = (struct inputs){.n = 0};
}
