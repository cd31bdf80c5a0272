#include "article/level.h"
#include "article/library.h"
#include "article/unpack.h"

#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 64 * 1024 };

/* Up to here a file may unpack at any ratio. */
static const uint64_t ratio_free_bytes = (uint64_t)64 << 20;

struct archive_state {
	const struct archive_library *lib;
	struct archive *archive;
	struct level *level;
	size_t lent;         /* bytes of the level's stream that the library holds */
	struct error failed; /* of the stream below */
	uint64_t n_entries;
	bool in_entry, is_raw, over;
};

struct entry_source {
	struct source base;
	struct archive_state *state;
};

/* The library asks for more of the packed bytes. */
static la_ssize_t lend(struct archive *a, void *user, const void **bytes)
{
	struct archive_state *s = user;
	struct sv ahead;
	(void)a;
	stream_skip(&s->level->stream, s->lent);
	s->lent = 0;
	if (stream_peek(&s->level->stream, 1, &ahead, &s->failed) != OK)
		return -1;
	*bytes = ahead.ptr;
	s->lent = ahead.len;
	return (la_ssize_t)ahead.len;
}

void level_archive_close(struct level *l)
{
	struct archive_state *s = l->state;
	if (s->archive)
		s->lib->archive_read_free(s->archive);
	free(s);
}

static enum err damaged(const struct archive_state *s, struct error *e)
{
	const char *text = s->lib->archive_error_string(s->archive);
	if (s->failed.code != OK)
		return error_set(e, s->failed.code, "%s", s->failed.msg);
	return error_set(e, ERR_DATA, "damaged or unknown packing: %s", text ? text : "it ends early");
}

/* Bytes read of the file on the disk. */
static uint64_t packed_bytes(const struct level *l)
{
	while (l->below)
		l = l->below;
	return l->stream.n_read;
}

static enum err check_limits(struct archive_state *s, struct error *e)
{
	const struct article_options *o = s->level->options;
	const struct unpacking *u = s->level->unpacking;
	s->over = true;
	if (u->unpacked > o->max_archive_bytes)
		return error_set(e, ERR_LIMIT,
		                 "unpacks to more than %llu bytes, its rest is left; raise --max-archive-bytes",
		                 (unsigned long long)o->max_archive_bytes);
	if (u->unpacked > ratio_free_bytes && u->unpacked / o->max_ratio > packed_bytes(s->level))
		return error_set(e, ERR_LIMIT,
		                 "unpacks to more than %u times its size, its rest is left; raise --max-ratio",
		                 o->max_ratio);
	s->over = false;
	return OK;
}

static enum err entry_read(struct source *source, char *bytes, size_t room, size_t *got, struct error *e)
{
	struct archive_state *s = ((struct entry_source *)source)->state;
	*got = 0;
	la_ssize_t n = s->lib->archive_read_data(s->archive, bytes, room);
	if (n < 0) {
		s->over = true; /* nothing sound can follow */
		return damaged(s, e);
	}
	*got = (size_t)n;
	s->level->unpacking->unpacked += (uint64_t)n;
	return check_limits(s, e);
}

static void entry_close(struct source *source)
{
	free(source);
}

static enum err out_of_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* Reads what is left of an entry, so that its bytes are counted. */
static enum err drain(struct archive_state *s, struct error *e)
{
	char bytes[CHUNK];
	struct entry_source entry = {.state = s};
	size_t got = 1;
	enum err result = OK;
	while (result == OK && s->in_entry && got)
		result = entry_read(&entry.base, bytes, sizeof bytes, &got, e);
	s->in_entry = false;
	return result;
}

static enum err begin(struct level *l, struct error *e)
{
	struct archive_state *s = l->state;
	unsigned depth = 0;
	for (const struct level *k = l; k; k = k->below)
		depth += k->content == CONTENT_ARCHIVE;
	if (depth > l->options->max_depth)
		return error_set(e, ERR_LIMIT,
		                 "packed files within each other, more than %u of them; raise --max-depth",
		                 l->options->max_depth);
	s->level = l;
	s->lib = unpack_library(&s->archive, e);
	if (!s->lib)
		return e->code;
	s->lib->archive_read_support_format_tar(s->archive);
	s->lib->archive_read_support_format_zip_streamable(s->archive);
	return s->lib->archive_read_open(s->archive, s, NULL, lend, NULL) == ARCHIVE_OK ? OK : damaged(s, e);
}

