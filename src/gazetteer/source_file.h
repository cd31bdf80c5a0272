/* What the readers of the source's files share; private to source*.c. */
#ifndef KHARITA_GAZETTEER_SOURCE_FILE_H
#define KHARITA_GAZETTEER_SOURCE_FILE_H

#include "gazetteer/source.h"

/* Reads a whole file into the source's arena. */
enum err source_load(struct source *s, const char *path, struct sv *out, struct error *e);

/* Keeps the newest date seen; an empty one is ignored. ERR_DATA for anything but YYYY-MM-DD. */
enum err source_take_date(struct source *s, const char *path, struct sv date, struct error *e);

#endif
