/* The levels that a reader goes down through: a file, the packed file in it, a record in that. Inside article/ only.
 * Each kind of content has a function that takes the next thing out of it. */
#ifndef KHARITA_ARTICLE_LEVEL_H
#define KHARITA_ARTICLE_LEVEL_H

#include "article/article.h"
#include "article/sniff.h"
#include "article/stream.h"

struct fields;

/* What one file of the disk has been unpacked to so far. */
struct unpacking {
	uint64_t packed, unpacked;
	unsigned depth; /* of packed files within each other */
};

struct level {
	struct level *below;
	enum content content;
	char *path;          /* what its units' sources begin with */
	struct stream stream;
	bool fruitful;       /* something came out of it, be it a rejection */
	uint64_t record;     /* line of a JSON-lines file, else ordinal */
	void *state;         /* of the kind: freed by its close function */
	struct unpacking *unpacking;
	const struct article_options *options;
	const struct fields *fields;
	bool *warned_date;   /* of the whole run */
};

/* What a step came to. */
enum step {
	STEP_END,    /* nothing is left */
	STEP_UNIT,   /* *unit is filled, or a rejection */
	STEP_DOWN,   /* *nested is to be read before the next step */
};

struct step_result {
	enum step step;
	struct article_unit unit;
	struct source *nested;
	char *nested_path; /* new */
};

/* Takes the next thing out. Errors are those of the whole run (ERR_NOMEM): what is wrong with the input comes as a
 * rejection, after which the level goes on or ends. */
typedef enum err level_step(struct level *l, struct step_result *out, struct error *e);

level_step level_text, level_page, level_lines, level_filter, level_objects, level_table, level_feed, level_warc, level_archive;
void level_page_close(struct level *l);
void level_table_close(struct level *l);
void level_objects_close(struct level *l);
void level_feed_close(struct level *l);
void level_archive_close(struct level *l);

/* Makes the result a rejection; `source` is copied. ERR_NOMEM. */
enum err step_reject(struct step_result *out, const char *source, enum err code, const char *reason, struct error *e);

/* The whole of what is left as one unit; nothing when there has been one. */
enum err level_whole(struct level *l, enum unit_format format, struct step_result *out, struct error *e);

/* New string "path#n" of the level's present record; NULL without memory. */
char *level_record_source(const struct level *l);

/* New string, what a unit is called: the first of the two (or NULL) that is not empty, printable, else as above. */
char *level_unit_source(const struct level *l, const char *path, const char *url);

/* New copy of bytes that ends with a NUL; NULL without memory. */
char *copy_bytes(struct sv bytes);

/* New string: a name as it is told and written: what is no UTF-8, and controls, as \xHH. NULL without memory. */
char *printable_name(const char *name);

#endif
