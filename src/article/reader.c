#include "article/article.h"

#include "article/fields.h"
#include "article/inputs.h"
#include "article/level.h"
#include "article/metadata.h"
#include "article/published.h"
#include "article/walk.h"
#include "base/log.h"

#include <stdlib.h>

enum {
	DEFAULT_MAX_BYTES = 64 << 20,
	DEFAULT_MAX_RATIO = 200,
	DEFAULT_MAX_DEPTH = 4,
	DEFAULT_MAX_ENTRIES = 1000000,
};

static const uint64_t default_max_archive_bytes = (uint64_t)16 << 30;

struct article_reader {
	struct article_options options;
	struct metadata metadata;
	size_t metadata_hits;
	struct inputs inputs;
	struct fields fields;
	struct walk *walk;
	struct level *level; /* innermost */
	struct unpacking unpacking;
	uint64_t sequence;
	uint64_t done_bytes; /* of the files behind */
	bool warned_date;
};

static const struct {
	level_step *step;
	void (*close)(struct level *l);
} kinds[] = {
	[CONTENT_TEXT] = {level_text, NULL},
	[CONTENT_PAGE] = {level_page, level_page_close},
	[CONTENT_LINES] = {level_lines, level_objects_close},
	[CONTENT_FILTER] = {level_filter, NULL},
	[CONTENT_OBJECTS] = {level_objects, level_objects_close},
	[CONTENT_TABLE] = {level_table, level_table_close},
	[CONTENT_FEED] = {level_feed, level_feed_close},
	[CONTENT_WARC] = {level_warc, NULL},
	[CONTENT_ARCHIVE] = {level_archive, level_archive_close},
};

void article_unit_release(struct article_unit *u)
{
	char *const owned[] = {u->bytes,    u->source,         u->url,     u->title, u->outlet, u->published,
	                       u->page_url, u->page_published, u->charset, u->reason};
	for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
		free(owned[i]);
	*u = (struct article_unit){.code = OK};
}

static void set_defaults(struct article_options *o)
{
	if (!o->max_bytes)
		o->max_bytes = DEFAULT_MAX_BYTES;
	if (!o->max_archive_bytes)
		o->max_archive_bytes = default_max_archive_bytes;
	if (!o->max_ratio)
		o->max_ratio = DEFAULT_MAX_RATIO;
	if (!o->max_depth)
		o->max_depth = DEFAULT_MAX_DEPTH;
	if (!o->max_entries)
		o->max_entries = DEFAULT_MAX_ENTRIES;
}

enum err article_reader_open(const char *const *inputs, size_t n, const struct article_options *o,
                             struct article_reader **out, struct error *e)
{
	*out = NULL;
	if (o->published && !published_is_valid(sv_cstr(o->published)))
		return error_set(e, ERR_USAGE, "'%s' is not a date; write it as 2021-09-18", o->published);
	struct article_reader *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "out of memory");
	r->options = *o;
	set_defaults(&r->options);
	enum err result = fields_parse(&r->fields, o->fields, o->n_fields, o->columns, e);
	if (result == OK)
		result = inputs_collect(&r->inputs, inputs, n, o->lists, o->n_lists, e);
	if (result == OK && o->metadata_path)
		result = metadata_read(o->metadata_path, &r->metadata, e);
	if (result == OK)
		result = walk_open(r->inputs.items, r->inputs.n, &r->walk, e);
	if (result != OK) {
		article_reader_close(r);
		return result;
	}
	walk_except(r->walk, o->metadata_path);
	walk_except(r->walk, o->output_path);
	walk_filter(r->walk, o->include, o->n_include, o->exclude, o->n_exclude);
	*out = r;
	return OK;
}

/* Closes the innermost level. */
static void level_pop(struct article_reader *r)
{
	struct level *l = r->level;
	r->level = l->below;
	if (kinds[l->content].close && l->state)
		kinds[l->content].close(l);
	if (!r->level)
		r->done_bytes += l->stream.n_read;
	stream_close(&l->stream);
	free(l->path);
	free(l);
}

void article_reader_close(struct article_reader *r)
{
	if (!r)
		return;
	while (r->level)
		level_pop(r);
	walk_close(r->walk);
	inputs_release(&r->inputs);
	if (r->metadata.content.max)
		metadata_release(&r->metadata);
	free(r);
}

void article_reader_progress(const struct article_reader *r, uint64_t *done, uint64_t *total)
{
	const struct level *l = r->level;
	while (l && l->below)
		l = l->below;
	*done = r->done_bytes + (l ? l->stream.n_read : 0);
	*total = walk_bytes(r->walk);
}

