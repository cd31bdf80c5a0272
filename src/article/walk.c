#define _XOPEN_SOURCE 700 /* realpath() */

#include "article/walk.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_EXCEPTS = 2 };

struct entry {
	char *name;   /* a folder's ends with '/', so that byte order of names is byte order of paths */
	bool unreadable, is_link;
	struct stat st;
};

struct globs {
	const char *const *items;
	size_t n;
};

/* One folder on the way down; the stack of them tells a loop of symbolic links. */
struct folder {
	struct folder *parent;
	char *path;
	dev_t device;
	ino_t inode;
	struct entry *entries;
	size_t n, next;
};

struct walk {
	const char *const *inputs;
	size_t n_inputs, next_input;
	struct folder *folder; /* innermost */
	char *root;            /* real path of the input that is being walked; NULL outside of one */
	size_t root_len;       /* of the input's own path */
	struct globs include, exclude;
	struct stat excepts[MAX_EXCEPTS];
	size_t n_excepts;
	uint64_t bytes;
};

static void folder_free(struct folder *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->entries[i].name);
	free(f->entries);
	free(f->path);
	free(f);
}

enum err walk_open(const char *const *inputs, size_t n, struct walk **out, struct error *e)
{
	struct walk *w = calloc(1, sizeof *w);
	*out = w;
	if (!w)
		return error_set(e, ERR_NOMEM, "out of memory");
	w->inputs = inputs;
	w->n_inputs = n;
	struct stat st;
	for (size_t i = 0; i < n; i++)
		if (stat(inputs[i], &st) == 0 && S_ISREG(st.st_mode))
			w->bytes += (uint64_t)st.st_size;
	return OK;
}

void walk_except(struct walk *w, const char *path)
{
	if (path && w->n_excepts < MAX_EXCEPTS && stat(path, &w->excepts[w->n_excepts]) == 0)
		w->n_excepts++;
}

static bool is_excepted(const struct walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->n_excepts; i++)
		if (st->st_dev == w->excepts[i].st_dev && st->st_ino == w->excepts[i].st_ino)
			return true;
	return false;
}

void walk_close(struct walk *w)
{
	if (!w)
		return;
	while (w->folder) {
		struct folder *f = w->folder;
		w->folder = f->parent;
		folder_free(f);
	}
	free(w->root);
	free(w);
}

uint64_t walk_bytes(const struct walk *w)
{
	return w->bytes;
}

static int entry_cmp(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* Appends one entry with what stat says of it; false without memory. */
static bool folder_add(struct folder *f, size_t *capacity, const char *name)
{
	if (f->n == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 64;
		struct entry *larger = realloc(f->entries, *capacity * sizeof *larger);
		if (!larger)
			return false;
		f->entries = larger;
	}
	struct entry *entry = &f->entries[f->n];
	*entry = (struct entry){.name = malloc(strlen(name) + 2)};
	char *path = path_join(f->path, name);
	if (!entry->name || !path) {
		free(entry->name);
		free(path);
		return false;
	}
	strcpy(entry->name, name);
	struct stat link;
	entry->is_link = lstat(path, &link) == 0 && S_ISLNK(link.st_mode);
	entry->unreadable = stat(path, &entry->st) != 0;
	if (!entry->unreadable && S_ISDIR(entry->st.st_mode))
		strcat(entry->name, "/");
	free(path);
	f->n++;
	return true;
}

static enum err folder_list(struct folder *f, DIR *dir, struct error *e)
{
	size_t capacity = 0;
	const struct dirent *d;
	while ((d = readdir(dir)))
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0 && !folder_add(f, &capacity, d->d_name))
			return error_set(e, ERR_NOMEM, "out of memory");
	if (f->n)
		qsort(f->entries, f->n, sizeof *f->entries, entry_cmp);
	return OK;
}

static void refuse(struct walk_item *out, enum err code, const char *reason)
{
	out->code = code;
	snprintf(out->reason, sizeof out->reason, "%s", reason);
}

static void refuse_errno(struct walk_item *out, const char *what)
{
	out->code = ERR_IO;
	snprintf(out->reason, sizeof out->reason, "%s: %s", what, strerror(errno));
}

static bool is_inside(const struct folder *f, const struct stat *st)
{
	for (; f; f = f->parent)
		if (f->device == st->st_dev && f->inode == st->st_ino)
			return true;
	return false;
}

/* The folder where an earlier run left its layers. */
static bool is_output(const char *path)
{
	char *run = path_join(path, "run.json");
	char *results = path_join(path, "results.ndjson");
	struct stat st;
	bool found = run && results && stat(run, &st) == 0 && stat(results, &st) == 0;
	free(run);
	free(results);
	return found;
}

