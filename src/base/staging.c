#include "base/staging.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = ".kharita-";
static const char backup_name[] = ".replaced";
static const char removals_name[] = ".removed";
static const char commit_name[] = ".kharita-commit"; /* a staging folder whose files are whole */

/* Folders within a folder that a run makes are few. */
enum { DEPTH_MAX = 16 };

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

/* Without memory of the heap: what ran out of it is undone, too. */
static bool join(char out[PATH_MAX], const char *dir, const char *name)
{
	int n = snprintf(out, PATH_MAX, "%s/%s", dir, name);
	bool fits = n > 0 && n < PATH_MAX;
	errno = fits ? errno : ENAMETOOLONG;
	return fits;
}

/* Removes a file, or a folder with all it holds; what cannot be removed, or lies too deep to be ours, stays. */
static void remove_tree(const char *path, unsigned depth)
{
	char child[PATH_MAX];
	struct stat st;
	if (lstat(path, &st) != 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		unlink(path);
		return;
	}
	DIR *dir = depth < DEPTH_MAX ? opendir(path) : NULL;
	for (const struct dirent *d = dir ? readdir(dir) : NULL; d; d = readdir(dir))
		if (!is_dots(d->d_name) && join(child, path, d->d_name))
			remove_tree(child, depth + 1);
	if (dir)
		closedir(dir);
	rmdir(path);
}

static void remove_in(const char *folder, const char *name)
{
	char path[PATH_MAX];
	if (join(path, folder, name))
		remove_tree(path, 0);
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
	remove_tree(s->path, 0); /* a process of the same number may have died here */
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
		result = staging_recover(target, e);
	}
	if (result == OK)
		result = make_staging(out, e);
	if (result != OK)
		staging_abort(out);
	return result;
}

void staging_abort(struct staging *s)
{
	if (s->path)
		remove_tree(s->path, 0);
	if (s->target && s->made_target)
		rmdir(s->target);
	free(s->path);
	free(s->target);
	*s = (struct staging){.target = NULL};
}

/* rename(from/name, to/name); one that is missing is no failure. */
static bool move(const char *from, const char *to, const char *name)
{
	char a[PATH_MAX], b[PATH_MAX];
	return join(a, from, name) && join(b, to, name) && (rename(a, b) == 0 || errno == ENOENT);
}

/* A second name for target/name in the backup, so that the old file never misses; a folder can only be moved there. */
static bool back_up(const char *target, const char *backup, const char *name)
{
	char a[PATH_MAX], b[PATH_MAX];
	return join(a, target, name) && join(b, backup, name) &&
	       (link(a, b) == 0 || errno == ENOENT || rename(a, b) == 0 || errno == ENOENT);
}

static bool holds(const struct name_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->names[i], name) == 0)
			return true;
	return false;
}

static bool is_own(const char *name)
{
	return strcmp(name, backup_name) == 0 || strcmp(name, removals_name) == 0;
}

/* Puts every file of `from` in place of the target's, one rename each, so that each name always has a whole file;
 * undoes it on failure. */
static bool exchange(const char *from, const char *target, const struct name_list *made)
{
	char backup[PATH_MAX];
	size_t n = 0;
	bool ok = join(backup, from, backup_name) && (mkdir(backup, 0777) == 0 || errno == EEXIST);
	for (; ok && n < made->n; n += ok) {
		const char *name = made->names[n];
		ok = is_own(name) || (back_up(target, backup, name) && move(from, target, name));
	}
	int saved = errno;
	for (size_t i = ok ? 0 : n + 1; i-- > 0 && !ok;) {
		if (i >= made->n || is_own(made->names[i]))
			continue;
		if (i < n)
			move(target, from, made->names[i]);
		move(backup, target, made->names[i]);
	}
	errno = saved;
	return ok;
}

/* A name within the folder, not one that leads out of it. */
static bool is_plain(const char *name)
{
	return name[0] && name[0] != '.' && !strpbrk(name, "/\n");
}

/* Names of an earlier run's files that this one does not make, a line each, so that who finishes the commit after a
 * crash removes them too. */
static enum err list_removals(const struct staging *s, const char *const *old, size_t n_old,
                              const struct name_list *made, struct error *e)
{
	struct buf lines;
	char *path = path_join(s->path, removals_name);
	buf_init(&lines, (size_t)1 << 20);
	for (size_t i = 0; i < n_old; i++) {
		if (!is_plain(old[i]) || holds(made, old[i]))
			continue;
		buf_append_cstr(&lines, old[i]);
		buf_append_char(&lines, '\n');
	}
	enum err result = path && buf_ok(&lines) ? file_write(path, buf_sv(&lines), e)
	                                         : error_set(e, ERR_NOMEM, "out of memory");
	buf_release(&lines);
	free(path);
	return result;
}

static void remove_listed(const char *from, const char *target)
{
	struct buf lines;
	char *path = path_join(from, removals_name);
	buf_init(&lines, (size_t)1 << 20);
	if (path && file_read(path, &lines, NULL) == OK) {
		struct sv rest = buf_sv(&lines);
		for (struct sv line; sv_split(&rest, '\n', &line);) {
			char *name = line.len ? strndup(line.ptr, line.len) : NULL;
			if (name && is_plain(name))
				remove_in(target, name);
			free(name);
		}
	}
	buf_release(&lines);
	free(path);
}

/* A commit that was begun is brought to its end: its files are whole, and only their names are left to change. */
static enum err finish(const char *target, const char *committed, struct error *e)
{
	struct name_list made;
	enum err result = folder_names(committed, &made, e);
	if (result != OK)
		return result;
	if (!exchange(committed, target, &made))
		result = error_errno(e, ERR_IO, "cannot replace the files of folder '%s'", target);
	else
		remove_listed(committed, target);
	name_list_free(&made);
	return result;
}

enum err staging_recover(const char *target, struct error *e)
{
	struct stat st;
	char *committed = path_join(target, commit_name);
	if (!committed)
		return error_set(e, ERR_NOMEM, "out of memory");
	enum err result = OK;
	if (stat(committed, &st) == 0)
		result = finish(target, committed, e);
	if (result == OK)
		remove_tree(committed, 0);
	free(committed);
	return result;
}

enum err staging_commit(struct staging *s, const char *const *old, size_t n_old, struct error *e)
{
	struct name_list made;
	char *committed = path_join(s->target, commit_name);
	enum err result = committed ? folder_names(s->path, &made, e) : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK) {
		result = list_removals(s, old, n_old, &made, e);
		name_list_free(&made);
	}
	if (result == OK && rename(s->path, committed) != 0)
		result = error_errno(e, ERR_IO, "cannot write into folder '%s'", s->target);
	if (result == OK) {
		result = finish(s->target, committed, e);
		/* What is undone is not to be brought to its end by the next run, whether it can be removed now or not. */
		if (result == OK || rename(committed, s->path) != 0)
			remove_tree(committed, 0);
	}
	s->made_target = s->made_target && result != OK;
	free(committed);
	staging_abort(s);
	return result;
}
