/* The article record, and the reader that yields articles from files, folders, standard input and NDJSON. */
#ifndef KHARITA_ARTICLE_ARTICLE_H
#define KHARITA_ARTICLE_ARTICLE_H

#include "base/arena.h"
#include "base/error.h"

/* Lies in the article's arena, the text perhaps in its unit's bytes. Unknown is empty. */
struct article {
	struct sv doc_id;     /* 16 hex digits: XXH3 of the text */
	struct sv source;     /* the input's path as given; a JSON record: its `path`, else its url, else FILE#LINE */
	struct sv source_url, title, outlet;
	struct sv published;  /* as the metadata gives it: ISO date or date-time */
	struct sv text;       /* valid UTF-8, as read */
	struct sv charset;
};

/* An input that was refused. */
struct reject {
	struct sv source;
	struct sv reason; /* one line, names the remedy where there is one */
	enum err code;
};

struct article_options {
	const char *metadata_path; /* --metadata TSV (columns source, published, url, title, outlet), or NULL */
	const char *published;     /* ISO date of articles that come without one, or NULL */
	const char *output_path;   /* folder that is no input even if an input holds it, or NULL */
	size_t max_bytes;          /* an article's ceiling; 0 = 64 MiB */
	bool any_language;         /* take articles that are not in Arabic */
};

/* A raw input unit: bytes of one article with what the container says of it. Reading is serial and cheap;
 * decoding (article_decode) runs on the workers. Owned by the reader's caller: article_unit_release(). */
struct article_unit {
	char *bytes;
	size_t n_bytes;
	char *source, *url, *title, *outlet, *published; /* NULL where unknown */
	bool decoded;   /* bytes are already UTF-8 text (a JSON string) */
	enum err code;  /* != OK: this unit is a rejection, `reason` says why */
	char *reason;
	uint64_t sequence;
};
void article_unit_release(struct article_unit *u);

struct article_reader;

/* Inputs: paths of files and folders ("-" is standard input; folders are walked recursively in byte order of their
 * paths; text and NDJSON/JSON-lines are told apart by content). The strings are borrowed until close. ERR_IO / ERR_DATA
 * for unusable metadata. */
enum err article_reader_open(const char *const *inputs, size_t n, const struct article_options *o,
                             struct article_reader **out, struct error *e);
void article_reader_close(struct article_reader *r);

/* The next unit, in a fixed order; *more false at the end. A unit that cannot be read comes back with its code and
 * reason set; the iteration goes on. */
enum err article_reader_next(struct article_reader *r, struct article_unit *out, bool *more, struct error *e);

/* Bytes read so far and bytes in all inputs known so far, for progress. */
void article_reader_progress(const struct article_reader *r, uint64_t *done, uint64_t *total);

/* Unit -> article in the arena: decodes, checks language and emptiness. ERR_REJECTED with a one-line reason in e. */
enum err article_decode(struct arena *a, const struct article_unit *u, const struct article_options *o,
                        struct article *out, struct error *e);

#endif
