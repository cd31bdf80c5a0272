#include "cli/cli.h"

#include "base/log.h"
#include "cli/map_run.h"
#include "cli/watch_folder.h"

#include <stdio.h>
#include <time.h>

enum { DEFAULT_SETTLE_S = 2, DEFAULT_POLL_S = 5 };

struct watch_options {
	struct map_options map; /* first: the rows of MAP_OPTIONS are its own */
	unsigned settle, poll;
	bool once;
};

static const struct option watch_table[] = {
	MAP_OPTIONS,
	{"once", 0, OPTION_FLAG, offsetof(struct watch_options, once), NULL, "take what is there, and end"},
	{"settle", 0, OPTION_COUNT, offsetof(struct watch_options, settle), "SECONDS",
	 "a file that did not change for so long is whole (default 2)"},
	{"poll", 0, OPTION_COUNT, offsetof(struct watch_options, poll), "SECONDS",
	 "look into the folder so often (default: when the system tells of a change)"},
	JOBS_OPTION(map_options, input),
	OPTIONS_END,
};

/* Those of them that a pass, which is a run of map, goes by. */
static const struct option pass_table[] = {MAP_OPTIONS, JOBS_OPTION(map_options, input), OPTIONS_END};

/* One line a pass. */
static void report(const struct map_outcome *m)
{
	char stamp[32] = "";
	char reviewed[64] = "";
	char learned[64] = "";
	struct tm tm;
	time_t now = time(NULL);
	if (gmtime_r(&now, &tm))
		strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	if (m->n_reviewed)
		snprintf(reviewed, sizeof reviewed, ", %zu corrections", m->n_reviewed);
	if (m->n_learned)
		snprintf(learned, sizeof learned, ", %zu places learned", m->n_learned);
	log_write(LOG_INFO, "%s %zu new articles, %zu refused%s%s; %llu articles, %llu incidents in all, %.1f s", stamp,
	          m->n_new, m->n_refused, reviewed, learned, (unsigned long long)m->counts.articles,
	          (unsigned long long)m->counts.incidents, m->seconds);
}

/* Adds the files that are ready. What can be tried again later is no failure: another run in the folder, a full disk. */
static enum err pass(const struct watch_options *o, struct watch_folder *w, struct error *e)
{
	struct map_outcome outcome;
	struct map_options options = o->map;
	options.add = true;
	enum err result = map_run(&options, "watch", pass_table, watch_folder_ready(w), watch_folder_n_ready(w), &outcome, e);
	if (result == OK) {
		watch_folder_done(w);
		report(&outcome);
	} else if (result == ERR_DATA) {
		watch_folder_tried(w); /* no article among them: again with the next one */
	}
	bool again = !o->once && (result == ERR_IO || result == ERR_DATA);
	if (again && !map_interrupted())
		log_write(LOG_WARNING, "%s", e->msg);
	return again ? OK : result;
}

static enum err watch(const struct watch_options *o, const char *const *folders, size_t n, struct error *e)
{
	struct watch_folder *w = NULL;
	const char *output = o->map.output ? o->map.output : MAP_DEFAULT_OUTPUT;
	const struct watch_spec spec = {.input = &o->map.input, .output = output,
	                                .settle_s = o->settle ? o->settle : DEFAULT_SETTLE_S,
	                                .poll_s = o->poll, .fallback_s = DEFAULT_POLL_S};
	enum err result = watch_folder_open(folders, n, &spec, &w, e);
	while (result == OK && !map_interrupted()) {
		result = watch_folder_look(w, e);
		if (result == OK && watch_folder_n_ready(w))
			result = pass(o, w, e);
		if (result != OK || (o->once && !watch_folder_waits(w)))
			break;
		watch_folder_wait(w, map_interrupted);
	}
	watch_folder_close(w);
	if (map_interrupted()) {
		log_write(LOG_INFO, "stopped; '%s' is whole", output);
		return OK;
	}
	return result;
}

static int cmd_watch(int argc, char **argv)
{
	struct watch_options o = {.settle = 0};
	struct error e;
	int status = options_parse(&command_watch, &argc, argv, &o);
	if (status < 0 && argc < 2)
		status = usage_error(&command_watch, "which folder? give the one that your feed fills");
	if (status < 0) {
		map_catch_signals();
		enum err result = watch(&o, (const char *const *)(argv + 1), (size_t)argc - 1, &e);
		status = result == OK ? 0 : report_error(&e);
	}
	input_options_free(&o.map.input);
	return status;
}

static const char *const watch_examples[] = {
	"kharita watch feed/ -o output",
	"add every article that appears in feed/, until it is stopped",
	"kharita watch feed/ -o output --once",
	"the same for what is there now: for cron",
	NULL,
};

const struct command command_watch = {
	.name = "watch",
	.summary = "add the articles that a feed puts into a folder, as they come",
	.arguments = "DIR... [-o DIR]",
	.description = "As 'kharita map --add' whenever new files lie in DIR, or in a folder in it: each file once, when it has\n"
	               "stopped growing. It tells a line a pass. SIGINT and SIGTERM end it; the outputs are whole at any\n"
	               "moment, and the next start goes on from there. Corrections made in QGIS meanwhile are taken over with\n"
	               "the next pass.",
	.options = watch_table,
	.examples = watch_examples,
	.run = cmd_watch,
};
