/* Options of the commands that read articles, and what they have in common besides. */
#ifndef KHARITA_CLI_INPUT_OPTIONS_H
#define KHARITA_CLI_INPUT_OPTIONS_H

#include "cli/options.h"
#include "pipeline/pipeline.h"

struct input_options {
	const char *metadata, *gazetteer, *published;
	struct option_list overlays;
	bool any_language;
	size_t max_article_bytes;
	unsigned jobs;
};

/* Their rows in the table of a command whose values hold `struct input_options` in the named field. */
#define INPUT_OPTION(values, field, member) offsetof(struct values, field) + offsetof(struct input_options, member)
#define INPUT_OPTIONS(values, field)										\
	{"metadata", 'm', OPTION_TEXT, INPUT_OPTION(values, field, metadata), "FILE.tsv",			\
	 "columns source, published, url, title, outlet"},							\
	{"published", 0, OPTION_TEXT, INPUT_OPTION(values, field, published), "DATE",				\
	 "publication date of articles that come without one"},							\
	{"gazetteer", 0, OPTION_TEXT, INPUT_OPTION(values, field, gazetteer), "FILE",				\
	 "a compiled gazetteer other than the installed one"},							\
	{"overlay", 0, OPTION_LIST, INPUT_OPTION(values, field, overlays), "FILE.tsv",				\
	 "your own places, added to the gazetteer's (may be repeated)"},					\
	{"any-language", 0, OPTION_FLAG, INPUT_OPTION(values, field, any_language), NULL,			\
	 "take articles that are not in Arabic"},								\
	{"max-article-bytes", 0, OPTION_BYTES, INPUT_OPTION(values, field, max_article_bytes), "N",		\
	 "refuse larger articles (default 64M)"}

#define JOBS_OPTION(values, field)										\
	{"jobs", 'j', OPTION_COUNT, INPUT_OPTION(values, field, jobs), "N", "threads (default: number of cores)"}

/* What --help says of INPUT. */
#define INPUT_HELP												\
	"INPUT is a text file, a folder (read recursively), or '-' for standard input. Files of JSON records,\n"\
	"one a line or in an array, are known by their content; a record's fields are text (or body, content),\n"\
	"title, url (or link), published (or date, publish_date), outlet (or publisher), path. What is not an\n"\
	"article is rejected with a reason; the rest is done."

/* OK, or the error of the gazetteer. *out is to be closed with engine_close() in either case. */
enum err input_engine(const struct input_options *o, struct engine *out, struct error *e);

struct article_options input_article_options(const struct input_options *o);

/* Tells of a rejected input on standard error: the first ones, the rest only with -v. Counts them in *n. */
void input_report_reject(const struct reject *r, uint64_t *n);

/* What a finished run comes to, when some or all inputs were rejected: OK when an article was read. ERR_IO: no input
 * could be read; ERR_DATA: no article was among them. */
enum err input_outcome(const struct pipeline_counts *c, const char *const *inputs, size_t n, struct error *e);

#endif
