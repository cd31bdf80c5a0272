#include "gazetteer/check.h"

#include "gazetteer/checks.h"
#include "gazetteer/compile.h"
#include "gazetteer/open.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COMPILED_BYTES = 1024 * 1024 * 1024 };

static const char *const LEVELS[FINDING_LEVELS] = {"error", "warning", "notice"};

const char *finding_level_name(enum finding_level l)
{
	return (unsigned)l < FINDING_LEVELS ? LEVELS[l] : "unknown";
}

static void put_finding(struct check *c, enum finding_level level, const char *file, size_t line, const char *remedy,
                        const char *fmt, va_list ap) __attribute__((format(printf, 6, 0)));

static void put_finding(struct check *c, enum finding_level level, const char *file, size_t line, const char *remedy,
                        const char *fmt, va_list ap)
{
	char text[1024];
	vsnprintf(text, sizeof text, fmt, ap);
	struct finding f = {.level = level,
	                    .remedy = arena_sv(c->arena, sv_cstr(remedy)),
	                    .what = arena_sv(c->arena, sv_cstr(text)),
	                    .order = c->out->n};
	f.message = f.what;
	if (file) {
		f.message = arena_printf(c->arena, "%s:%zu: %s", file, line, text);
		f.file = sv_take(f.message, strlen(file));
		f.line = line;
	}
	c->out->counts[level]++;
	*ARENA_PUSH(c->arena, c->out->items, c->out->n, &c->out->capacity) = f;
}

void check_report(struct check *c, enum finding_level level, const struct source_place *at, const char *remedy,
                  const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	put_finding(c, level, at ? at->file : NULL, at ? at->line : 0, remedy, fmt, ap);
	va_end(ap);
}

void check_report_at(struct check *c, enum finding_level level, const char *file, size_t line, const char *remedy,
                     const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	put_finding(c, level, file, line, remedy, fmt, ap);
	va_end(ap);
}

static void take_bad_row(void *context, const struct error *e)
{
	check_report(context, FINDING_ERROR, NULL, "correct the row: the build stops at it", "%s", e->msg);
}

static int by_level(const void *a, const void *b)
{
	const struct finding *x = a;
	const struct finding *y = b;
	int c = (x->level > y->level) - (x->level < y->level);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static void check_date(struct check *c)
{
	if (c->source.date.len == 0)
		check_report_at(c, FINDING_NOTICE, arena_printf(c->arena, "%s/places.tsv", c->dir).ptr, 1,
		                "begin the file with '# date: YYYY-MM-DD', or write it into VERSION",
		                "the data have no date");
}

static void check_all(struct check *c)
{
	check_date(c);
	check_rows(c);
	check_names(c);
	check_pairs(c);
	check_geometries(c);
	check_lexicon(c);
}

static enum err run(struct check *c, const char *dir, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to check '%s'", dir);
	c->arena->escape = &escape;
	struct source_sink sink = {take_bad_row, c};
	struct error why = {0};
	c->source.sink = &sink;
	enum err result = source_read(&c->source, dir, &why);
	c->source.sink = NULL;
	if (result == ERR_DATA) { /* a file that cannot be read at all: what hangs on it is not looked at */
		take_bad_row(c, &why);
		return OK;
	}
	if (result != OK)
		return error_set(e, result, "%s", why.msg);
	result = gazetteer_compile(&c->source, &c->compiled, NULL, e);
	if (result == OK)
		result = gazetteer_open_bytes(&c->gazetteer, dir, c->compiled.ptr, c->compiled.len, e);
	if (result == OK)
		check_all(c);
	if (c->out->n)
		qsort(c->out->items, c->out->n, sizeof *c->out->items, by_level);
	return result;
}

enum err gazetteer_check(struct arena *a, const char *dir, struct findings *out, struct error *e)
{
	jmp_buf *outer = a->escape;
	struct check c = {.arena = a, .out = out, .dir = dir};
	*out = (struct findings){0};
	source_init(&c.source, a);
	buf_init(&c.compiled, MAX_COMPILED_BYTES);
	enum err result = run(&c, dir, e);
	a->escape = outer;
	gazetteer_drop_tables(&c.gazetteer);
	buf_release(&c.compiled);
	source_release(&c.source);
	return result;
}