/* Why an entry is not read; NULL when it may be. */
static const char *entry_fault(const struct archive_state *s, struct archive_entry *entry, const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	if (s->lib->archive_entry_filetype(entry) != AE_IFREG || s->lib->archive_entry_hardlink(entry))
		return "a link or device in an archive";
	if (base[0] == '.' || strncmp(name, "__MACOSX/", 9) == 0)
		return "a hidden file";
	if (s->lib->archive_entry_is_encrypted(entry))
		return "encrypted; unpack it with its password first";
	return NULL;
}

/* New name of an entry: the file itself when it is only packed. */
static char *entry_path(const struct level *l, const char *name)
{
	const struct archive_state *s = l->state;
	char *printable = s->is_raw ? NULL : printable_name(name);
	size_t size = strlen(l->path) + (printable ? strlen(printable) : 0) + 2;
	char *path = malloc(size);
	if (path)
		snprintf(path, size, "%s%s%s", l->path, printable ? "/" : "", printable ? printable : "");
	bool ok = s->is_raw || printable;
	free(printable);
	if (!ok) {
		free(path);
		return NULL;
	}
	return path;
}

static enum err go_down(struct level *l, char *path, struct step_result *out, struct error *e)
{
	struct entry_source *source = calloc(1, sizeof *source);
	if (!source) {
		free(path);
		return out_of_memory(e);
	}
	*source = (struct entry_source){{entry_read, entry_close, 0}, l->state};
	((struct archive_state *)l->state)->in_entry = true;
	out->step = STEP_DOWN;
	out->nested = &source->base;
	out->nested_path = path;
	return OK;
}

static bool is_office_document(const struct archive_state *s, const char *name)
{
	return s->n_entries == 1 && (strcmp(name, "[Content_Types].xml") == 0 || strcmp(name, "mimetype") == 0);
}

/* The next entry that is a file: a step down, or its refusal. *found false at the end. */
static enum err next_entry(struct level *l, bool *found, struct step_result *out, struct error *why, struct error *e)
{
	struct archive_state *s = l->state;
	struct archive_entry *entry = NULL;
	*found = false;
	if (s->is_raw || s->over)
		return OK;
	enum err code = drain(s, why);
	if (code != OK)
		return code;
	int status = s->lib->archive_read_next_header(s->archive, &entry);
	if (status == ARCHIVE_EOF)
		return OK;
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
		return damaged(s, why);
	if (++s->n_entries > l->options->max_entries)
		return error_set(why, ERR_LIMIT, "more than %u files in it, its rest is left; raise --max-entries",
		                 l->options->max_entries);
	s->is_raw = s->lib->archive_format(s->archive) == ARCHIVE_FORMAT_RAW;
	if (s->is_raw && s->lib->archive_filter_count(s->archive) < 2)
		return error_set(why, ERR_DATA, "damaged or unknown packing");
	const char *name = s->lib->archive_entry_pathname(entry);
	name = name ? name : "(nameless)";
	if (is_office_document(s, name))
		return error_set(why, ERR_REJECTED, "an office document; save its text");
	*found = true;
	s->in_entry = true;
	if (s->lib->archive_entry_filetype(entry) == AE_IFDIR)
		return OK;
	char *path = entry_path(l, name);
	if (!path)
		return error_set(why, ERR_NOMEM, "out of memory");
	const char *fault = s->is_raw ? NULL : entry_fault(s, entry, name);
	if (!fault)
		return go_down(l, path, out, e);
	enum err result = step_reject(out, path, ERR_REJECTED, fault, e);
	free(path);
	return result;
}

enum err level_archive(struct level *l, struct step_result *out, struct error *e)
{
	struct error why = {.code = OK};
	bool found = true;
	enum err code = OK;
	if (!l->state) {
		if (!(l->state = calloc(1, sizeof(struct archive_state))))
			return out_of_memory(e);
		code = begin(l, &why);
	}
	while (code == OK && found && out->step == STEP_END)
		code = next_entry(l, &found, out, &why, e);
	if (code == OK || out->step != STEP_END)
		return OK;
	((struct archive_state *)l->state)->over = true;
	return code == ERR_NOMEM ? out_of_memory(e) : step_reject(out, l->path, code, why.msg, e);
}
