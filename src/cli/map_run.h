/* One run of `kharita map`, as `map` and `watch` make it: articles to a folder of outputs, fresh or added to. */
#ifndef KHARITA_CLI_MAP_RUN_H
#define KHARITA_CLI_MAP_RUN_H

#include "cli/input_options.h"

struct map_options {
	struct common_options common;
	struct input_options input;
	const char *output, *crs, *title, *language, *export;
	bool no_merge, no_tiles, no_map, no_preview, add;
};

/* The rows of map's options for a command whose values begin with a struct map_options. */
#define MAP_OPTIONS												\
	{"output", 'o', OPTION_TEXT, offsetof(struct map_options, output), "DIR",				\
	 "folder to write into (default output)"},								\
	INPUT_OPTIONS(map_options, input),									\
	{"crs", 0, OPTION_TEXT, offsetof(struct map_options, crs), "CRS",					\
	 "CRS of the GeoPackage, e.g. EPSG:32637 (default EPSG:4326)"},						\
	{"title", 0, OPTION_TEXT, offsetof(struct map_options, title), "TEXT",					\
	 "title of the map and the project"},									\
	{"language", 0, OPTION_TEXT, offsetof(struct map_options, language), "ar|en",				\
	 "labels and legend (default ar)"},									\
	{"no-merge", 0, OPTION_FLAG, offsetof(struct map_options, no_merge), NULL,				\
	 "keep every article's incidents apart"},								\
	{"no-tiles", 0, OPTION_FLAG, offsetof(struct map_options, no_tiles), NULL, "make no raster tiles"},	\
	{"no-map", 0, OPTION_FLAG, offsetof(struct map_options, no_map), NULL, "draw no report map"},		\
	{"no-preview", 0, OPTION_FLAG, offsetof(struct map_options, no_preview), NULL, "write no preview page"}, \
	{"export", 0, OPTION_TEXT, offsetof(struct map_options, export), "LIST",				\
	 "also write tables for exchange: acled, acled-labels, ged"}

/* What a run came to. */
struct map_outcome {
	struct pipeline_counts counts; /* of everything in the folder */
	size_t n_new;                  /* articles that this run took */
	size_t n_again;                /* articles taken before that were read again from the state store */
	size_t n_refused;              /* inputs that this run refused */
	size_t n_reviewed;             /* corrections that analysts made since the last run */
	size_t n_learned;              /* rows of unresolved.csv filled in since the last run */
	bool unchanged;                /* nothing was new: the outputs were left as they are */
	double seconds;
};

/* Runs the inputs into o->output: afresh, or added to what is there (o->add; then options that are not given are those of
 * the run before). `command` is told to others that want the folder meanwhile, `table` is the command's. OK, or the error
 * with the outputs as they were. Ends early with map_interrupt(). */
enum err map_run(const struct map_options *o, const char *command, const struct option *table,
                 const char *const *inputs, size_t n, struct map_outcome *out, struct error *e);

/* SIGINT, SIGTERM and SIGHUP end a run: nothing is written. */
void map_catch_signals(void);
bool map_interrupted(void);

#define MAP_DEFAULT_OUTPUT "output"

#endif
