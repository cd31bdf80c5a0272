/* A check while it runs; private to check*.c. */
#ifndef KHARITA_GAZETTEER_CHECKS_H
#define KHARITA_GAZETTEER_CHECKS_H

#include "gazetteer/check.h"
#include "gazetteer/open.h"
#include "gazetteer/source.h"

/* One name of a row: its primary one or a listed variant. */
struct check_name {
	struct sv key, text;
	size_t row;
	bool is_variant;
};

struct check {
	struct arena *arena;
	struct findings *out;
	const char *dir;
	struct source source;       /* rows with their lines */
	struct buf compiled;        /* the same, compiled: places have the same indexes */
	struct gazetteer gazetteer; /* opened over `compiled` */
	struct check_name *names;   /* of all rows, by key, then row */
	size_t n_names;
};

/* Adds a finding about a row (NULL: the message names the place itself), or about a line of another file. */
void check_report(struct check *c, enum finding_level level, const struct source_place *at, const char *remedy,
                  const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void check_report_at(struct check *c, enum finding_level level, const char *file, size_t line, const char *remedy,
                     const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* Each row by itself: codes, numbers, sources, parents, position. */
void check_rows(struct check *c);

/* The letters of names, and whether a bare name can stand in a text. */
void check_names(struct check *c);

/* Rows against each other: one place twice, namesakes, variants that are other places' names. */
void check_pairs(struct check *c);

/* Areas and lines. */
void check_geometries(struct check *c);

/* Tables of the lexicon. */
void check_lexicon(struct check *c);

/* The word behind "pcode=" in a note; empty if there is none. */
struct sv check_p_code(struct sv note);

/* Rows of a lexicon table whose column holds what `wanted` says (NULL: all), as name keys, sorted. *n 0 without the table. */
struct sv *check_lexicon_keys(struct check *c, const char *table, const char *column, const char *where,
                              const char *wanted, size_t *n);
bool check_has_key(const struct sv *sorted, size_t n, struct sv key);

#endif
