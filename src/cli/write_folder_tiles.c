/* The tiles of a folder that `kharita map` makes, drawn beside its other files. It is started before there are results and
 * finds its fonts meanwhile; then its command line comes, which is that of `layers`. */
#include "base/file.h"
#include "base/pool.h"
#include "cli/write_commands.h"
#include "cli/write_run.h"
#include "write/layers_tiles.h"
#include "write/review_apply.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINE_BYTES = 1 << 20, MAX_WORDS = 256 };

/* Everything the command holds, so that one place frees it. */
struct job {
	struct layers_options options;
	struct buf line; /* its command line */
	char *words[MAX_WORDS + 1];
	int n_words;
	enum theme_lang lang;
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct review_apply review;
	struct model model, drawn;
	struct arena arena;
	struct typesetter *typesetter;
	struct pool *fonts; /* the thread that opens it */
	enum err fonts_err;
	struct error fonts_error;
};

static void open_fonts(void *worker, void *job)
{
	struct job *j = job;
	(void)worker;
	j->fonts_err = layers_tiles_fonts(j->theme, &j->typesetter, &j->fonts_error);
}

/* Without a thread they are opened at once. */
static void begin_fonts(struct job *j)
{
	void *workers[1] = {NULL};
	if (pool_open(open_fonts, workers, 1, 1, &j->fonts, NULL) == OK)
		pool_submit(j->fonts, j);
	else
		open_fonts(NULL, j);
}

static enum err end_fonts(struct job *j, struct error *e)
{
	if (j->fonts)
		(void)pool_take(j->fonts);
	return j->fonts_err == OK ? OK : error_set(e, j->fonts_err, "%s", j->fonts_error.msg);
}

/* False when no whole command line comes: the run ended before there was anything to draw. */
static bool read_words(struct job *j)
{
	struct error ignored;
	if (file_read("-", &j->line, &ignored) != OK || j->line.len < 2 || j->line.ptr[j->line.len - 1] != '\0' ||
	    j->line.ptr[j->line.len - 2] != '\0')
		return false;
	for (char *at = j->line.ptr; *at && j->n_words < MAX_WORDS; at += strlen(at) + 1)
		j->words[j->n_words++] = at;
	return true;
}

/* In a function of its own: the arena's escape comes back here. */
static enum err draw(struct job *j, struct error *e)
{
	jmp_buf escape;
	const struct layers_tiles tiles = {.theme = j->theme, .lang = j->lang, .reuse = j->options.reuse,
	                                   .jobs = j->options.jobs, .typesetter = j->typesetter};
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the layers");
	j->arena.escape = &escape;
	j->drawn = review_drawn(&j->arena, &j->model);
	j->arena.escape = NULL;
	return layers_tiles_write(&j->drawn, &tiles, j->options.output, e);
}

/* In a function of its own: the arena's escape comes back here. */
static enum err count_corrections(struct job *j, size_t *n, struct error *e)
{
	jmp_buf escape;
	struct review review;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the corrections");
	j->arena.escape = &escape;
	enum err result = review_load(j->review.state, &j->arena, &review, e);
	j->arena.escape = NULL;
	*n = result == OK ? review.n : 0;
	return result;
}

/* The gazetteer is for the places that corrections name. */
static enum err open_review(struct job *j, struct error *e)
{
	const struct layers_options *o = &j->options;
	size_t n = 0;
	enum err result = state_open_plain(o->state, &j->review.state, e);
	if (result == OK)
		result = count_corrections(j, &n, e);
	if (result == OK && n)
		result = gazetteer_open_overlaid(o->gazetteer, o->overlays.items, o->overlays.n, &j->gazetteer, e);
	j->review.gazetteer = j->gazetteer;
	j->review.only_look = true;
	return result;
}

static enum err job_run(struct job *j, const char *results, struct error *e)
{
	const struct model_options options = {
		.no_merge = j->options.no_merge, .review = review_apply, .user = &j->review};
	size_t n_bad = 0; /* kharita-write tells of damaged lines and of reviews */
	enum err result = open_review(j, e);
	if (result == OK)
		result = model_read(&results, 1, &options, &j->model, &n_bad, e);
	enum err fonts = end_fonts(j, result == OK ? e : NULL);
	result = result == OK ? fonts : result;
	return result == OK ? draw(j, e) : result;
}

static void job_free(struct job *j)
{
	pool_close(j->fonts);
	layers_tiles_fonts_free(j->typesetter);
	state_close(j->review.state);
	model_release(&j->model);
	arena_release(&j->arena);
	gazetteer_close(j->gazetteer);
	theme_free(j->theme);
	option_list_free(&j->options.overlays);
	buf_release(&j->line);
}

static int run_words(struct job *j)
{
	struct error e;
	char **words = j->words;
	int status = options_parse(&command_layers, &j->n_words, words, &j->options);
	if (status >= 0)
		return status;
	bool whole = j->n_words == 2 && j->options.output && j->options.state && write_language(j->options.language, &j->lang);
	if (!whole)
		return usage_error(&command_layers, "'%s' is for 'kharita map' to run", COMMAND_FOLDER_TILES);
	return job_run(j, words[1], &e) == OK ? 0 : report_error(&e);
}

int write_folder_tiles(int argc, char **argv)
{
	struct error e;
	struct job j = {.fonts_err = OK};
	(void)argc;
	(void)argv;
	arena_init(&j.arena, 0);
	buf_init(&j.line, MAX_LINE_BYTES);
	layers_tiles_warm();
	enum err result = theme_open(NULL, &j.theme, &e);
	if (result == OK)
		begin_fonts(&j);
	int status = !read_words(&j) ? 0 : result == OK ? run_words(&j) : report_error(&e);
	job_free(&j);
	return status;
}
