#include "cli/cli.h"

#include "base/log.h"
#include "cli/input_options.h"

#include <stdio.h>

struct extract_options {
	struct common_options common;
	struct input_options input;
};

static const struct option extract_table[] = {
	INPUT_OPTIONS(extract_options, input),
	JOBS_OPTION(extract_options, input),
	OPTIONS_END,
};

static enum err write_failed(struct error *e)
{
	return error_errno(e, ERR_IO, "cannot write to standard output");
}

static enum err write_line(void *user, struct sv line, struct error *e)
{
	(void)user;
	return fwrite(line.ptr, 1, line.len, stdout) == line.len ? OK : write_failed(e);
}

static enum err count_reject(void *user, const struct reject *r, struct error *e)
{
	(void)e;
	input_report_reject(r, user);
	return OK;
}

static enum err extract(const struct extract_options *o, const char *const *inputs, size_t n, struct error *e)
{
	struct engine engine;
	struct pipeline_counts counts;
	uint64_t n_rejects = 0;
	const struct pipeline_options options = {
		.jobs = o->input.jobs,
		.article = input_article_options(&o->input),
		.progress = !o->common.quiet,
	};
	const struct pipeline_sinks sinks = {.result_line = write_line, .reject = count_reject, .user = &n_rejects};
	enum err result = input_engine(&o->input, &engine, e);
	if (result == OK)
		result = pipeline_run(&engine, inputs, n, &options, &sinks, &counts, e);
	engine_close(&engine);
	if (result != OK && result != ERR_REJECTED)
		return result;
	if (fflush(stdout) != 0)
		return write_failed(e);
	log_write(LOG_DEBUG, "%llu articles, %llu rejected, %llu mentions, %llu incidents in %.2f s",
	          (unsigned long long)counts.articles, (unsigned long long)counts.rejected,
	          (unsigned long long)counts.mentions, (unsigned long long)counts.incidents, counts.seconds);
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
	NULL,
};

const struct command command_extract = {
	.name = "extract",
	.summary = "articles to results, a line of JSON each, on standard output",
	.arguments = "[INPUT...]",
	.description = INPUT_HELP "\n\n"
	               "Without INPUT standard input is read. Results come in the order of the inputs, the same\n"
	               "bytes at any -j.",
	.options = extract_table,
	.examples = extract_examples,
	.run = cmd_extract,
};
