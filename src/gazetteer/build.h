/* Building the compiled gazetteer from the folder that people edit. */
#ifndef KHARITA_GAZETTEER_BUILD_H
#define KHARITA_GAZETTEER_BUILD_H

#include "base/buf.h"
#include "gazetteer/gazetteer.h"

struct gazetteer_build_counts {
	size_t places, without_point;
	size_t keys, generated_keys, english_keys, prefixes; /* distinct */
	size_t areas, lines;
	size_t unknown_geometries; /* features whose id no place has */
	size_t unknown_parents;    /* admin cells that no place answers to */
	size_t tables, rows;       /* of the lexicon */
	size_t bytes;
};

/* Reads source_dir (places.tsv, *.geojson, lexicon/?*.tsv, VERSION) and writes the compiled file, whole or not at all.
 * The same input gives the same bytes. `counts` may be NULL. ERR_DATA as "FILE:LINE: reason" at the first malformed
 * row, ERR_IO when something cannot be read or written. */
enum err gazetteer_build(const char *source_dir, const char *out_path, struct gazetteer_build_counts *counts,
                         struct error *e);

/* What a layer above makes of the lexicon once, so that no start has to: bytes that are used in place, the same for the
 * same gazetteer. gazetteer_image() finds them again by name. */
struct gazetteer_image_maker {
	const char *name;
	enum err (*make)(const struct gazetteer *g, struct buf *out, struct error *e);
};

/* gazetteer_build() with the images of n makers in the file. */
enum err gazetteer_build_with(const char *source_dir, const char *out_path, const struct gazetteer_image_maker *makers,
                              size_t n, struct gazetteer_build_counts *counts, struct error *e);

#endif
