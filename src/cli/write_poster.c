/* kharita poster */
#include "base/file.h"
#include "base/log.h"
#include "cli/write_drawing.h"
#include "cli/write_run.h"
#include "write/poster.h"

#include <stdio.h>
#include <stdlib.h>

/* Names by OCHA's custom, CODE_theme_paper_YYYYMMDD, in the folder; the day is that of production, else the data's last. */
static enum err write_named(struct drawing *d, const struct poster_options *o, const struct poster_spec *spec, struct error *e)
{
	static const char *const endings[] = {"png", "pdf"};
	struct sv day = o->produced ? sv_cstr(o->produced) : d->drawn.data_day;
	char names[2][256], digits[9] = "undated";
	char *paths[2] = {NULL, NULL};
	if (day.len >= 10)
		(void)snprintf(digits, sizeof digits, "%.4s%.2s%.2s", day.ptr, day.ptr + 5, day.ptr + 8);
	enum err result = dir_make(o->output, e);
	for (size_t i = 0; result == OK && i < 2; i++) {
		(void)snprintf(names[i], sizeof names[i], "%.80s_incidents_%.40s_%s.%s", o->code, o->paper ? o->paper : "a4", digits,
		               endings[i]);
		paths[i] = path_join(o->output, names[i]);
		if (!paths[i])
			result = error_set(e, ERR_NOMEM, "no memory");
	}
	if (result == OK)
		result = poster_write(&d->drawn, d->gazetteer, spec, (const char *const *)paths, 2, e);
	if (result == OK)
		log_write(LOG_INFO, "'%s' and '%s'", paths[0], names[1]);
	free(paths[0]);
	free(paths[1]);
	return result;
}

static enum err poster_run(const char *layers, const struct poster_options *o, struct poster_spec *spec, struct error *e)
{
	struct drawing d = {.theme = NULL};
	enum err result = drawing_open(&d, o->gazetteer, layers, &o->filter, e);
	spec->theme = d.theme;
	if (result == OK && o->code)
		result = write_named(&d, o, spec, e);
	else if (result == OK)
		result = poster_write(&d.drawn, d.gazetteer, spec, &o->output, 1, e);
	drawing_close(&d);
	return result;
}

int write_poster(int argc, char **argv)
{
	struct poster_options o = {0};
	int status = options_parse(&command_poster, &argc, argv, &o);
	if (status >= 0)
		return status;
	struct poster_spec spec = {.title = o.title, .dpi = o.dpi, .produced = o.produced, .table = o.table,
	                           .no_timeline = o.no_timeline, .no_inset = o.no_inset};
	const char *complaint;
	struct error e;
	if (argc != 2)
		return usage_error(&command_poster, "give one folder of layers, or results");
	if (!o.output)
		return usage_error(&command_poster, "where to? give '-o FILE.png', '-o FILE.pdf' or '-o FILE.svg'");
	if (o.dpi > POSTER_MAX_DPI)
		return usage_error(&command_poster, "'--dpi' is at most %d", POSTER_MAX_DPI);
	if (!poster_paper_parse(o.paper ? o.paper : "a4", o.portrait, &spec.paper))
		return usage_error(&command_poster, "'--paper' is a4, a3, a2, letter or WIDTHxHEIGHT, %d to %d mm, not '%s'",
		                   POSTER_MIN_MM, POSTER_MAX_MM, o.paper);
	if (o.code && (strlen(o.code) == 0 || strpbrk(o.code, "/\\")))
		return usage_error(&command_poster, "'--code' is a word for file names, not '%s'", o.code);
	if (!filter_check(&o.filter, &complaint))
		return usage_error(&command_poster, "%s", complaint);
	if (!write_language(o.language, &spec.lang))
		return usage_error(&command_poster, "'--language' is 'ar' or 'en', not '%s'", o.language);
	return poster_run(argv[1], &o, &spec, &e) == OK ? 0 : report_error(&e);
}
