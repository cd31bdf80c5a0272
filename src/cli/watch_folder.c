#include "cli/watch_folder.h"

#include "article/walk.h"
#include "base/file.h"
#include "base/log.h"
#include "base/staging.h"
#include "pipeline/progress.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_MS = 250, REST_S = 30, EVENT_BYTES = 1 << 14, MAX_DEPTH = 64 };

enum file_status { FILE_WAITED, FILE_READY, FILE_TRIED, FILE_DONE };

struct file {
	char *path;
	int64_t size, mtime_ns;
	double since_s; /* unchanged, by the clock that only goes forward */
	enum file_status status;
	bool seen;      /* in the look at work */
};

struct watch_folder {
	const char *const *folders;
	size_t n_folders;
	const struct watch_spec *spec;
	struct file *files; /* by path */
	size_t n, cap;
	const char **ready;
	size_t n_ready;
	bool waits;
	int inotify; /* -1: none */
};

enum err watch_folder_open(const char *const *folders, size_t n, const struct watch_spec *spec, struct watch_folder **out,
                           struct error *e)
{
	struct watch_folder *w = calloc(1, sizeof *w);
	*out = w;
	if (!w)
		return error_set(e, ERR_NOMEM, "out of memory");
	*w = (struct watch_folder){.folders = folders, .n_folders = n, .spec = spec, .inotify = -1};
	for (size_t i = 0; i < n; i++) {
		struct stat st;
		if (stat(folders[i], &st) != 0)
			return error_errno(e, ERR_IO, "cannot watch '%s'", folders[i]);
		if (!S_ISDIR(st.st_mode))
			return error_set(e, ERR_USAGE, "'%s' is no folder; map a file with 'kharita map --add'", folders[i]);
	}
	if (!spec->poll_s)
		w->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return OK;
}

void watch_folder_close(struct watch_folder *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->n; i++)
		free(w->files[i].path);
	if (w->inotify >= 0)
		close(w->inotify);
	free(w->files);
	free(w->ready);
	free(w);
}

static int file_compare(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static struct file *find(struct watch_folder *w, size_t n_sorted, char *path)
{
	const struct file key = {.path = path};
	return n_sorted ? bsearch(&key, w->files, n_sorted, sizeof key, file_compare) : NULL;
}

/* The folder of a file tells of what appears in it; one that is told already costs nothing. */
static void listen_to(struct watch_folder *w, const char *path)
{
	const uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_ONLYDIR;
	if (w->inotify >= 0 && inotify_add_watch(w->inotify, path, events) < 0) {
		log_write(LOG_DEBUG, "the system does not tell of changes in '%s': looking every %u s", path,
		          w->spec->fallback_s);
		close(w->inotify);
		w->inotify = -1;
	}
}

/* And every folder in it, also those where nothing lies yet; links are not followed. */
static void listen_below(struct watch_folder *w, const char *path, int depth)
{
	struct name_list names;
	struct stat st;
	if (w->inotify < 0 || depth > MAX_DEPTH || (depth ? lstat(path, &st) : stat(path, &st)) != 0 || !S_ISDIR(st.st_mode))
		return;
	listen_to(w, path);
	if (folder_names(path, &names, NULL) != OK)
		return;
	for (size_t i = 0; i < names.n; i++) {
		char *below = names.names[i][0] != '.' ? path_join(path, names.names[i]) : NULL;
		if (below)
			listen_below(w, below, depth + 1);
		free(below);
	}
	name_list_free(&names);
}

static enum err add(struct watch_folder *w, char *path, const struct stat *st, struct error *e)
{
	if (w->n == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 256;
		struct file *larger = realloc(w->files, w->cap * sizeof *larger);
		if (!larger) {
			free(path);
			return error_set(e, ERR_NOMEM, "out of memory");
		}
		w->files = larger;
	}
	w->files[w->n++] = (struct file){.path = path, .size = st->st_size, .since_s = clock_s(), .seen = true,
	                                 .mtime_ns = st->st_mtim.tv_sec * 1000000000LL + st->st_mtim.tv_nsec};
	return OK;
}

static void update(struct file *f, const struct stat *st)
{
	int64_t mtime_ns = st->st_mtim.tv_sec * 1000000000LL + st->st_mtim.tv_nsec;
	f->seen = true;
	if (f->size == st->st_size && f->mtime_ns == mtime_ns)
		return;
	f->size = st->st_size;
	f->mtime_ns = mtime_ns;
	f->since_s = clock_s();
	f->status = FILE_WAITED;
}

static enum err scan(struct watch_folder *w, struct error *e)
{
	struct walk *walk = NULL;
	struct walk_item item;
	struct stat st;
	bool more = true;
	size_t n_sorted = w->n;
	const struct input_options *o = w->spec->input;
	enum err result = walk_open(w->folders, w->n_folders, &walk, e);
	if (result != OK)
		return result;
	walk_except(walk, o->metadata);
	walk_except(walk, w->spec->output);
	walk_filter(walk, o->include.items, o->include.n, o->exclude.items, o->exclude.n);
	while (result == OK && (result = walk_next(walk, &item, &more, e)) == OK && more) {
		struct file *known = find(w, n_sorted, item.path);
		if (item.code != OK || stat(item.path, &st) != 0) { /* gone again, or nothing to read */
			free(item.path);
			continue;
		}
		if (known) {
			update(known, &st);
			free(item.path);
		} else {
			result = add(w, item.path, &st, e);
		}
	}
	walk_close(walk);
	if (w->n)
		qsort(w->files, w->n, sizeof *w->files, file_compare);
	return result;
}

static bool is_settled(const struct watch_folder *w, const struct file *f)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	double age_s = (double)now.tv_sec - (double)f->mtime_ns * 1e-9;
	return age_s >= w->spec->settle_s || clock_s() - f->since_s >= w->spec->settle_s;
}

