/* An open gazetteer from inside; private to this layer. */
#ifndef KHARITA_GAZETTEER_OPEN_H
#define KHARITA_GAZETTEER_OPEN_H

#include "base/arena.h"
#include "base/file.h"
#include "gazetteer/format.h"
#include "gazetteer/lexicon.h"

#include <stdatomic.h>

struct section_view {
	const void *records;
	size_t n;
};

/* States of what is filled when it is first asked for; whoever finds it FILLING waits. */
enum { EMPTY, FILLING, READY };

struct gazetteer {
	struct file_map map; /* the file, or nothing once an overlay had it compiled again */
	char *owned;         /* then these bytes, malloc'ed */
	struct section_view sections[SECTION_COUNT]; /* in the file; in the arena where an overlay changed them */
	struct place *places;                        /* each filled when it is first asked for */
	atomic_uchar *place_states;                  /* EMPTY, FILLING, READY */
	size_t n_places;
	struct geometry *geometries;
	size_t n_geometries;
	struct lexicon *tables;    /* filled when the first is asked for */
	atomic_uchar tables_state; /* EMPTY, FILLING, READY */
	size_t n_tables;
	struct arena arena; /* rings, polygons, cells: what needs pointers */
	struct content_check *check; /* of a file whose content is looked through on a thread meanwhile; else NULL */
	char date[16], fingerprint[17];
};

/* Builds an open gazetteer over bytes that stay where they are as long as it lives; nothing is freed on failure but
 * what it made itself. ERR_DATA when they are damaged. `path` only for messages. */
enum err gazetteer_open_bytes(struct gazetteer *g, const char *path, const char *bytes, size_t len, struct error *e);

/* The same but for what grows with the content: its hash and every place, which gazetteer_check_content() looks through. What
 * is read before may be nonsense where the file is damaged, but never lies outside it. */
enum err gazetteer_view_bytes(struct gazetteer *g, const char *path, const char *bytes, size_t len, struct error *e);
enum err gazetteer_check_content(const struct gazetteer *g, const char *path, const char *bytes, size_t len,
                                 struct error *e);

/* Begins gazetteer_check_content() of the map on a thread, or makes it at once where there is none. ERR_DATA, ERR_NOMEM. */
enum err content_check_begin(struct gazetteer *g, const char *path, struct error *e);

/* Waits for it and frees it; NULL is legal. */
void content_check_end(struct gazetteer *g);

/* The lexicon's tables; *n is 0 when there is no memory for them. */
const struct lexicon *gazetteer_tables(const struct gazetteer *g, size_t *n);

/* Makes room for `n` places, all still to be filled. ERR_NOMEM leaves the old ones. */
enum err gazetteer_renew_places(struct gazetteer *g, const char *path, size_t n, struct error *e);

/* Frees the tables, not the bytes. */
void gazetteer_drop_tables(struct gazetteer *g);

/* True for a file that is added to the installed gazetteer rather than being one: FILE.tsv, FILE.geojson. */
bool gazetteer_is_overlay(const char *path);

/* A section's records in place, and their number. */
const void *gazetteer_section(const struct gazetteer *g, enum section s, size_t *n);

/* A string of the heap; empty when the reference lies outside it. */
struct sv gazetteer_text(const struct gazetteer *g, struct file_ref r);

/* The i-th image; false behind the last. */
bool gazetteer_image_at(const struct gazetteer *g, size_t i, struct sv *name, struct sv *bytes);

/* The span of a key's slot; empty when it lies outside the entries. */
struct name_span gazetteer_span(const struct gazetteer *g, struct file_span s);

#endif
