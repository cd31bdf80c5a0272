#include "write/layers_stage.h"

#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

enum err stage_open(struct stage *s, const char *dir, struct error *e)
{
	*s = (struct stage){0};
	enum err result = dir_make(dir, e);
	if (result != OK)
		return result;
	s->dir = strdup(dir);
	s->hidden = path_join(dir, ".layers.XXXXXX");
	if (!s->dir || !s->hidden) {
		free(s->hidden);
		s->hidden = NULL;
		return error_set(e, ERR_NOMEM, "no memory to write '%s'", dir);
	}
	if (!mkdtemp(s->hidden)) {
		free(s->hidden);
		s->hidden = NULL;
		return error_errno(e, ERR_IO, "cannot write into '%s'", dir);
	}
	return OK;
}

const char *stage_path(struct stage *s, const char *name, struct error *e)
{
	char *path = s->n < STAGE_FILES ? path_join(s->hidden, name) : NULL;
	char *copy = path ? strdup(name) : NULL;
	if (!copy) {
		free(path);
		error_set(e, ERR_NOMEM, "no memory to write '%s'", name);
		return NULL;
	}
	s->names[s->n] = copy;
	s->paths[s->n++] = path;
	return path;
}

void stage_drop(struct stage *s, const char *name)
{
	if (s->n_dropped < STAGE_FILES)
		s->dropped[s->n_dropped++] = name;
}

enum err stage_commit(struct stage *s, struct error *e)
{
	for (unsigned i = 0; i < s->n; i++) {
		char *target = path_join(s->dir, s->names[i]);
		if (!target)
			return error_set(e, ERR_NOMEM, "no memory to write '%s'", s->names[i]);
		enum err result = OK;
		if (rename(s->paths[i], target) != 0)
			result = error_errno(e, ERR_IO, "cannot replace '%s'", target);
		free(target);
		if (result != OK)
			return result;
	}
	for (unsigned i = 0; i < s->n_dropped; i++) {
		char *old = path_join(s->dir, s->dropped[i]);
		if (old)
			unlink(old);
		free(old);
	}
	return OK;
}

/* Whatever the writers left in the hidden folder, side files of SQLite included; nothing there is a folder. */
static void folder_remove(const char *path)
{
	DIR *d = opendir(path);
	for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
		char *file = path_join(path, entry->d_name);
		if (file)
			unlink(file);
		free(file);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

void stage_abort(struct stage *s)
{
	if (s->hidden)
		folder_remove(s->hidden);
	for (unsigned i = 0; i < s->n; i++) {
		free(s->names[i]);
		free(s->paths[i]);
	}
	free(s->hidden);
	free(s->dir);
	*s = (struct stage){0};
}
