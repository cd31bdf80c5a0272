#include "write/results_paths.h"

#include "article/walk.h"
#include "base/file.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum err out_of_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* Takes the path over. */
static enum err put(struct results_paths *p, char *path, struct error *e)
{
	if (path && p->n == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 16;
		char **items = realloc(p->items, cap * sizeof *items);
		if (!items) {
			free(path);
			return out_of_memory(e);
		}
		p->items = items;
		p->cap = cap;
	}
	if (!path)
		return out_of_memory(e);
	p->items[p->n++] = path;
	return OK;
}

void results_paths_release(struct results_paths *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->items[i]);
	free(p->items);
	*p = (struct results_paths){NULL, 0, 0};
}

static bool is_folder(const char *path)
{
	struct stat s;
	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool is_there(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	bool found = path && access(path, F_OK) == 0;
	free(path);
	return found;
}

static enum err put_parts(struct results_paths *p, const char *folder, struct error *e)
{
	static const char *const marks[] = {"_*", ".*"};
	struct walk *walk = NULL;
	bool more = true;
	size_t before = p->n;
	enum err result = walk_open(&folder, 1, &walk, e);
	if (result == OK)
		walk_filter(walk, NULL, 0, marks, sizeof marks / sizeof *marks);
	while (result == OK && more) {
		struct walk_item item;
		result = walk_next(walk, &item, &more, e);
		if (result != OK || !more)
			break;
		if (item.code == OK) {
			result = put(p, item.path, e);
			continue;
		}
		if (item.code != ERR_REJECTED)
			result = error_set(e, item.code, "cannot read results '%s': %s", item.path, item.reason);
		free(item.path);
	}
	walk_close(walk);
	if (result == OK && p->n == before)
		return error_set(e, ERR_IO, "no results in the folder '%s'", folder);
	return result;
}

static enum err put_path(struct results_paths *p, const char *path, struct error *e)
{
	if (!is_folder(path))
		return put(p, strdup(path), e);
	if (is_there(path, "results.ndjson"))
		return put(p, path_join(path, "results.ndjson"), e);
	return put_parts(p, path, e);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum err put_matches(struct results_paths *p, const char *pattern, struct error *e)
{
	glob_t found;
	int status = glob(pattern, GLOB_NOSORT, NULL, &found);
	enum err result = OK;
	if (status == GLOB_NOSPACE)
		return out_of_memory(e);
	if (status != 0)
		return error_set(e, ERR_IO, "no file matches '%s'", pattern);
	qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
	for (size_t i = 0; result == OK && i < found.gl_pathc; i++)
		result = put_path(p, found.gl_pathv[i], e);
	globfree(&found);
	return result;
}

enum err results_paths_expand(const char *const *given, size_t n, struct results_paths *out, struct error *e)
{
	enum err result = OK;
	*out = (struct results_paths){NULL, 0, 0};
	for (size_t i = 0; result == OK && i < n; i++) {
		bool is_pattern = strpbrk(given[i], "*?[") && access(given[i], F_OK) != 0;
		result = is_pattern ? put_matches(out, given[i], e) : put_path(out, given[i], e);
	}
	return result;
}