/* Goes down into out->path; a refusal is left in *out, *entered tells. */
static enum err enter(struct walk *w, const struct stat *st, struct walk_item *out, bool *entered, struct error *e)
{
	*entered = false;
	if (is_inside(w->folder, st)) {
		refuse(out, ERR_REJECTED, "a symbolic link that leads back to a folder above it");
		return OK;
	}
	if (is_output(out->path)) {
		refuse(out, ERR_REJECTED, "the output folder of an earlier run");
		return OK;
	}
	DIR *dir = opendir(out->path);
	if (!dir) {
		refuse_errno(out, "cannot open the folder");
		return OK;
	}
	struct folder *f = calloc(1, sizeof *f);
	enum err result = f ? OK : error_set(e, ERR_NOMEM, "out of memory");
	if (f) {
		*f = (struct folder){.parent = w->folder, .path = out->path, .device = st->st_dev, .inode = st->st_ino};
		out->path = NULL;
		w->folder = f;
		*entered = true;
		result = folder_list(f, dir, e);
		for (size_t i = 0; i < f->n; i++)
			if (!f->entries[i].unreadable && S_ISREG(f->entries[i].st.st_mode))
				w->bytes += (uint64_t)f->entries[i].st.st_size;
	}
	closedir(dir);
	return result;
}

static void check_file(const struct entry *entry, struct walk_item *out)
{
	if (entry->name[0] == '.')
		refuse(out, ERR_REJECTED, "a hidden file");
	else if (!S_ISREG(entry->st.st_mode))
		refuse(out, ERR_REJECTED, "not a regular file");
}

static bool matches(const struct globs *g, const char *name, const char *path)
{
	for (size_t i = 0; i < g->n; i++)
		if (fnmatch(g->items[i], name, 0) == 0 || fnmatch(g->items[i], path, 0) == 0)
			return true;
	return false;
}

/* Whether the user left it out. `path` has no slash at its end. */
static bool is_filtered(const struct walk *w, const char *path, bool is_folder)
{
	const char *relative = path + w->root_len;
	const char *slash = strrchr(path, '/');
	relative += *relative == '/';
	if (matches(&w->exclude, slash ? slash + 1 : path, relative))
		return true;
	return !is_folder && w->include.n && !matches(&w->include, slash ? slash + 1 : path, relative);
}

/* Whether a link's target lies outside of the folder given. */
static bool leads_out(const struct walk *w, const char *path)
{
	char *real = w->root ? realpath(path, NULL) : NULL;
	size_t n = w->root ? strlen(w->root) : 0;
	bool inside = real && strncmp(real, w->root, n) == 0 && (real[n] == '/' || real[n] == '\0' || n == 1);
	free(real);
	return !inside;
}

void walk_filter(struct walk *w, const char *const *include, size_t n_include, const char *const *exclude,
                 size_t n_exclude)
{
	w->include = (struct globs){include, n_include};
	w->exclude = (struct globs){exclude, n_exclude};
}

/* The next entry of the innermost folder. *found: *out holds a file or a refusal. */
static enum err next_entry(struct walk *w, struct walk_item *out, bool *found, struct error *e)
{
	struct folder *f = w->folder;
	*found = false;
	if (f->next == f->n) {
		w->folder = f->parent;
		folder_free(f);
		return OK;
	}
	const struct entry *entry = &f->entries[f->next++];
	if (!entry->unreadable && is_excepted(w, &entry->st))
		return OK;
	out->path = path_join(f->path, entry->name);
	if (!out->path)
		return error_set(e, ERR_NOMEM, "out of memory");
	bool is_folder = !entry->unreadable && S_ISDIR(entry->st.st_mode);
	if (is_folder)
		out->path[strlen(out->path) - 1] = '\0';
	if (is_filtered(w, out->path, is_folder)) {
		free(out->path);
		out->path = NULL;
		return OK;
	}
	out->guarded = !entry->is_link;
	bool entered = false;
	enum err result = OK;
	if (entry->unreadable)
		refuse(out, ERR_IO, "a symbolic link to nothing, or unreadable");
	else if (entry->is_link && leads_out(w, out->path))
		refuse(out, ERR_REJECTED, "a symbolic link that leads out of the folder; give its target as an input");
	else if (is_folder && entry->name[0] == '.')
		refuse(out, ERR_REJECTED, "a hidden folder");
	else if (is_folder)
		result = enter(w, &entry->st, out, &entered, e);
	else
		check_file(entry, out);
	*found = result == OK && !entered;
	return result;
}

static enum err next_input(struct walk *w, struct walk_item *out, bool *found, struct error *e)
{
	const char *input = w->inputs[w->next_input++];
	struct stat st;
	bool entered = false;
	out->path = strdup(input);
	if (!out->path)
		return error_set(e, ERR_NOMEM, "out of memory");
	*found = true;
	if (strcmp(input, "-") == 0)
		return OK;
	if (stat(input, &st) != 0) {
		refuse_errno(out, "cannot open it");
		return OK;
	}
	if (!S_ISDIR(st.st_mode))
		return OK;
	free(w->root);
	w->root = realpath(input, NULL);
	w->root_len = strlen(input);
	enum err result = enter(w, &st, out, &entered, e);
	*found = !entered;
	return result;
}

enum err walk_next(struct walk *w, struct walk_item *out, bool *more, struct error *e)
{
	bool found = false;
	enum err result = OK;
	*out = (struct walk_item){.code = OK};
	while (result == OK && !found && (w->folder || w->next_input < w->n_inputs))
		result = w->folder ? next_entry(w, out, &found, e) : next_input(w, out, &found, e);
	if (result != OK) {
		free(out->path);
		out->path = NULL;
	}
	*more = found && result == OK;
	return result;
}
