/* MBTiles 1.3 container. Equal pictures are stored once: `tiles` is a view of `map` and `images`. One thread only. */
#ifndef KHARITA_WRITE_MBTILES_H
#define KHARITA_WRITE_MBTILES_H

#include "base/error.h"
#include "base/sv.h"
#include "write/tiles_sink.h"

struct mbtiles;

/* Begins a file beside `path`, which replaces it on commit. ERR_IO. *out is new: mbtiles_close(). */
enum err mbtiles_create(const char *path, struct mbtiles **out, struct error *e);

enum err mbtiles_metadata(struct mbtiles *m, const char *name, const char *value, struct error *e);

/* Tile in XYZ numbering; the container's rows count from the south. *is_new tells whether the picture was not there. */
enum err mbtiles_tile(struct mbtiles *m, const struct tile_picture *p, bool *is_new, struct error *e);

enum err mbtiles_commit(struct mbtiles *m, struct error *e);

/* Frees; removes what was written unless it was committed. NULL is legal. */
void mbtiles_close(struct mbtiles *m);

/* Tiles of an earlier file that need not be drawn again. */
struct mbtiles_old;

/* NULL when there is no such file, or none that this program wrote. */
struct mbtiles_old *mbtiles_old_open(const char *path);
void mbtiles_old_close(struct mbtiles_old *o);

/* The tile's PNG as it was, if it has this fingerprint; false otherwise. Borrowed until the next call. */
bool mbtiles_old_tile(struct mbtiles_old *o, struct tile t, uint64_t fingerprint, struct sv *png);

#endif
