#include "write/layers_tiles.h"

#include "base/file.h"
#include "write/label.h"
#include "write/tiles.h"

#include <stdlib.h>
#include <unistd.h>

void layers_tiles_warm(void)
{
	typesetter_warm();
}

enum err layers_tiles_fonts(const struct theme *t, struct typesetter **out, struct error *e)
{
	return typesetter_open(t->fonts.text, out, e);
}

void layers_tiles_fonts_free(struct typesetter *t)
{
	typesetter_free(t);
}

enum err layers_tiles_write(const struct model *drawn, const struct layers_tiles *spec, const char *dir, struct error *e)
{
	char *path = path_join(dir, LAYERS_TILES);
	char *former = spec->reuse ? path_join(spec->reuse, LAYERS_TILES) : NULL;
	const struct tiles_spec tiles = {
		.theme = spec->theme, .lang = spec->lang, .min_zoom = TILES_MIN_ZOOM, .max_zoom = TILES_MAX_ZOOM,
		.previous = former && access(former, R_OK) == 0 ? former : NULL, .jobs = spec->jobs,
		.typesetter = spec->typesetter};
	bool lacks = !path || (spec->reuse && !former);
	enum err result = lacks ? error_set(e, ERR_NOMEM, "no memory to write '%s'", LAYERS_TILES)
	                        : tiles_write(drawn, &tiles, path, NULL, e);
	free(path);
	free(former);
	return result;
}
