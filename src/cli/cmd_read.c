#include "cli/cli.h"

#include "cli/input_print.h"
#include "result/json_out.h"

struct read_options {
	struct common_options common;
	struct input_options input;
};

static const struct option read_table[] = {
    {"metadata", 'm', OPTION_TEXT, INPUT_OPTION(read_options, input, metadata), "FILE.tsv",
     "columns source, published, url, title, outlet"},
    {"published", 0, OPTION_TEXT, INPUT_OPTION(read_options, input, published), "DATE",
     "publication date of articles that come without one"},
    {"any-language", 0, OPTION_FLAG, INPUT_OPTION(read_options, input, any_language), NULL,
     "take articles that are not in Arabic"},
    READ_OPTIONS(read_options, input),
    OPTIONS_END,
};

static void write_article(struct buf *b, const struct article *a)
{
	const struct {
		const char *name;
		struct sv value;
	} fields[] = {{"doc_id", a->doc_id}, {"path", a->source},         {"url", a->source_url}, {"title", a->title},
	              {"outlet", a->outlet}, {"published", a->published}, {"charset", a->charset}};
	buf_append_char(b, '{');
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		json_key(b, fields[i].name);
		json_text_or_null(b, fields[i].value);
	}
	json_key(b, "text");
	json_text(b, a->as_read);
	buf_append(b, SV("}\n"));
}

static enum err append_article(void *context, struct arena *a, const struct article *article, struct buf *out,
			       struct error *e)
{
	(void)context;
	(void)a;
	(void)e;
	write_article(out, article);
	return OK;
}

static int cmd_read(int argc, char **argv)
{
	static const char *const standard_input[] = {"-"};
	struct read_options o = {.common = {.quiet = false}};
	struct error e;
	int status = options_parse(&command_read, &argc, argv, &o);
	if (status < 0) {
		const struct input_print p = {
		    .options = input_article_options(&o.input), .what = "its text", .append = append_article};
		bool given = input_is_given(&o.input, argc);
		const char *const *inputs = given ? (const char *const *)(argv + 1) : standard_input;
		enum err result = input_print(&p, inputs, given ? (size_t)argc - 1 : 1, &e);
		status = result == OK || result == ERR_REJECTED ? err_exit_status(result) : report_error(&e);
	}
	input_options_free(&o.input);
	return status;
}

static const char *const read_examples[] = {
    "kharita read pages/ > articles.ndjson",
    "the main text, title, date and address of saved web pages, a line of JSON each",
    "kharita read crawl.warc.gz --exclude '*.pdf' | kharita extract -",
    "in two steps what 'kharita extract crawl.warc.gz' does in one",
    NULL,
};

const struct command command_read = {
    .name = "read",
    .summary = "articles as they are read: text and metadata, a line of JSON each",
    .arguments = "[INPUT...]",
    .description =
	INPUT_HELP "\n\n"
		   "The text is the one that offsets in all results count in. What it writes is itself an input, of\n"
		   "the same articles.",
    .options = read_table,
    .examples = read_examples,
    .run = cmd_read,
};
