#include "cli/input_options.h"

#include "base/log.h"

enum { REJECTS_TOLD = 20 };

enum err input_engine(const struct input_options *o, struct engine *out, struct error *e)
{
	return engine_open(o->gazetteer, o->overlays.items, o->overlays.n, out, e);
}

struct article_options input_article_options(const struct input_options *o)
{
	return (struct article_options){
		.metadata_path = o->metadata,
		.published = o->published,
		.max_bytes = o->max_article_bytes,
		.max_seconds = o->max_article_seconds,
		.any_language = o->any_language,
		.lists = o->lists.items,
		.n_lists = o->lists.n,
		.include = o->include.items,
		.n_include = o->include.n,
		.exclude = o->exclude.items,
		.n_exclude = o->exclude.n,
		.fields = o->fields.items,
		.n_fields = o->fields.n,
		.columns = o->columns,
		.max_archive_bytes = o->max_archive_bytes,
		.max_ratio = o->max_ratio,
		.max_depth = o->max_depth,
		.max_entries = o->max_entries,
	};
}

void input_options_free(struct input_options *o)
{
	option_list_free(&o->overlays);
	option_list_free(&o->lists);
	option_list_free(&o->include);
	option_list_free(&o->exclude);
	option_list_free(&o->fields);
}

void input_report_reject(const struct reject *r, uint64_t *n)
{
	enum log_level level = *n < REJECTS_TOLD ? LOG_WARNING : LOG_DEBUG;
	log_write(level, "rejected '%.*s': %.*s", SV_ARG(r->source), SV_ARG(r->reason));
	if (++*n == REJECTS_TOLD && !log_enabled(LOG_DEBUG))
		log_write(LOG_WARNING, "more rejected inputs are told with -v");
}

enum err input_outcome(const struct pipeline_counts *c, const char *const *inputs, size_t n, struct error *e)
{
	if (c->articles)
		return OK;
	const char *first = n ? inputs[0] : "the listed inputs";
	const char *others = n > 1 ? " and the other inputs" : "";
	if (c->rejected && c->unreadable == c->rejected)
		return error_set(e, ERR_IO, "cannot read '%s'%s", first, others);
	return error_set(e, ERR_DATA, "no article in '%s'%s", first, others);
}
