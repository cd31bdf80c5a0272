/* The gazetteer as people edit it: places.tsv, the geometries and the lexicon, read and checked row by row. */
#ifndef KHARITA_GAZETTEER_SOURCE_H
#define KHARITA_GAZETTEER_SOURCE_H

#include "base/buf.h"
#include "gazetteer/gazetteer.h"

struct json_t;

struct source_place {
	struct place place; /* views into the source's arena; indexes unset */
	struct sv variants; /* separated by '|' */
	const char *file;
	size_t line;
};

struct source_table {
	struct sv name;
	const char *file;
	size_t n_columns, n_rows;
	const struct sv *columns, *cells;
	size_t *lines; /* of each row; NULL when read from a compiled file */
};

/* Where a geometry was read. */
struct source_feature {
	const char *file;
	size_t line;  /* of the feature's first bracket */
	bool is_open; /* a ring's last position is not its first */
};

struct source_image {
	struct sv name, bytes;
};

/* Where reading leaves the rows it cannot use: called once for each, and reading goes on. */
struct source_sink {
	void (*take)(void *context, const struct error *e);
	void *context;
};

struct source {
	struct arena *arena;            /* owns everything below; its escape must be set */
	struct buf scratch;             /* the file being read */
	struct json_t *document;        /* the GeoJSON being read */
	const struct source_sink *sink; /* NULL: the first bad row stops the reading */
	struct sv date;                 /* ISO, empty if the data name none */
	struct source_place *places;
	size_t n_places, places_capacity;
	struct geometry *geometries;
	size_t n_geometries, geometries_capacity;
	struct source_feature *features; /* of the first n_features geometries: those that were read from files */
	size_t n_features, features_capacity;
	struct source_table *tables;
	size_t n_tables, tables_capacity;
	struct source_image *images;
	size_t n_images, images_capacity;
};

/* An empty source over the arena. The owner of the escape releases it, after a jump too. */
void source_init(struct source *s, struct arena *a);
void source_release(struct source *s);

/* Reads a folder: places.tsv, and if present VERSION, areas / borders / cover / rivers / roads .geojson and lexicon/?*.tsv.
 * ERR_IO without places.tsv; ERR_DATA as "FILE:LINE: reason". */
enum err source_read(struct source *s, const char *dir, struct error *e);

/* Adds the rows of one TSV with columns as places.tsv (id, kind and name_ar must be there, others may lack). A row
 * whose id exists replaces that place if `replace`, else it is an error, as is an id twice in the same file. */
enum err source_read_places(struct source *s, const char *path, bool replace, struct error *e);

/* Adds one GeoJSON file's features; `layer` is static. */
enum err source_read_geometry(struct source *s, const char *path, const char *layer, struct error *e);

/* Hands a bad row to the sink (then OK) or stops with `code`. */
enum err source_refuse(const struct source *s, enum err code, const struct error *row, struct error *e);

/* Adds a copy of what a layer above made of the lexicon; `name` is borrowed. */
void source_add_image(struct source *s, struct sv name, struct sv bytes);

/* Everything of an open gazetteer, or only its lexicon, borrowed from it. */
void source_from_gazetteer(struct source *s, const struct gazetteer *g);
void source_take_lexicon(struct source *s, const struct gazetteer *g);

/* The i-th column of places.tsv, NULL behind the last. */
const char *source_place_column(size_t i);

/* The table NAME, or NULL. Column of a table, or SIZE_MAX. */
const struct source_table *source_table(const struct source *s, const char *name);
size_t source_column(const struct source_table *t, const char *column);

#endif
