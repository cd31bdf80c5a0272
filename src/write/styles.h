/* The installed folder of styles: share/kharita/styles beside the program. */
#ifndef KHARITA_WRITE_STYLES_H
#define KHARITA_WRITE_STYLES_H

#include "base/error.h"

#include <stddef.h>

enum { STYLES_PATH_BYTES = 2200 };

/* Where the file `name` ("theme.json", "preview/page.html") of the styles lies; ERR_IO when it is not installed. */
enum err styles_find(const char *name, char *out, size_t size, struct error *e);

#endif
