#include "cli/cli.h"

#include "base/log.h"
#include "cli/input_options.h"

#include <stdio.h>

enum { MAX_REJECT_BYTES = 1 << 20 };

struct extract_options {
	struct common_options common;
	struct input_options input;
	bool lines, with_errors;
};

static const struct option extract_table[] = {
	{"lines", 0, OPTION_FLAG, offsetof(struct extract_options, lines), NULL,
	 "filter: every input is JSON lines, and each line gives one line"},
	{"with-errors", 0, OPTION_FLAG, offsetof(struct extract_options, with_errors), NULL,
	 "write a line with the reason in place of what is refused"},
	INPUT_OPTIONS(extract_options, input),
	JOBS_OPTION(extract_options, input),
	OPTIONS_END,
};

static enum err write_failed(struct error *e)
{
	return error_errno(e, ERR_IO, "cannot write to standard output");
}

/* What the run knows of itself: the gazetteer, and the inputs that it refused. */
struct refusals {
	const struct extract_options *options;
	const struct gazetteer *gazetteer;
	struct buf line;
	uint64_t n_told; /* on standard error */
};

/* The first line waits until the gazetteer is known to be sound. */
static enum err write_line(void *user, struct sv line, struct error *e)
{
	const struct refusals *r = user;
	enum err result = gazetteer_confirm(r->gazetteer, e);
	if (result != OK)
		return result;
	return fwrite(line.ptr, 1, line.len, stdout) == line.len ? OK : write_failed(e);
}

static enum err take_reject(void *user, const struct reject *r, struct error *e)
{
	struct refusals *refusals = user;
	const struct extract_options *o = refusals->options;
	bool answered = r->line || o->with_errors;
	bool is_filter = o->lines || o->with_errors;
	if (!answered || !is_filter || (r->code == ERR_IO && !r->line))
		input_report_reject(r, &refusals->n_told);
	if (!answered)
		return OK;
	buf_clear(&refusals->line);
	reject_write_json(&refusals->line, r->source, r->reason, sv_cstr(err_text(r->code)));
	if (!buf_ok(&refusals->line))
		return error_set(e, ERR_NOMEM, "out of memory");
	return write_line(refusals, buf_sv(&refusals->line), e);
}

/* A filter that has answered every line is done, be the answers what they may; not so when an input was refused. */
static enum err filter_outcome(const struct pipeline_counts *c, const struct refusals *r, struct error *e)
{
	if (c->unreadable)
		return error_set(e, ERR_IO, "%llu inputs could not be read", (unsigned long long)c->unreadable);
	return r->n_told ? ERR_REJECTED : OK;
}

static enum err extract(const struct extract_options *o, const char *const *inputs, size_t n, struct error *e)
{
	struct engine engine;
	struct pipeline_counts counts;
	struct refusals refusals = {.options = o};
	struct article_options article = input_article_options(&o->input);
	article.lines = o->lines ? LINES_ONLY : LINES_ANSWERED;
	const struct pipeline_options options = {
		.jobs = o->input.jobs,
		.article = article,
		.progress = !o->common.quiet,
	};
	const struct pipeline_sinks sinks = {.result_line = write_line, .reject = take_reject, .user = &refusals};
	buf_init(&refusals.line, MAX_REJECT_BYTES);
	enum err result = engine_open_early(o->input.gazetteer, o->input.overlays.items, o->input.overlays.n, &engine, e);
	refusals.gazetteer = engine.gazetteer;
	if (result == OK)
		result = pipeline_run(&engine, inputs, n, &options, &sinks, &counts, e);
	if (engine.gazetteer && (result == OK || result == ERR_REJECTED)) { /* there may have been no line */
		enum err confirmed = gazetteer_confirm(engine.gazetteer, e);
		result = confirmed == OK ? result : confirmed;
	}
	engine_close(&engine);
	buf_release(&refusals.line);
	if (result != OK && result != ERR_REJECTED)
		return result;
	if (fflush(stdout) != 0)
		return write_failed(e);
	log_write(LOG_DEBUG, "%llu articles, %llu rejected, %llu mentions, %llu incidents in %.2f s",
	          (unsigned long long)counts.articles, (unsigned long long)counts.rejected,
	          (unsigned long long)counts.mentions, (unsigned long long)counts.incidents, counts.seconds);
	if (o->lines || o->with_errors)
		return filter_outcome(&counts, &refusals, e);
	enum err outcome = input_outcome(&counts, inputs, n, e);
	return outcome == OK ? result : outcome;
}

static int cmd_extract(int argc, char **argv)
{
	static const char *const standard_input[] = {"-"};
	struct extract_options o = {.common = {.quiet = false}};
	struct error e;
	int status = options_parse(&command_extract, &argc, argv, &o);
	if (status < 0) {
		bool has_inputs = input_is_given(&o.input, argc);
		const char *const *inputs = has_inputs ? (const char *const *)(argv + 1) : standard_input;
		enum err result = extract(&o, inputs, has_inputs ? (size_t)argc - 1 : 1, &e);
		status = result == OK || result == ERR_REJECTED ? err_exit_status(result) : report_error(&e);
	}
	input_options_free(&o.input);
	return status;
}

static const char *const extract_examples[] = {
	"kharita extract articles/ > day.ndjson",
	"all articles of a folder, a line each",
	"kharita extract --published 2021-09-18 < article.txt | python3 -m json.tool",
	"one article, to read",
	"zstdcat archive.ndjson.zst | parallel --pipe -k --block 20M kharita extract --lines -j1 > results.ndjson",
	"on all cores and machines that GNU parallel knows; see docs/scale.md",
	NULL,
};

const struct command command_extract = {
	.name = "extract",
	.summary = "articles to results, a line of JSON each, on standard output",
	.arguments = "[INPUT...]",
	.description = INPUT_HELP "\n\n"
	               "Without INPUT standard input is read. Results come in the order of the inputs, the same\n"
	               "bytes at any -j.\n\n"
	               "JSON lines on standard input: each line gives one line, a refused one {source, reason, code},\n"
	               "which 'kharita layers' passes over. With --lines that is so whatever the lines hold (empty,\n"
	               "broken, binary, too large), files may be packed, and the status is 0 when all were answered:\n"
	               "a filter for Spark, Hadoop Streaming, GNU parallel or Slurm.",
	.options = extract_table,
	.examples = extract_examples,
	.run = cmd_extract,
};
