/* JSON layers into a file: the output stream and the values that the layers have beyond result/json_out.h. Belongs to
 * one thread. A failure is sticky: test the return of json_out_close() once. */
#ifndef KHARITA_WRITE_JSON_OUT_H
#define KHARITA_WRITE_JSON_OUT_H

#include "base/file.h"
#include "result/json_out.h"
#include "write/model_layers.h"

struct json_out {
	struct atomic_file file;
	struct buf buf;
	bool failed;
	int reason; /* errno of the first failure */
};

enum err json_out_open(struct json_out *o, const char *path, struct error *e);
/* Commits the file, or removes what was written (ERR_IO). Legal on a zeroed struct. */
enum err json_out_close(struct json_out *o, struct error *e);

/* Passes what is buffered on to the file when it has grown past a quarter of a megabyte. Call once a record. */
void json_out_flush(struct json_out *o);

/* Arrays of texts and of {place_id, name_ar}. */
void json_texts(struct buf *b, const struct sv *items, size_t n);
void json_places(struct buf *b, const struct model_place_ref *items, size_t n);

/* GeoJSON geometries by RFC 7946: at most six decimals, rings closed, exteriors counter-clockwise, holes clockwise. */
void json_point(struct buf *b, struct lonlat p);
void json_shape(struct buf *b, const struct shape *s); /* Polygon or MultiPolygon */
void json_line(struct buf *b, const struct line *l);   /* LineString */

#endif
