/* XYZ folder: built beside its target and put in its place when it is whole. */
#include "base/file.h"
#include "write/tiles_sink.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, DEPTH_MAX = 8 };

struct folder_sink {
	struct tile_sink sink;
	char target[PATH_BYTES], temporary[PATH_BYTES + 16], old[PATH_BYTES + 16];
	struct tile last; /* whose folder exists already */
	bool any, committed;
};

/* rm -r of a folder that this program made; z/x/y.png is three levels deep. */
static void remove_tree(const char *path, int depth)
{
	char child[PATH_BYTES + 64]; /* not allocated: what runs out of memory is removed, too */
	DIR *d = depth < DEPTH_MAX ? opendir(path) : NULL;
	for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
		struct stat st;
		bool dots = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
		int n = snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
		if (dots || n < 0 || (size_t)n >= sizeof child || lstat(child, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			remove_tree(child, depth + 1);
		else
			(void)unlink(child);
	}
	if (d)
		(void)closedir(d);
	(void)rmdir(path);
}

/* A tile set is replaced, an empty or missing folder filled, anything else left alone. */
static enum err check_target(const char *dir, struct error *e)
{
	char *json = path_join(dir, "tiles.json");
	if (!json)
		return error_set(e, ERR_NOMEM, "no memory for '%s'", dir);
	bool ours = access(json, F_OK) == 0;
	free(json);
	DIR *d = opendir(dir);
	if (!d)
		return errno == ENOENT ? OK : error_errno(e, ERR_IO, "cannot use '%s' as a tile folder", dir);
	size_t n = 0;
	while (readdir(d))
		n++;
	(void)closedir(d);
	if (n > 2 && !ours)
		return error_set(e, ERR_USAGE,
				 "'%s' is no tile folder (it has no tiles.json) and not empty; name another", dir);
	return OK;
}

static enum err put(struct tile_sink *sink, const struct tile_picture *p, bool *is_new, struct error *e)
{
	struct tile t = p->tile;
	struct folder_sink *s = (struct folder_sink *)sink;
	char path[PATH_BYTES + 64];
	enum err err = OK;
	*is_new = true;
	if (!s->any || s->last.z != t.z || s->last.x != t.x) {
		(void)snprintf(path, sizeof path, "%s/%u/%u", s->temporary, t.z, t.x);
		err = dir_make(path, e);
		s->last = t;
		s->any = true;
	}
	if (err != OK)
		return err;
	(void)snprintf(path, sizeof path, "%s/%u/%u/%u.png", s->temporary, t.z, t.x, t.y);
	FILE *f = fopen(path, "wb");
	if (!f)
		return error_errno(e, ERR_IO, "cannot write '%s'", path);
	bool written = fwrite(p->png.ptr, 1, p->png.len, f) == p->png.len;
	if (fclose(f) != 0 || !written)
		return error_errno(e, ERR_IO, "cannot write '%s'", path);
	return OK;
}

static enum err commit(struct tile_sink *sink, struct error *e)
{
	struct folder_sink *s = (struct folder_sink *)sink;
	remove_tree(s->old, 0);
	bool replaced = rename(s->target, s->old) == 0;
	if (rename(s->temporary, s->target) != 0) {
		enum err err = error_errno(e, ERR_IO, "cannot rename '%s'", s->temporary);
		if (replaced)
			(void)rename(s->old, s->target);
		return err;
	}
	s->committed = true;
	if (replaced)
		remove_tree(s->old, 0);
	return OK;
}

static void close_sink(struct tile_sink *sink)
{
	struct folder_sink *s = (struct folder_sink *)sink;
	if (!s->committed)
		remove_tree(s->temporary, 0);
	free(s);
}

static enum err write_tilejson(const struct folder_sink *s, const struct tileset_info *i, struct error *e)
{
	json_t *j = json_pack("{s:s, s:[s], s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:[f,f,f,f], s:[f,f,i]}",
	                      "tilejson", "3.0.0", "tiles", "{z}/{x}/{y}.png", "name", i->name, "description",
	                      i->description, "version", i->version, "attribution", i->attribution, "scheme", "xyz",
	                      "minzoom", (int)i->min_zoom, "maxzoom", (int)i->max_zoom, "bounds",
	                      i->south_west.lon_deg, i->south_west.lat_deg, i->north_east.lon_deg,
	                      i->north_east.lat_deg, "center", i->centre.lon_deg, i->centre.lat_deg,
	                      (int)i->centre_zoom);
	char *text = j ? json_dumps(j, JSON_INDENT(1) | JSON_REAL_PRECISION(9)) : NULL;
	char *path = path_join(s->temporary, "tiles.json");
	enum err err = text && path ? file_write(path, sv_cstr(text), e)
	                            : error_set(e, ERR_NOMEM, "no memory for tiles.json");
	json_decref(j);
	free(text);
	free(path);
	return err;
}

enum err tile_sink_folder(const char *dir, const struct tileset_info *info, struct tile_sink **out, struct error *e)
{
	size_t n = strlen(dir);
	while (n > 1 && dir[n - 1] == '/')
		n--;
	if (n == 0 || n >= PATH_BYTES)
		return error_set(e, ERR_USAGE, "'%.80s' is no name for a tile folder", dir);
	struct folder_sink *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	s->sink = (struct tile_sink){.put = put, .commit = commit, .close = close_sink};
	memcpy(s->target, dir, n);
	(void)snprintf(s->temporary, sizeof s->temporary, "%s.kharita-part", s->target);
	(void)snprintf(s->old, sizeof s->old, "%s.kharita-old", s->target);
	enum err err = check_target(s->target, e);
	if (err == OK) {
		remove_tree(s->temporary, 0);
		err = dir_make(s->temporary, e);
	}
	if (err == OK)
		err = write_tilejson(s, info, e);
	if (err != OK) {
		close_sink(&s->sink);
		return err;
	}
	*out = &s->sink;
	return OK;
}
