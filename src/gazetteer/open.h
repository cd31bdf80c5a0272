/* An open gazetteer from inside; private to this layer. */
#ifndef KHARITA_GAZETTEER_OPEN_H
#define KHARITA_GAZETTEER_OPEN_H

#include "base/arena.h"
#include "base/file.h"
#include "gazetteer/format.h"
#include "gazetteer/lexicon.h"

struct gazetteer {
	struct file_map map; /* the file, or nothing once an overlay was added */
	char *owned;         /* then these bytes, malloc'ed */
	const char *bytes;
	size_t len;
	struct file_header header;
	struct place *places;
	size_t n_places;
	struct geometry *geometries;
	size_t n_geometries;
	struct lexicon *tables;
	size_t n_tables;
	struct arena arena; /* rings, polygons, cells: what needs pointers */
	char fingerprint[17];
};

/* Builds an open gazetteer over bytes that stay where they are as long as it lives; nothing is freed on failure but
 * what it made itself. ERR_DATA when they are damaged. `path` only for messages. */
enum err gazetteer_open_bytes(struct gazetteer *g, const char *path, const char *bytes, size_t len, struct error *e);

/* Frees the tables, not the bytes. */
void gazetteer_drop_tables(struct gazetteer *g);

/* A section's records in place, and their number. */
const void *gazetteer_section(const struct gazetteer *g, enum section s, size_t *n);

/* A string of the heap; empty when the reference lies outside it. */
struct sv gazetteer_text(const struct gazetteer *g, struct file_ref r);

/* The span of a key's slot; empty when it lies outside the entries. */
struct name_span gazetteer_span(const struct gazetteer *g, struct file_span s);

#endif
