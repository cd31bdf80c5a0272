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
		.any_language = o->any_language,
	};
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
	const char *first = n ? inputs[0] : "-";
	const char *others = n > 1 ? " and the other inputs" : "";
	if (c->rejected && c->unreadable == c->rejected)
		return error_set(e, ERR_IO, "cannot read '%s'%s", first, others);
	return error_set(e, ERR_DATA, "no article in '%s'%s", first, others);
}
