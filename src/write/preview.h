/* The preview page: index.html, one static page with the incidents on a map, that opens from a disk without a network.
 * What draws it in a browser stands in styles/preview; the map library is Leaflet, taken from where its package has
 * put it and written into the page with its licence. Data and base map are embedded. */
#ifndef KHARITA_WRITE_PREVIEW_H
#define KHARITA_WRITE_PREVIEW_H

#include "base/buf.h"
#include "gazetteer/gazetteer.h"
#include "write/model_layers.h"
#include "write/theme.h"

/* A page with more incidents would open slowly: the newest ones are shown, and the page says of how many. */
enum { PREVIEW_MAX_INCIDENTS = 10000 };

/* Leaflet's parts, as installed. */
struct preview_library {
	struct buf script, style, licence;
};

/* `dir` NULL looks where packages put it. ERR_ENV, with the remedy, when a part is missing. Release in any case. */
enum err preview_library_open(const char *dir, struct preview_library *out, struct error *e);
void preview_library_release(struct preview_library *l);

struct preview_spec {
	const struct theme *theme;
	const struct gazetteer *gazetteer;
	const struct preview_library *library;
	enum theme_lang lang; /* the page opens in it, and can be switched */
	const char *title;    /* NULL = the theme's */
};

/* Writes the page of a model and its layers; it appears whole or not at all. ERR_IO, ERR_DATA for a broken template,
 * ERR_NOMEM. */
enum err preview_write(const struct model *m, const struct layer *layers, const struct preview_spec *spec,
                       const char *path, struct error *e);

#endif
