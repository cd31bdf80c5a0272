/* What is wrong or doubtful in the folder that people edit. */
#ifndef KHARITA_GAZETTEER_CHECK_H
#define KHARITA_GAZETTEER_CHECK_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

enum finding_level {
	FINDING_ERROR,   /* the build refuses it */
	FINDING_WARNING, /* probably a mistake */
	FINDING_NOTICE,  /* may be meant; worth a look */
	FINDING_LEVELS
};

struct finding {
	enum finding_level level;
	struct sv message; /* "FILE:LINE: what was found" */
	struct sv file;    /* where; empty: the message names the place itself */
	size_t line;       /* 0 without a file */
	struct sv what;    /* what was found */
	struct sv remedy;  /* what to do */
	size_t order;      /* of finding */
};

struct findings {
	struct finding *items; /* errors first, then warnings, then notices */
	size_t n, capacity;
	size_t counts[FINDING_LEVELS];
};

/* Checks a folder. Errors: rows and files that the build refuses. Warnings: rows against their codes, sources, parents and
 * the area they should lie in; letters that do not belong into names; names that match where they should not; one place
 * twice; geometries that do not fit their place; lexicon cells out of range. Notices: namesakes that only the text can
 * tell apart, roads without a line. docs/gazetteer.md lists them. Every finding has a remedy. Everything in the arena.
 * ERR_IO when the folder cannot be read. */
enum err gazetteer_check(struct arena *a, const char *dir, struct findings *out, struct error *e);

const char *finding_level_name(enum finding_level l);

#endif
