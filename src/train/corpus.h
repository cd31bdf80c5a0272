/* Annotated articles: a folder with texts/ and, unless they name no places, gold/. */
#ifndef KHARITA_TRAIN_CORPUS_H
#define KHARITA_TRAIN_CORPUS_H

#include "geo/geo.h"
#include "text/text.h"

/* A place that a text names, as annotated. */
struct gold_place {
	uint32_t start, end; /* code points */
	bool party;          /* a country as a party: neither asked for nor wrong */
	bool has_point;
	struct lonlat point;
	double tolerance_km; /* where has_point */
};

struct gold_article {
	struct sv doc;  /* its file's stem */
	struct sv set;  /* the folder as given */
	struct text text;
	struct gold_place *places;
	size_t n_places;
};

struct corpus {
	struct arena arena;
	struct gold_article *articles; /* in the order of the folders given, then of names */
	size_t n, capacity;
};

void corpus_init(struct corpus *c);
void corpus_release(struct corpus *c);

/* Appends a folder's articles. ERR_IO, ERR_DATA with file and reason. */
enum err corpus_add(struct corpus *c, const char *folder, struct error *e);

#endif
