/* The user's own rows: the gazetteer is compiled again in memory with them, so that every rule holds for them too. */
#include "gazetteer/compile.h"
#include "gazetteer/open.h"

#include <stdlib.h>

enum { MAX_OVERLAID_BYTES = 1024 * 1024 * 1024 };

struct overlay {
	struct arena arena;
	struct source source;
	struct buf out;
};

static enum err run(struct overlay *o, const struct gazetteer *g, const char *path, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to add '%s' to the gazetteer", path);
	o->arena.escape = &escape;
	source_from_gazetteer(&o->source, g);
	enum err result = source_read_places(&o->source, path, true, e);
	if (result == OK)
		result = gazetteer_compile(&o->source, &o->out, NULL, e);
	o->arena.escape = NULL;
	return result;
}

enum err gazetteer_overlay(struct gazetteer *g, const char *tsv_path, struct error *e)
{
	struct overlay o = {0};
	struct gazetteer fresh = {0};
	arena_init(&o.arena, 0);
	buf_init(&o.out, MAX_OVERLAID_BYTES);
	source_init(&o.source, &o.arena);
	enum err result = run(&o, g, tsv_path, e);
	if (result == OK)
		result = gazetteer_open_bytes(&fresh, tsv_path, o.out.ptr, o.out.len, e);
	source_release(&o.source);
	arena_release(&o.arena);
	if (result != OK) {
		buf_release(&o.out);
		return result;
	}
	gazetteer_drop_tables(g);
	file_unmap(&g->map);
	free(g->owned);
	*g = fresh;
	g->owned = o.out.ptr; /* the buffer's memory moves to the gazetteer */
	return OK;
}

enum err gazetteer_open_overlaid(const char *path, const char *const *overlays, size_t n_overlays,
                                 struct gazetteer **out, struct error *e)
{
	enum err result = gazetteer_open(path, out, e);
	for (size_t i = 0; i < n_overlays && result == OK; i++)
		result = gazetteer_overlay(*out, overlays[i], e);
	if (result != OK) {
		gazetteer_close(*out);
		*out = NULL;
	}
	return result;
}
