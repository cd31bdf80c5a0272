/* Folders that others fill: which files are new or changed, and no longer growing. Knows of changes by inotify; without
 * it, and on file systems that tell nothing, by looking again. */
#ifndef KHARITA_CLI_WATCH_FOLDER_H
#define KHARITA_CLI_WATCH_FOLDER_H

#include "cli/input_options.h"

struct watch_spec {
	const struct input_options *input; /* include and exclude */
	const char *output;                /* a folder that is no input */
	unsigned settle_s;                 /* unchanged for so long: whole */
	unsigned poll_s;                   /* look so often; 0: when the system tells of a change */
	unsigned fallback_s;               /* and where it cannot, so often */
};

struct watch_folder;

/* `folders` and `spec` are borrowed until watch_folder_close(). ERR_IO when one of them is no folder. */
enum err watch_folder_open(const char *const *folders, size_t n, const struct watch_spec *spec, struct watch_folder **out,
                           struct error *e);
void watch_folder_close(struct watch_folder *w);

/* Looks into the folders. Then the files that are ready, in byte order of their paths, and whether some are waited for. */
enum err watch_folder_look(struct watch_folder *w, struct error *e);
const char *const *watch_folder_ready(const struct watch_folder *w);
size_t watch_folder_n_ready(const struct watch_folder *w);
bool watch_folder_waits(const struct watch_folder *w);

/* The files that were ready are done; or were tried, and come again when another one is ready. */
void watch_folder_done(struct watch_folder *w);
void watch_folder_tried(struct watch_folder *w);

/* Sleeps until it is worth another look, or `stopped` tells. */
void watch_folder_wait(struct watch_folder *w, bool (*stopped)(void));

#endif
