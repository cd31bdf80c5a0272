/* A check while it runs; private to check*.c. */
#ifndef KHARITA_GAZETTEER_CHECKS_H
#define KHARITA_GAZETTEER_CHECKS_H

#include "gazetteer/check.h"
#include "gazetteer/open.h"
#include "gazetteer/source.h"

struct check {
	struct arena *arena;
	struct findings *out;
	struct source source;       /* rows with their lines */
	struct buf compiled;        /* the same, compiled: places have the same indexes */
	struct gazetteer gazetteer; /* opened over `compiled` */
};

/* Adds a finding about a row (NULL: the message names the place itself). */
void check_report(struct check *c, enum finding_level level, const struct source_place *at, const char *remedy,
                  const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* All checks that need every row. */
void check_places(struct check *c);

#endif
