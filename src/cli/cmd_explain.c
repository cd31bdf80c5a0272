#include "cli/cli.h"

#include "cli/explain.h"
#include "cli/input_options.h"

#include <stdio.h>

enum { MAX_REPORT_BYTES = 1 << 30, MAX_ARENA_BYTES = 1 << 30 };

struct explain_options {
	struct common_options common;
	struct input_options input;
	bool json;
};

static const struct option explain_table[] = {
	{"json", 0, OPTION_FLAG, offsetof(struct explain_options, json), NULL, "a line of JSON for each article"},
	INPUT_OPTIONS(explain_options, input),
	OPTIONS_END,
};

struct explain_run {
	struct engine engine;
	struct article_options options;
	struct arena arena;
	struct buf report;
	bool json;
	struct pipeline_counts counts;
};

static enum err explain_unit(struct explain_run *r, const struct article_unit *unit, struct error *e)
{
	struct article article;
	struct result result;
	enum err code = article_decode(&r->arena, unit, &r->options, &article, e);
	if (code == OK)
		code = engine_run(&r->engine, &r->arena, &article, true, &result, e);
	if (code != OK)
		return code;
	if (r->json)
		explain_json(&r->arena, &result, &r->report);
	else
		explain_text(&result, &r->report);
	return buf_ok(&r->report) ? OK : error_set(e, ERR_LIMIT, "its report is too long");
}

static enum err explain_guarded(struct explain_run *r, const struct article_unit *unit, struct error *e)
{
	jmp_buf escape;
	r->arena.escape = &escape;
	if (setjmp(escape) == 0)
		return explain_unit(r, unit, e);
	return error_set(e, ERR_LIMIT, "needs more than %d MiB of memory; split it", MAX_ARENA_BYTES >> 20);
}

/* One article: its report, or why it is rejected. */
static enum err explain_one(struct explain_run *r, const struct article_unit *unit, struct error *e)
{
	struct error why;
	buf_clear(&r->report);
	if (explain_guarded(r, unit, &why) == OK) {
		r->counts.articles++;
		if (fwrite(r->report.ptr, 1, r->report.len, stdout) != r->report.len)
			return error_errno(e, ERR_IO, "cannot write to standard output");
	} else {
		enum err code = unit->code != OK ? unit->code : why.code;
		const struct reject reject = {sv_cstr(unit->source), sv_cstr(why.msg), code, unit->line};
		r->counts.unreadable += code == ERR_IO;
		input_report_reject(&reject, &r->counts.rejected);
	}
	arena_reset(&r->arena);
	return OK;
}

static enum err explain_all(struct explain_run *r, const char *const *inputs, size_t n, struct error *e)
{
	struct article_reader *reader = NULL;
	struct article_unit unit;
	bool more = true;
	enum err result = article_reader_open(inputs, n, &r->options, &reader, e);
	while (result == OK && more) {
		result = article_reader_next(reader, &unit, &more, e);
		if (result == OK && more) {
			result = explain_one(r, &unit, e);
			article_unit_release(&unit);
		}
	}
	article_reader_close(reader);
	if (result == OK && fflush(stdout) != 0)
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	return result;
}

static enum err explain(const struct explain_options *o, const char *const *inputs, size_t n, struct error *e)
{
	struct explain_run r = {.options = input_article_options(&o->input), .json = o->json};
	arena_init(&r.arena, MAX_ARENA_BYTES);
	buf_init(&r.report, MAX_REPORT_BYTES);
	enum err result = input_engine(&o->input, &r.engine, e);
	if (result == OK)
		result = explain_all(&r, inputs, n, e);
	if (result == OK)
		result = input_outcome(&r.counts, inputs, n, e);
	engine_close(&r.engine);
	buf_release(&r.report);
	arena_release(&r.arena);
	return result == OK && r.counts.rejected ? ERR_REJECTED : result;
}

static int cmd_explain(int argc, char **argv)
{
	struct explain_options o = {.json = false};
	struct error e;
	int status = options_parse(&command_explain, &argc, argv, &o);
	if (status < 0 && !input_is_given(&o.input, argc))
		status = usage_error(&command_explain, "which article? give a file, or '-' for standard input");
	if (status < 0) {
		enum err result = explain(&o, (const char *const *)(argv + 1), (size_t)argc - 1, &e);
		status = result == OK || result == ERR_REJECTED ? err_exit_status(result) : report_error(&e);
	}
	input_options_free(&o.input);
	return status;
}

static const char *const explain_examples[] = {
	"kharita explain article.txt | less",
	"every mention with its candidates, every incident with its evidence",
	NULL,
};

const struct command command_explain = {
	.name = "explain",
	.summary = "every candidate, feature, rule and score of an article",
	.arguments = "INPUT...",
	.description = "Tells for each mention which rule found it, which places it could be and why one of them won,\n"
	               "and for each incident the trigger, place, date, actors and casualties with the sentence that\n"
	               "says so. Offsets are code points of the text.\n\n" INPUT_HELP,
	.options = explain_table,
	.examples = explain_examples,
	.run = cmd_explain,
};
