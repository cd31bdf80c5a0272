#include "cli/input_print.h"

#include <stdio.h>

enum { MAX_TEXT_BYTES = 1 << 30, MAX_ARENA_BYTES = 1 << 30 };

struct printing {
	const struct input_print *print;
	struct arena arena;
	struct buf text;
	struct pipeline_counts counts;
};

static enum err append(struct printing *r, const struct article_unit *unit, struct error *e)
{
	const struct input_print *p = r->print;
	struct article article;
	enum err code = article_decode(&r->arena, unit, &p->options, &article, e);
	if (code == OK)
		code = p->append(p->context, &r->arena, &article, &r->text, e);
	if (code != OK)
		return code;
	return buf_ok(&r->text) ? OK : error_set(e, ERR_LIMIT, "%s is too long", p->what);
}

static enum err append_guarded(struct printing *r, const struct article_unit *unit, struct error *e)
{
	jmp_buf escape;
	r->arena.escape = &escape;
	if (setjmp(escape) == 0)
		return append(r, unit, e);
	return error_set(e, ERR_LIMIT, "needs more than %d MiB of memory; split it", MAX_ARENA_BYTES >> 20);
}

/* One article: its text, or why it is rejected. */
static enum err print_one(struct printing *r, const struct article_unit *unit, struct error *e)
{
	struct error why;
	buf_clear(&r->text);
	if (append_guarded(r, unit, &why) == OK) {
		r->counts.articles++;
		if (fwrite(r->text.ptr, 1, r->text.len, stdout) != r->text.len)
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

static enum err print_all(struct printing *r, const char *const *inputs, size_t n, struct error *e)
{
	struct article_reader *reader = NULL;
	struct article_unit unit;
	bool more = true;
	enum err result = article_reader_open(inputs, n, &r->print->options, &reader, e);
	while (result == OK && more) {
		result = article_reader_next(reader, &unit, &more, e);
		if (result == OK && more) {
			result = print_one(r, &unit, e);
			article_unit_release(&unit);
		}
	}
	article_reader_close(reader);
	if (result == OK && fflush(stdout) != 0)
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	return result == OK ? input_outcome(&r->counts, inputs, n, e) : result;
}

enum err input_print(const struct input_print *p, const char *const *inputs, size_t n, struct error *e)
{
	struct printing r = {.print = p};
	arena_init(&r.arena, MAX_ARENA_BYTES);
	buf_init(&r.text, MAX_TEXT_BYTES);
	enum err result = print_all(&r, inputs, n, e);
	buf_release(&r.text);
	arena_release(&r.arena);
	return result == OK && r.counts.rejected ? ERR_REJECTED : result;
}