static void forget_gone(struct watch_folder *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->n; i++) {
		if (w->files[i].seen)
			w->files[n++] = w->files[i];
		else
			free(w->files[i].path);
	}
	w->n = n;
}

enum err watch_folder_look(struct watch_folder *w, struct error *e)
{
	for (size_t i = 0; i < w->n; i++)
		w->files[i].seen = false;
	for (size_t i = 0; i < w->n_folders; i++)
		listen_below(w, w->folders[i], 0); /* first, so that nothing comes between this and the look */
	enum err result = scan(w, e);
	if (result != OK)
		return result;
	forget_gone(w);
	const char **larger = realloc(w->ready, (w->n + 1) * sizeof *larger);
	if (!larger)
		return error_set(e, ERR_NOMEM, "out of memory");
	w->ready = larger;
	w->n_ready = 0;
	w->waits = false;
	bool any = false;
	for (size_t i = 0; i < w->n; i++) {
		struct file *f = &w->files[i];
		if (f->status == FILE_WAITED && is_settled(w, f))
			f->status = FILE_READY;
		any = any || f->status == FILE_READY;
		w->waits = w->waits || f->status == FILE_WAITED;
	}
	for (size_t i = 0; i < w->n && any; i++)
		if (w->files[i].status == FILE_READY || w->files[i].status == FILE_TRIED)
			w->ready[w->n_ready++] = w->files[i].path;
	return OK;
}

const char *const *watch_folder_ready(const struct watch_folder *w)
{
	return w->ready;
}

size_t watch_folder_n_ready(const struct watch_folder *w)
{
	return w->n_ready;
}

bool watch_folder_waits(const struct watch_folder *w)
{
	return w->waits;
}

static void set_ready(struct watch_folder *w, enum file_status status)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->files[i].status == FILE_READY || (status == FILE_DONE && w->files[i].status == FILE_TRIED))
			w->files[i].status = status;
	w->n_ready = 0;
}

void watch_folder_done(struct watch_folder *w)
{
	set_ready(w, FILE_DONE);
}

void watch_folder_tried(struct watch_folder *w)
{
	set_ready(w, FILE_TRIED);
}

void watch_folder_wait(struct watch_folder *w, bool (*stopped)(void))
{
	char events[EVENT_BYTES];
	double limit_s = w->spec->poll_s ? w->spec->poll_s : w->inotify < 0 ? w->spec->fallback_s : REST_S;
	bool retry = w->n_ready > 0; /* the last pass failed */
	if (w->waits || (retry && limit_s > w->spec->fallback_s))
		limit_s = w->waits ? w->spec->settle_s / 2.0 : w->spec->fallback_s;
	double until_s = clock_s() + limit_s;
	bool told = false;
	while (!told && !stopped() && clock_s() < until_s) {
		struct pollfd p = {.fd = w->inotify, .events = POLLIN}; /* a negative one only sleeps */
		if (poll(&p, 1, SLICE_MS) > 0)
			while (read(w->inotify, events, sizeof events) > 0)
				told = true;
	}
}
