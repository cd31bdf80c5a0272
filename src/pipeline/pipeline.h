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
void engine_close(struct engine *e);

/* One article through all stages, in its arena; with `explain` the mentions keep every candidate and why. ERR_LIMIT for
 * a text too long. Thread-safe for distinct arenas. */
enum err engine_run(const struct engine *en, struct arena *a, const struct article *article, bool explain,
                    struct result *out, struct error *e);

struct pipeline_counts {
	uint64_t articles, rejected, unreadable; /* unreadable: those of the rejected that input or output failed for */
	uint64_t bytes, mentions, resolved, incidents;
	double seconds;
};

struct pipeline_options {
	unsigned jobs;           /* 0 = number of cores */
	struct article_options article;
	bool progress;           /* may draw on stderr (a terminal, not -q) */
};

/* Sinks, called from one thread in input order. A sink that fails ends the run with its error. */
struct pipeline_sinks {
	enum err (*result_line)(void *user, struct sv json_line, struct error *e);
	enum err (*reject)(void *user, const struct reject *r, struct error *e);
	void *user;
};

/* Runs all inputs. OK, or ERR_REJECTED when some inputs were refused (all others were done), or the fatal error. */
enum err pipeline_run(const struct engine *en, const char *const *inputs, size_t n, const struct pipeline_options *o,
                      const struct pipeline_sinks *s, struct pipeline_counts *counts, struct error *e);

#endif
