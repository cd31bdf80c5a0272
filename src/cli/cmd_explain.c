#include "cli/cli.h"

#include "cli/explain.h"
#include "cli/input_print.h"

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

struct explaining {
	struct engine engine;
	bool json;
};

static enum err append_report(void *context, struct arena *a, const struct article *article, struct buf *out,
                              struct error *e)
{
	struct explaining *x = context;
	struct result result;
	enum err code = engine_run(&x->engine, a, article, true, &result, e);
	if (code == OK && x->json)
		explain_json(a, &result, out);
	else if (code == OK)
		explain_text(a, &result, out);
	return code;
}

static enum err explain(const struct explain_options *o, const char *const *inputs, size_t n, struct error *e)
{
	struct explaining x = {.json = o->json};
	const struct input_print p = {.options = input_article_options(&o->input),
	                              .what = "its report",
	                              .append = append_report,
	                              .context = &x};
	enum err result = input_engine(&o->input, &x.engine, e);
	if (result == OK)
		result = input_print(&p, inputs, n, e);
	engine_close(&x.engine);
	return result;
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
