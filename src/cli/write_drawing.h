/* What tiles and posters are drawn from: a folder of layers with its review, or results, and the part of them wanted. */
#ifndef KHARITA_CLI_WRITE_DRAWING_H
#define KHARITA_CLI_WRITE_DRAWING_H

#include "cli/write_commands.h"
#include "write/model_filter.h"
#include "write/review_apply.h"
#include "write/theme.h"

/* What is drawn: the results of a folder with its review, or results; and what has to be freed. */
struct drawing {
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct review_apply review;
	struct model model, drawn; /* drawn: without what was rejected */
	struct arena arena;
};

/* LAYERS: a folder that holds results, or results. `drawn` is what passes the filter (NULL: all). Close in any case. */
enum err drawing_open(struct drawing *d, const char *gazetteer, const char *layers, const struct filter_options *filter,
                      struct error *e);
void drawing_close(struct drawing *d);

/* The options that need no gazetteer; on a wrong one false, with what to say. */
bool filter_check(const struct filter_options *o, const char **complaint);

/* "W,S,E,N" in degrees. */
bool bounds_parse(const char *s, double out[4]);

#endif
