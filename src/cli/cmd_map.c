#include "cli/cli.h"

#include "base/log.h"
#include "cli/map_run.h"

static const struct option map_table[] = {
	MAP_OPTIONS,
	{"add", 0, OPTION_FLAG, offsetof(struct map_options, add), NULL,
	 "keep what is in DIR and add the articles that are new"},
	JOBS_OPTION(map_options, input),
	OPTIONS_END,
};

static void report(const struct map_options *o, const struct map_outcome *m)
{
	const char *output = o->output ? o->output : MAP_DEFAULT_OUTPUT;
	const struct pipeline_counts *c = &m->counts;
	if (m->n_reviewed)
		log_write(LOG_INFO, "%zu corrections of analysts taken over", m->n_reviewed);
	if (m->unchanged) {
		log_write(LOG_INFO, "nothing new: '%s' is as it was", output);
		return;
	}
	if (o->add)
		log_write(LOG_INFO, "%zu new articles%s", m->n_new,
		          m->n_again ? "; the gazetteer or the program is another one, so the others were read again" : "");
	log_write(LOG_INFO,
	          "%llu articles, %llu rejected, %llu mentions, %llu incidents: open '%s/kharita.qgz' in QGIS",
	          (unsigned long long)c->articles, (unsigned long long)c->rejected, (unsigned long long)c->mentions,
	          (unsigned long long)c->incidents, output);
}

static int cmd_map(int argc, char **argv)
{
	struct map_options o = {.output = NULL};
	struct map_outcome outcome;
	struct error e;
	int status = options_parse(&command_map, &argc, argv, &o);
	if (status < 0 && !o.add && !input_is_given(&o.input, argc))
		status = usage_error(&command_map, "which articles? give files or folders, or '-' for standard input");
	if (status < 0) {
		map_catch_signals();
		enum err result = map_run(&o, "map", map_table, (const char *const *)(argv + 1), (size_t)argc - 1,
		                          &outcome, &e);
		if (result == OK)
			report(&o, &outcome);
		status = result != OK ? report_error(&e) : err_exit_status(outcome.n_refused ? ERR_REJECTED : OK);
	}
	input_options_free(&o.input);
	return status;
}

static const char *const map_examples[] = {
	"kharita map articles/ -o output",
	"map a folder of articles",
	"kharita map articles/ --metadata dates.tsv --crs EPSG:32637 -o layers",
	"with publication dates, and the GeoPackage in UTM zone 37N",
	"kharita map --add today/ -o output",
	"add today's articles to the map; corrections made in QGIS meanwhile are kept",
	"kharita map --add -o output",
	"no new article: put in force what was corrected, imported or learned",
	NULL,
};

const struct command command_map = {
	.name = "map",
	.summary = "articles to layers, tiles, map and QGIS project: the main job",
	.arguments = "[--add] INPUT... [-o DIR]",
	.description = INPUT_HELP "\n\n"
	               "DIR is made when it is missing; one with files that are not an earlier run's is refused.\n"
	               "All files appear together at the end; after a failure what was there before is still there.\n"
	               "What analysts corrected in DIR/kharita.gpkg is kept, and what they filled into\n"
	               "DIR/unresolved.csv is learned (see 'kharita review --help').\n\n"
	               "With --add articles that are in DIR already are passed over, the new ones are added, and DIR\n"
	               "comes out as if all had been mapped in one run. Options not given are those of the last run.",
	.options = map_table,
	.examples = map_examples,
	.run = cmd_map,
};
