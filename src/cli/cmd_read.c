#include "cli/cli.h"

#include "cli/input_options.h"
#include "result/json_out.h"

#include <stdio.h>

enum { MAX_LINE_BYTES = 1 << 30, MAX_ARENA_BYTES = 1 << 30 };

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

struct read_run {
	struct article_options options;
	struct arena arena;
	struct buf line;
	struct pipeline_counts counts;
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

static enum err read_guarded(struct read_run *r, const struct article_unit *unit, struct error *e)
{
	struct article article;
	jmp_buf escape;
	r->arena.escape = &escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_LIMIT, "needs more than %d MiB of memory; split it", MAX_ARENA_BYTES >> 20);
	if (article_decode(&r->arena, unit, &r->options, &article, e) != OK)
		return e->code;
	write_article(&r->line, &article);
	return buf_ok(&r->line) ? OK : error_set(e, ERR_LIMIT, "its text is too long");
}

/* One article: its line, or why it is rejected. */
static enum err read_one(struct read_run *r, const struct article_unit *unit, struct error *e)
{
	struct error why;
	buf_clear(&r->line);
	if (read_guarded(r, unit, &why) == OK) {
		r->counts.articles++;
		if (fwrite(r->line.ptr, 1, r->line.len, stdout) != r->line.len)
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

static enum err read_all(struct read_run *r, const char *const *inputs, size_t n, struct error *e)
{
	struct article_reader *reader = NULL;
	struct article_unit unit;
	bool more = true;
	enum err result = article_reader_open(inputs, n, &r->options, &reader, e);
	while (result == OK && more) {
		result = article_reader_next(reader, &unit, &more, e);
		if (result == OK && more) {
			result = read_one(r, &unit, e);
			article_unit_release(&unit);
		}
	}
	article_reader_close(reader);
	if (result == OK && fflush(stdout) != 0)
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	return result == OK ? input_outcome(&r->counts, inputs, n, e) : result;
}

static int cmd_read(int argc, char **argv)
{
	static const char *const standard_input[] = {"-"};
	struct read_options o = {.common = {.quiet = false}};
	struct error e;
	int status = options_parse(&command_read, &argc, argv, &o);
	if (status < 0) {
		struct read_run r = {.options = input_article_options(&o.input)};
		bool given = input_is_given(&o.input, argc);
		const char *const *inputs = given ? (const char *const *)(argv + 1) : standard_input;
		arena_init(&r.arena, MAX_ARENA_BYTES);
		buf_init(&r.line, MAX_LINE_BYTES);
		enum err result = read_all(&r, inputs, given ? (size_t)argc - 1 : 1, &e);
		if (result == OK)
			status = err_exit_status(r.counts.rejected ? ERR_REJECTED : OK);
		else
			status = report_error(&e);
		buf_release(&r.line);
		arena_release(&r.arena);
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
