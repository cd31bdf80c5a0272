/* Pipeline: articles in, serialised results out, in input order, on any number of workers. */
#ifndef KHARITA_PIPELINE_PIPELINE_H
#define KHARITA_PIPELINE_PIPELINE_H

#include "article/article.h"
#include "result/result.h"

/* All rules and tables, immutable and shared. */
struct engine {
	struct gazetteer *gazetteer;
	struct toponym_rules *toponym;
	struct event_rules *event;
};
enum err engine_open(const char *gazetteer_path, const char *const *overlays, size_t n_overlays, struct engine *out,
                     struct error *e);

/* The same, with gazetteer_open_early(): nothing that comes of it is to be shown before gazetteer_confirm() says OK. */
enum err engine_open_early(const char *gazetteer_path, const char *const *overlays, size_t n_overlays, struct engine *out,
                           struct error *e);
void engine_close(struct engine *e);

/* One article through all stages, in its arena; with `explain` the mentions keep every candidate and why. ERR_LIMIT for
 * a text too long. Thread-safe for distinct arenas. */
enum err engine_run(const struct engine *en, struct arena *a, const struct article *article, bool explain,
                    struct result *out, struct error *e);

struct pipeline_counts {
	uint64_t articles, rejected, unreadable; /* unreadable: those of the rejected that input or output failed for */
	uint64_t known;                          /* passed over by the hook, not among the articles */
	uint64_t bytes, mentions, resolved, incidents;
	double seconds;
};

/* Articles from elsewhere than files: `next` as article_reader_next(), `decode` as article_decode(), on the workers. */
struct pipeline_source {
	enum err (*next)(void *user, struct article_unit *out, bool *more, struct error *e);
	enum err (*decode)(struct arena *a, const struct article_unit *u, const struct article_options *o,
	                   struct article *out, struct error *e);
	void *user;
};

/* What a run does with an article beside its result; both are called on the workers, several at a time. */
struct pipeline_hooks {
	bool (*known)(void *user, const struct article *a);                  /* true: pass it over; NULL: take all */
	void (*keep)(void *user, const struct article *a, struct buf *out); /* what the sink gets as `kept`; or NULL */
	void *user;
};

struct pipeline_options {
	unsigned jobs;           /* 0 = number of cores */
	struct article_options article;
	struct pipeline_hooks hooks;
	const struct pipeline_source *source; /* in place of the inputs; or NULL */
	bool progress;           /* may draw on stderr (a terminal, not -q) */
};

/* One article done. */
struct pipeline_item {
	struct sv line; /* the result with its "\n" */
	struct sv kept; /* what the hook kept of the article */
	uint64_t n_bytes;
	size_t n_mentions, n_resolved, n_incidents;
};

/* Sinks, called from one thread in input order. A sink that fails ends the run with its error. */
struct pipeline_sinks {
	enum err (*result_line)(void *user, struct sv json_line, struct error *e);
	enum err (*item)(void *user, const struct pipeline_item *i, struct error *e); /* in place of result_line; or NULL */
	enum err (*reject)(void *user, const struct reject *r, struct error *e);
	void *user;
};

/* Runs all inputs (those of o->source when it is set). OK, or ERR_REJECTED when some inputs were refused (all others were done), or the fatal error. */
enum err pipeline_run(const struct engine *en, const char *const *inputs, size_t n, const struct pipeline_options *o,
                      const struct pipeline_sinks *s, struct pipeline_counts *counts, struct error *e);

#endif
