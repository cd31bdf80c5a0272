/* Kharita as a library: Arabic reports of armed incidents to places and incidents, as lines of JSON.
 *
 *     struct kharita *k;
 *     struct kharita_session *s;
 *     struct kharita_error e;
 *     const char *json;
 *     size_t n;
 *     if (kharita_open(NULL, &k, &e) == KHARITA_OK && kharita_session_open(k, &s, &e) == KHARITA_OK) {
 *             struct kharita_article a = {sizeof a, text, n_text, "article.txt"};
 *             if (kharita_extract(s, &a, &json, &n, &e) == KHARITA_OK)
 *                     fwrite(json, 1, n, stdout);
 *             kharita_session_close(s);
 *     }
 *
 * Threads: one `struct kharita`, opened once, serves all threads; each thread has a session of its own, which one
 * thread uses at a time. There is no other state: several may be open, with gazetteers of their own.
 * Ownership: what kharita_open() and kharita_session_open() give is the caller's to close. Strings that go in are
 * borrowed for the call, strings that come out stay the session's: they are valid until its next call.
 * Errors: every function that can fail returns a status and, unless `e` is NULL, tells the reason in *e, which is the
 * caller's. Nothing is printed, nothing ends the process, and the locale of the calling program does not matter.
 * Compatibility: libkharita.so.0 keeps these functions. A struct that the caller fills begins with its size as the
 * caller knows it: fields may be added behind, and what an older caller does not know has its default (zero). */
#ifndef KHARITA_H
#define KHARITA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define KHARITA_API __attribute__((visibility("default")))
#else
#define KHARITA_API
#endif

enum kharita_status {
	KHARITA_OK = 0,
	KHARITA_REJECTED = 1,    /* no article: empty, not Arabic, not text */
	KHARITA_USAGE = 2,       /* a call that makes no sense, a date that is none */
	KHARITA_IO = 3,          /* a file cannot be read */
	KHARITA_ENVIRONMENT = 4, /* a library or file of the installation is missing */
	KHARITA_NO_MEMORY = 5,
	KHARITA_BAD_DATA = 6,    /* a damaged gazetteer, an overlay with faults */
	KHARITA_LIMIT = 7        /* an article too long, or one that needs too much memory */
};

struct kharita_error {
	enum kharita_status status;
	char message[768]; /* one line, lower case, the subject in quotes */
};

/* The gazetteer and all rules: immutable once open, shared by all threads. */
struct kharita;

/* One worker: the memory that an article needs, and its result. */
struct kharita_session;

/* {sizeof o} or NULL has the defaults. */
struct kharita_options {
	size_t struct_size;          /* sizeof(struct kharita_options) */
	const char *gazetteer;       /* compiled file; NULL: ../share/kharita/kharita.gaz beside the library, else the
	                              * environment's KHARITA_GAZETTEER */
	const char *const *overlays; /* the caller's own places on top: TSV as places.tsv, GeoJSON */
	size_t n_overlays;
	const char *published;       /* ISO date of articles that come without one, or NULL */
	size_t max_bytes;            /* refuse longer articles; 0: 64 MiB */
	int any_language;            /* not 0: take articles that are not in Arabic */
};

enum kharita_format {
	KHARITA_TEXT = 0, /* the article's text, nothing else */
	KHARITA_PAGE = 1  /* a web page: its main text, title, date and address are found; needs libxml2 */
};

/* {sizeof a, text, n_text} is enough; NULL is unknown. */
struct kharita_article {
	size_t struct_size;         /* sizeof(struct kharita_article) */
	const char *text;           /* bytes in UTF-8, UTF-16 or Windows-1256, no end mark needed */
	size_t n_text;
	const char *source;         /* what the result names as its source: a path, an identifier */
	const char *published;      /* ISO 8601 date or date-time: what "yesterday" counts from */
	const char *title, *url, *outlet;
	const char *charset;        /* declared by whoever sent it; NULL: found from the bytes */
	enum kharita_format format;
};

/* Opens the gazetteer (about a millisecond; tens with overlays). *out is new: kharita_close(); NULL on failure. */
KHARITA_API enum kharita_status kharita_open(const struct kharita_options *o, struct kharita **out,
                                             struct kharita_error *e);

/* Behind the last of its sessions. NULL is legal. */
KHARITA_API void kharita_close(struct kharita *k);

/* *out is new: kharita_session_close(); NULL on failure. Cheap; a session keeps some memory between articles. */
KHARITA_API enum kharita_status kharita_session_open(const struct kharita *k, struct kharita_session **out,
                                                     struct kharita_error *e);
KHARITA_API void kharita_session_close(struct kharita_session *s);

/* One article: *json is the line that `kharita extract` prints, with its "\n", *n bytes and a NUL behind them. On
 * failure *json is NULL, *n 0, and the session is as good as before. The same article gives the same bytes in every
 * session. */
KHARITA_API enum kharita_status kharita_extract(struct kharita_session *s, const struct kharita_article *a,
                                                const char **json, size_t *n, struct kharita_error *e);

/* What the gazetteer knows of a name (UTF-8), at most `max` places (0: all): *json is the array that `kharita lookup
 * --json` prints, best first, "[]" for none. Otherwise as kharita_extract(). */
KHARITA_API enum kharita_status kharita_lookup(struct kharita_session *s, const char *name, size_t max,
                                               const char **json, size_t *n, struct kharita_error *e);

/* Degrees, WGS 84; not beyond 180 and 90. */
struct kharita_position {
	double lon_deg, lat_deg;
};

/* The same, namesakes near a position first, as `kharita lookup --near` does; each row has distance_km, too (null for a
 * place whose position is unknown). KHARITA_USAGE for NULL or a position that is none. */
KHARITA_API enum kharita_status kharita_lookup_near(struct kharita_session *s, const char *name,
                                                    const struct kharita_position *near, size_t max,
                                                    const char **json, size_t *n, struct kharita_error *e);

/* Edition of the open gazetteer, "2026-11"; valid until it is closed. */
KHARITA_API const char *kharita_gazetteer_date(const struct kharita *k);

/* The library's version, "0.1.0"; what a status means. Static. */
KHARITA_API const char *kharita_version(void);
KHARITA_API const char *kharita_status_text(enum kharita_status status);

#ifdef __cplusplus
}
#endif

#endif
