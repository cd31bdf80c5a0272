/* Where the library finds its own parts. */
#ifndef KHARITA_API_LOCATE_H
#define KHARITA_API_LOCATE_H

#include <stdbool.h>
#include <stddef.h>

/* The gazetteer installed with the library: share/kharita/kharita.gaz one or two folders above the file that this code
 * was loaded from (a program, when it was linked in). False when there is none. */
bool locate_gazetteer(char *path, size_t size);

#endif
