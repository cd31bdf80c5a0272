/* Options of the commands that read articles, and what they have in common besides. */
#ifndef KHARITA_CLI_INPUT_OPTIONS_H
#define KHARITA_CLI_INPUT_OPTIONS_H

#include "cli/options.h"
#include "pipeline/pipeline.h"

struct input_options {
	const char *metadata, *gazetteer, *published;
	const char *columns;
	struct option_list overlays, lists, include, exclude, fields;
	bool any_language;
	size_t max_article_bytes, max_archive_bytes;
	unsigned jobs, max_ratio, max_depth, max_entries, max_article_seconds;
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
	{"max-article-seconds", 0, OPTION_COUNT, INPUT_OPTION(values, field, max_article_seconds), "N",	\
	 "give up on an article after so much processor time (default 60)"},					\
	READ_OPTIONS(values, field)

/* The part of them that says how inputs are read. */
#define READ_OPTIONS(values, field)										\
	{"from-file", 0, OPTION_LIST, INPUT_OPTION(values, field, lists), "LIST",				\
	 "read the inputs that a file lists, a line each or parted by NUL bytes ('-': standard input)"},	\
	{"include", 0, OPTION_LIST, INPUT_OPTION(values, field, include), "GLOB",				\
	 "in folders read only the files that match, by name or path"},						\
	{"exclude", 0, OPTION_LIST, INPUT_OPTION(values, field, exclude), "GLOB",				\
	 "in folders pass over files and folders that match"},							\
	{"field", 0, OPTION_LIST, INPUT_OPTION(values, field, fields), "FIELD=NAME",				\
	 "where records and tables hold text, title, url, published, outlet or path: text=story.body"},	\
	{"columns", 0, OPTION_TEXT, INPUT_OPTION(values, field, columns), "NAME,NAME...",			\
	 "the columns of tables that have no header"},								\
	{"max-article-bytes", 0, OPTION_BYTES, INPUT_OPTION(values, field, max_article_bytes), "N",		\
	 "refuse larger articles (default 64M)"},								\
	{"max-archive-bytes", 0, OPTION_BYTES, INPUT_OPTION(values, field, max_archive_bytes), "N",		\
	 "unpack no more of a packed file (default 16G)"},							\
	{"max-ratio", 0, OPTION_COUNT, INPUT_OPTION(values, field, max_ratio), "N",				\
	 "nor more than N times its size, beyond 64M (default 200)"},						\
	{"max-depth", 0, OPTION_COUNT, INPUT_OPTION(values, field, max_depth), "N",				\
	 "packed files within each other (default 4)"},								\
	{"max-entries", 0, OPTION_COUNT, INPUT_OPTION(values, field, max_entries), "N",			\
	 "files in a packed file (default 1000000)"}

#define JOBS_OPTION(values, field)										\
	{"jobs", 'j', OPTION_COUNT, INPUT_OPTION(values, field, jobs), "N", "threads (default: number of cores)"}

/* What --help says of INPUT. */
#define INPUT_HELP												\
	"INPUT is a file, a folder (read recursively), or '-' for standard input. What a file holds is told by\n"\
	"its content: plain text, a web page (its main text, title, date and address are found), JSON lines or\n"\
	"arrays, CSV or TSV, an RSS or Atom feed, a web archive (WARC), or any of these packed (gzip, zstd, xz,\n"\
	"bzip2, zip, tar). Records have fields or columns text (or body, content), title, url (or link),\n"	\
	"published (or date), outlet (or publisher), path; --field names others. What is not an article is\n"	\
	"rejected with a reason; the rest is done."

/* OK, or the error of the gazetteer. *out is to be closed with engine_close() in either case. */
enum err input_engine(const struct input_options *o, struct engine *out, struct error *e);

struct article_options input_article_options(const struct input_options *o);

/* Frees the lists. */
void input_options_free(struct input_options *o);

/* Whether there is something to read: an argument, or a list of inputs. */
static inline bool input_is_given(const struct input_options *o, int argc)
{
	return argc > 1 || o->lists.n;
}

/* Tells of a rejected input on standard error: the first ones, the rest only with -v. Counts them in *n. */
void input_report_reject(const struct reject *r, uint64_t *n);

/* What a finished run comes to, when some or all inputs were rejected: OK when an article was read. ERR_IO: no input
 * could be read; ERR_DATA: no article was among them. */
enum err input_outcome(const struct pipeline_counts *c, const char *const *inputs, size_t n, struct error *e);

#endif
