/* A file's content is looked through on a thread of its own while it is read already. */
#include "gazetteer/open.h"

#include "base/pool.h"

#include <stdlib.h>

struct content_check {
	const struct gazetteer *gazetteer;
	struct pool *pool; /* NULL: it is through */
	enum err err;
	struct error error;
	char path[];
};

static void run(void *worker, void *job)
{
	struct content_check *c = job;
	const struct file_map *map = &c->gazetteer->map;
	(void)worker;
	c->err = gazetteer_check_content(c->gazetteer, c->path, map->ptr, map->len, &c->error);
}

enum err content_check_begin(struct gazetteer *g, const char *path, struct error *e)
{
	void *workers[1] = {NULL};
	size_t len = strlen(path);
	struct content_check *c = calloc(1, sizeof *c + len + 1);
	if (!c)
		return error_set(e, ERR_NOMEM, "no memory to open the gazetteer '%s'", path);
	c->gazetteer = g;
	memcpy(c->path, path, len + 1);
	g->check = c;
	if (pool_open(run, workers, 1, 1, &c->pool, NULL) == OK)
		pool_submit(c->pool, c);
	else
		run(NULL, c);
	return OK;
}

static void finish(struct content_check *c)
{
	if (c->pool)
		(void)pool_take(c->pool);
	pool_close(c->pool);
	c->pool = NULL;
}

enum err gazetteer_confirm(const struct gazetteer *g, struct error *e)
{
	struct content_check *c = g->check;
	if (!c)
		return OK;
	finish(c);
	return c->err == OK ? OK : error_set(e, c->err, "%s", c->error.msg);
}

void content_check_end(struct gazetteer *g)
{
	if (g->check)
		finish(g->check);
	free(g->check);
	g->check = NULL;
}
