/* The article record, and the reader that yields articles from files, folders, standard input, JSON, CSV, feeds, web
 * pages, web archives and packed files. The kind of an input is told by its content. */
#ifndef KHARITA_ARTICLE_ARTICLE_H
#define KHARITA_ARTICLE_ARTICLE_H

#include "base/arena.h"
#include "base/error.h"

/* Lies in the article's arena, the text perhaps in its unit's bytes. Unknown is empty. */
struct article {
	struct sv doc_id;     /* 16 hex digits: XXH3 of as_read */
	struct sv source;     /* the input's path as given; a JSON record: its `path`, else its url, else FILE#LINE */
	struct sv source_url, title, outlet;
	struct sv published;  /* ISO date or date-time */
	struct sv as_read;    /* valid UTF-8: the text of a file or record, the main text of a page */
	struct sv text;       /* as_read with each character of a boilerplate line blanked: the offsets are the same */
	struct sv charset;
};

/* An input that was refused. */
struct reject {
	struct sv source;
	struct sv reason; /* one line, names the remedy where there is one */
	enum err code;
	bool line; /* it answers a line of its own: see enum line_mode */
};

/* Processor time that one article may take, unless the options say another: some thousand times the usual. */
enum { ARTICLE_MAX_SECONDS = 60 };

/* What becomes of JSON lines. */
enum line_mode {
	LINES_AS_FOUND, /* articles as they come: none of an empty line, several of a list */
	LINES_ANSWERED, /* on standard input each line gives one unit: an article, or a rejection */
	LINES_ONLY,     /* the same, and every input is JSON lines, whatever it looks like; files may be packed */
};

/* Zero and NULL are the defaults. The strings are borrowed. */
struct article_options {
	const char *metadata_path; /* --metadata TSV (columns source, published, url, title, outlet), or NULL */
	const char *published;     /* ISO date of articles that come without one, or NULL */
	const char *output_path;   /* folder that is no input even if an input holds it, or NULL */
	size_t max_bytes;          /* an article's ceiling; 0 = 64 MiB */
	unsigned max_seconds;      /* of processor time on one article; 0 = ARTICLE_MAX_SECONDS */
	bool any_language;         /* take articles that are not in Arabic */
	enum line_mode lines;
	const char *const *lists, *const *include, *const *exclude, *const *fields;
	size_t n_lists;            /* files that list inputs, one a line or parted by NUL bytes; "-": stdin */
	size_t n_include;          /* globs of files that are read in folders; none: all */
	size_t n_exclude;          /* globs of files and folders that are passed over in folders */
	size_t n_fields;           /* "text=body": the field or column of a record that holds something */
	const char *columns;       /* names of a table's columns, parted by commas, when it has no header */
	uint64_t max_archive_bytes; /* what one file may unpack to; 0 = 16 GiB */
	unsigned max_ratio;        /* unpacked to packed bytes, beyond the first 64 MiB; 0 = 200 */
	unsigned max_depth;        /* packed files within each other; 0 = 4 */
	unsigned max_entries;      /* files in one packed file; 0 = 1,000,000 */
};

enum unit_format {
	UNIT_TEXT,
	UNIT_PAGE,     /* HTML with menus and all */
	UNIT_FRAGMENT, /* HTML that is an article's text and nothing else */
};

/* A raw input unit: bytes of one article with what the container says of it. Reading is serial and cheap;
 * decoding (article_decode) runs on the workers. Owned by the reader's caller: article_unit_release(). */
struct article_unit {
	char *bytes;
	size_t n_bytes;
	char *source, *url, *title, *outlet, *published; /* NULL where unknown; they win over what a page says */
	char *page_url, *page_published; /* what stands in when the page says nothing; or NULL */
	char *charset;            /* declared by the container, or NULL */
	enum unit_format format;
	bool decoded;   /* bytes are already UTF-8 text (a JSON string) */
	bool line;      /* the answer to a line: see enum line_mode */
	enum err code;  /* != OK: this unit is a rejection, `reason` says why */
	char *reason;
	uint64_t sequence;
};
void article_unit_release(struct article_unit *u);

struct article_reader;

/* Inputs: paths of files and folders ("-" is standard input; folders are walked recursively in byte order of their
 * paths), then those of the lists. The strings are borrowed until close. ERR_IO / ERR_DATA for unusable metadata or an
 * unreadable list; ERR_USAGE for a bad date, field or glob. */
enum err article_reader_open(const char *const *inputs, size_t n, const struct article_options *o,
                             struct article_reader **out, struct error *e);
void article_reader_close(struct article_reader *r);

/* The next unit, in a fixed order; *more false at the end. A unit that cannot be read comes back with its code and
 * reason set; the iteration goes on. */
enum err article_reader_next(struct article_reader *r, struct article_unit *out, bool *more, struct error *e);

/* Bytes read so far and bytes in all inputs known so far, for progress. */
void article_reader_progress(const struct article_reader *r, uint64_t *done, uint64_t *total);

/* Unit -> article in the arena: decodes, takes a page's main text, title, date, address and outlet, blanks boilerplate,
 * checks language and emptiness. ERR_REJECTED with a one-line reason in e. Thread-safe for distinct arenas. */
enum err article_decode(struct arena *a, const struct article_unit *u, const struct article_options *o,
                        struct article *out, struct error *e);

#endif
