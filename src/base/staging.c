#include "base/staging.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = ".kharita-";
static const char backup_name[] = ".replaced";

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

void name_list_free(struct name_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->names[i]);
	free(l->names);
	*l = (struct name_list){NULL, 0};
}

static int name_cmp(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

enum err folder_names(const char *path, struct name_list *out, struct error *e)
{
	size_t capacity = 0;
	enum err result = OK;
	const struct dirent *d;
	*out = (struct name_list){NULL, 0};
	DIR *dir = opendir(path);
	if (!dir)
		return error_errno(e, ERR_IO, "cannot open folder '%s'", path);
	while (result == OK && (d = readdir(dir))) {
		if (is_dots(d->d_name))
			continue;
		if (out->n == capacity) {
			capacity = capacity ? capacity * 2 : 32;
			char **larger = realloc(out->names, capacity * sizeof *larger);
			if (!larger)
				break;
			out->names = larger;
		}
		out->names[out->n] = strdup(d->d_name);
		if (!out->names[out->n])
			break;
		out->n++;
	}
	if (d)
		result = error_set(e, ERR_NOMEM, "out of memory");
	closedir(dir);
	if (result != OK)
		name_list_free(out);
	else if (out->n)
		qsort(out->names, out->n, sizeof *out->names, name_cmp);
	return result;
}

/* Removes a file, or a folder with all it holds; what cannot be removed stays. */
static void remove_tree(const char *path)
{
	struct name_list names;
	struct stat st;
	if (lstat(path, &st) != 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		unlink(path);
		return;
	}
	if (folder_names(path, &names, NULL) == OK) {
		for (size_t i = 0; i < names.n; i++) {
			char *child = path_join(path, names.names[i]);
			if (child)
				remove_tree(child);
			free(child);
		}
		name_list_free(&names);
	}
	rmdir(path);
}

static void remove_in(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	if (path)
		remove_tree(path);
	free(path);
}

/* The staging folder of a process that is no more. */
static bool is_dead_staging(const char *name)
{
	int64_t pid = 0;
	if (strncmp(name, prefix, sizeof prefix - 1) != 0 || !sv_to_int(sv_cstr(name + sizeof prefix - 1), &pid))
		return false;
	return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static void remove_dead(const char *target)
{
	struct name_list names;
	if (folder_names(target, &names, NULL) != OK)
		return;
	for (size_t i = 0; i < names.n; i++)
		if (is_dead_staging(names.names[i]))
			remove_in(target, names.names[i]);
	name_list_free(&names);
}

static enum err make_staging(struct staging *s, struct error *e)
{
	char name[64];
	snprintf(name, sizeof name, "%s%ld", prefix, (long)getpid());
	s->path = path_join(s->target, name);
	if (!s->path)
		return error_set(e, ERR_NOMEM, "out of memory");
	remove_tree(s->path); /* a process of the same number may have died here */
	if (mkdir(s->path, 0777) == 0)
		return OK;
	error_errno(e, ERR_IO, "cannot write into folder '%s'", s->target);
	free(s->path);
	s->path = NULL;
	return ERR_IO;
}

enum err staging_open(const char *target, struct staging *out, struct error *e)
{
	struct stat st;
	*out = (struct staging){.made_target = stat(target, &st) != 0};
	out->target = strdup(target);
	enum err result = out->target ? dir_make(target, e) : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK) {
		remove_dead(target);
		result = make_staging(out, e);
	}
	if (result != OK)
		staging_abort(out);
	return result;
}

void staging_abort(struct staging *s)
{
	if (s->path)
		remove_tree(s->path);
	if (s->target && s->made_target)
		rmdir(s->target);
	free(s->path);
	free(s->target);
	*s = (struct staging){.target = NULL};
}

/* rename(from/name, to/name); one that is missing is no failure. */
static bool move(const char *from, const char *to, const char *name)
{
	char *a = path_join(from, name);
	char *b = path_join(to, name);
	bool ok = a && b && (rename(a, b) == 0 || errno == ENOENT);
	free(a);
	free(b);
	return ok;
}

static bool holds(const struct name_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->names[i], name) == 0)
			return true;
	return false;
}

/* Moves every name from the target into the backup, then the new ones into the target; undoes it on failure. */
static bool exchange(const struct staging *s, const char *backup, const struct name_list *made)
{
	size_t n_out = 0;
	size_t n_in = 0;
	bool ok = true;
	while (ok && n_out < made->n)
		ok = move(s->target, backup, made->names[n_out]) && ++n_out;
	while (ok && n_in < made->n)
		ok = move(s->path, s->target, made->names[n_in]) && ++n_in;
	if (ok)
		return true;
	int saved = errno;
	while (n_in)
		move(s->target, s->path, made->names[--n_in]);
	while (n_out)
		move(backup, s->target, made->names[--n_out]);
	errno = saved;
	return false;
}

enum err staging_commit(struct staging *s, const char *const *old, size_t n_old, struct error *e)
{
	struct name_list made;
	enum err result = folder_names(s->path, &made, e);
	char *backup = path_join(s->path, backup_name);
	if (result == OK && (!backup || mkdir(backup, 0777) != 0))
		result = error_errno(e, ERR_IO, "cannot write into folder '%s'", s->target);
	if (result == OK && !exchange(s, backup, &made))
		result = error_errno(e, ERR_IO, "cannot replace the files of folder '%s'", s->target);
	for (size_t i = 0; result == OK && i < n_old; i++)
		if (old[i][0] != '.' && !strchr(old[i], '/') && !holds(&made, old[i]))
			remove_in(s->target, old[i]);
	s->made_target = s->made_target && result != OK;
	free(backup);
	name_list_free(&made);
	staging_abort(s);
	return result;
}
