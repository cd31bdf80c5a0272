/* The tiles of a folder of layers; apart from the other layers (layers.h), so that what draws them needs no GDAL. */
#ifndef KHARITA_WRITE_LAYERS_TILES_H
#define KHARITA_WRITE_LAYERS_TILES_H

#include "write/model.h"
#include "write/theme.h"

#define LAYERS_TILES "incidents.mbtiles"

struct typesetter;

struct layers_tiles {
	const struct theme *theme;
	enum theme_lang lang;
	const char *reuse;             /* a folder of an earlier run, whose tiles are taken where they are the same; or NULL */
	unsigned jobs;                 /* 0 = number of cores */
	struct typesetter *typesetter; /* of layers_tiles_fonts(), or NULL */
};

/* Begins to read the system's list of fonts, on a thread: a quarter of the next. */
void layers_tiles_warm(void);

/* The fonts ahead of time, for the thread that will draw, or one that it takes them over from: what a start of fontconfig
 * and the search for the first letters cost. ERR_ENV when no font has Arabic letters. *out is new; NULL is legal to free. */
enum err layers_tiles_fonts(const struct theme *t, struct typesetter **out, struct error *e);
void layers_tiles_fonts_free(struct typesetter *t);

/* Draws what is drawn of a model into `dir`/incidents.mbtiles, which appears whole or not at all. */
enum err layers_tiles_write(const struct model *drawn, const struct layers_tiles *spec, const char *dir, struct error *e);

#endif