static enum err out_of_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* What the level holds. Standard input that is to be lines is not even looked at. */
static enum err level_sniff(struct article_reader *r, struct level *l, const char **reason, struct error *e)
{
	bool is_input = strcmp(l->path, "-") == 0 && !l->below;
	enum err result = OK;
	if (r->options.lines != LINES_ONLY) {
		result = sniff_content(&l->stream, r->fields.n_columns, &l->content, reason, e);
		if (r->options.lines == LINES_ANSWERED && is_input && l->content == CONTENT_LINES)
			l->content = CONTENT_FILTER;
	} else if (is_input) {
		l->content = CONTENT_FILTER;
	} else {
		result = sniff_packing(&l->stream, &l->content, e);
	}
	l->fruitful = l->content == CONTENT_FILTER; /* no line in, no line out */
	return result;
}

/* Goes down into a source, and tells what it holds; both arguments are taken over. A refusal lands in *out. */
static enum err level_push(struct article_reader *r, struct source *source, char *path, struct step_result *out,
                           struct error *e)
{
	struct level *l = calloc(1, sizeof *l);
	struct error why;
	const char *reason = NULL;
	if (!l) {
		source->close(source);
		free(path);
		return out_of_memory(e);
	}
	*l = (struct level){
		.below = r->level,
		.path = path,
		.unpacking = &r->unpacking,
		.options = &r->options,
		.fields = &r->fields,
		.warned_date = &r->warned_date,
	};
	stream_open(&l->stream, source, r->options.max_bytes);
	r->level = l;
	enum err code = level_sniff(r, l, &reason, &why);
	if (code == OK && l->content != CONTENT_REFUSED)
		return OK;
	if (code == OK)
		code = error_set(&why, ERR_REJECTED, "%s", reason);
	enum err result = code == ERR_NOMEM ? out_of_memory(e) : step_reject(out, path, code, why.msg, e);
	l->content = CONTENT_TEXT; /* nothing of its own to close */
	level_pop(r);
	return result;
}

/* Opens the next file; a refusal lands in *out. */
static enum err next_file(struct article_reader *r, struct step_result *out, bool *more, struct error *e)
{
	struct walk_item item;
	struct source *source = NULL;
	struct error why;
	enum err result = walk_next(r->walk, &item, more, e);
	if (result != OK || !*more)
		return result;
	char *name = printable_name(item.path);
	if (!name)
		result = out_of_memory(e);
	else if (item.code != OK)
		result = step_reject(out, name, item.code, item.reason, e);
	else if (source_open(item.path, item.guarded, &source, &why) != OK)
		result = why.code == ERR_NOMEM ? out_of_memory(e) : step_reject(out, name, why.code, why.msg, e);
	r->unpacking = (struct unpacking){.packed = 0};
	if (source)
		result = level_push(r, source, name, out, e);
	else
		free(name);
	free(item.path);
	return result;
}

/* Replaces a field by a metadata cell that is not empty. */
static bool apply_cell(char **field, struct sv cell)
{
	if (!cell.len)
		return true;
	free(*field);
	*field = strndup(cell.ptr, cell.len);
	return *field;
}

static enum err apply_metadata(struct article_reader *r, struct article_unit *u, struct error *e)
{
	bool ok = true;
	const struct metadata_row *row = metadata_find(&r->metadata, u->source);
	if (row) {
		r->metadata_hits++;
		ok = apply_cell(&u->published, row->published) && apply_cell(&u->url, row->url) &&
		     apply_cell(&u->title, row->title) && apply_cell(&u->outlet, row->outlet);
	}
	/* A page may know its own date, which is seen when it is decoded. */
	if (ok && u->format != UNIT_PAGE && !u->published && r->options.published)
		ok = apply_cell(&u->published, sv_cstr(r->options.published));
	return ok ? OK : out_of_memory(e);
}

/* One step of the innermost level. */
static enum err step(struct article_reader *r, struct step_result *out, struct error *e)
{
	enum err result = kinds[r->level->content].step(r->level, out, e);
	if (result != OK)
		return result;
	struct level *l = r->level;
	bool fruitless = out->step == STEP_END && !l->fruitful;
	l->fruitful = l->fruitful || out->step != STEP_END;
	if (fruitless)
		result = step_reject(out, l->path, ERR_REJECTED, "no article is in it", e);
	if (out->step == STEP_END || fruitless) {
		level_pop(r);
	} else if (out->step == STEP_DOWN) {
		out->step = STEP_END;
		result = level_push(r, out->nested, out->nested_path, out, e);
	}
	return result;
}

enum err article_reader_next(struct article_reader *r, struct article_unit *out, bool *more, struct error *e)
{
	struct step_result found = {.step = STEP_END};
	enum err result = OK;
	*more = true;
	while (result == OK && *more && found.step != STEP_UNIT)
		result = r->level ? step(r, &found, e) : next_file(r, &found, more, e);
	if (result == OK && *more && found.unit.code == OK)
		result = apply_metadata(r, &found.unit, e);
	if (result != OK)
		article_unit_release(&found.unit);
	*more = result == OK && *more;
	found.unit.sequence = r->sequence;
	r->sequence += *more;
	*out = found.unit;
	if (result == OK && !*more && r->metadata.n_rows && !r->metadata_hits)
		log_write(LOG_WARNING, "no row of '%s' names an input: 'source' holds file names or paths",
		          r->options.metadata_path);
	return result;
}
