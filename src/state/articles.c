#include "state/articles.h"

#include "state/db.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <xxhash.h>

enum { LEVEL = 6, N_FIELDS = 7 };

/* What an article is packed into: this many fields with a NUL behind each (the last one is the text's size), and the
 * deflated text. */
struct packed {
	struct sv doc_id, source, source_url, title, outlet, published, text_bytes;
	struct sv deflated;
};

static void put_field(struct buf *out, struct sv s)
{
	buf_append(out, sv_take(s, s.len && memchr(s.ptr, 0, s.len) ? strlen(s.ptr) : s.len));
	buf_append_char(out, '\0');
}

void state_article_pack(void *user, const struct article *a, struct buf *out)
{
	(void)user;
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
	size_t bound = c ? libdeflate_zlib_compress_bound(c, a->as_read.len) : 0;
	const struct sv fields[] = {a->doc_id, a->source, a->source_url, a->title, a->outlet, a->published};
	for (size_t i = 0; i < N_FIELDS - 1; i++)
		put_field(out, fields[i]);
	buf_printf(out, "%zu", a->as_read.len);
	buf_append_char(out, '\0');
	if (c && buf_reserve(out, bound))
		out->len += libdeflate_zlib_compress(c, a->as_read.ptr, a->as_read.len, out->ptr + out->len, bound);
	else
		out->failed = true;
	libdeflate_free_compressor(c);
}

static bool unpack(struct sv kept, struct packed *out)
{
	struct sv *const fields[N_FIELDS] = {&out->doc_id, &out->source, &out->source_url, &out->title,
	                                     &out->outlet, &out->published, &out->text_bytes};
	for (size_t i = 0; i < N_FIELDS; i++)
		if (!sv_split(&kept, '\0', fields[i]) || !kept.ptr)
			return false;
	out->deflated = kept;
	return true;
}

static const char insert[] =
	"INSERT OR REPLACE INTO articles (source, doc_id, generation, status, reason, code, published, source_url, title,"
	" outlet, bytes, file_size, file_mtime, mentions, resolved, incidents, text_bytes, text)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";

static enum err ready(struct state *s, struct error *e)
{
	if (!s->add_article)
		return db_prepare(s, insert, &s->add_article, e);
	sqlite.clear_bindings(s->add_article);
	return OK;
}

/* Of an input that is a file: how large and how old it is. */
static void bind_file(sqlite3_stmt *q, struct sv source)
{
	char path[4096];
	char stamp[32];
	struct stat st;
	struct tm tm;
	if (source.len >= sizeof path)
		return;
	memcpy(path, source.ptr, source.len);
	path[source.len] = '\0';
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	sqlite.bind_int64(q, 12, st.st_size);
	if (gmtime_r(&st.st_mtim.tv_sec, &tm) && strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm))
		sqlite.bind_text(q, 13, stamp, -1, SQLITE_TRANSIENT);
}

enum err state_article_put(struct state *s, const struct pipeline_item *i, struct error *e)
{
	struct packed p;
	int64_t text_bytes = 0;
	if (!unpack(i->kept, &p) || !sv_to_int(p.text_bytes, &text_bytes))
		return error_set(e, ERR_DATA, "an article was not packed");
	enum err result = ready(s, e);
	if (result != OK)
		return result;
	sqlite3_stmt *q = s->add_article;
	const struct sv texts[] = {p.source, p.doc_id};
	for (int k = 0; k < 2; k++)
		sqlite.bind_text64(q, k + 1, texts[k].ptr, texts[k].len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite.bind_int64(q, 3, s->pending);
	db_bind(q, 4, SV("taken"));
	db_bind(q, 7, p.published);
	db_bind(q, 8, p.source_url);
	db_bind(q, 9, p.title);
	db_bind(q, 10, p.outlet);
	sqlite.bind_int64(q, 11, (int64_t)i->n_bytes);
	bind_file(q, p.source);
	sqlite.bind_int64(q, 14, (int64_t)i->n_mentions);
	sqlite.bind_int64(q, 15, (int64_t)i->n_resolved);
	sqlite.bind_int64(q, 16, (int64_t)i->n_incidents);
	sqlite.bind_int64(q, 17, text_bytes);
	sqlite.bind_blob64(q, 18, p.deflated.ptr, p.deflated.len, SQLITE_STATIC);
	return db_run(s, q, e);
}

static enum err put_other(struct state *s, struct sv source, struct sv doc_id, const char *status, struct sv reason,
                          struct sv code, struct error *e)
{
	enum err result = ready(s, e);
	if (result != OK)
		return result;
	sqlite3_stmt *q = s->add_article;
	sqlite.bind_text64(q, 1, source.ptr, source.len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite.bind_text64(q, 2, doc_id.ptr, doc_id.len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite.bind_int64(q, 3, s->pending);
	db_bind(q, 4, sv_cstr(status));
	db_bind(q, 5, reason);
	db_bind(q, 6, code);
	bind_file(q, source);
	return db_run(s, q, e);
}

enum err state_reject_put(struct state *s, const struct reject *r, struct error *e)
{
	char id[20]; /* several inputs of one source may be refused for several reasons */
	snprintf(id, sizeof id, "!%016llx", (unsigned long long)XXH3_64bits(r->reason.ptr, r->reason.len));
	return put_other(s, r->source, sv_cstr(id), "rejected", r->reason, sv_cstr(err_text(r->code)), e);
}

enum err state_article_drop(struct state *s, struct sv source, struct sv doc_id, struct error *e)
{
	return put_other(s, source, doc_id, "gone", SV(""), SV(""), e);
}

static uint64_t key_of(const struct sv *fields, size_t n)
{
	uint64_t h = n;
	for (size_t i = 0; i < n; i++)
		h = XXH3_64bits_withSeed(fields[i].ptr, fields[i].len, h + fields[i].len);
	return h;
}

uint64_t state_article_key(const struct article *a)
{
	const struct sv fields[] = {a->doc_id, a->source, a->source_url, a->title, a->outlet, a->published};
	return key_of(fields, sizeof fields / sizeof *fields);
}

static int key_compare(const void *a, const void *b)
{
	const uint64_t *p = a;
	const uint64_t *q = b;
	return (*p > *q) - (*p < *q);
}

enum err state_article_keys(struct state *s, struct state_keys *out, struct error *e)
{
	sqlite3_stmt *q;
	size_t cap = 0;
	*out = (struct state_keys){NULL, 0};
	enum err result = db_prepare(s, "SELECT doc_id, source, source_url, title, outlet, published FROM articles"
	                                " WHERE status = 'taken'", &q, e);
	while (result == OK && sqlite.step(q) == SQLITE_ROW) {
		struct sv fields[N_FIELDS - 1];
		for (int i = 0; i < N_FIELDS - 1; i++)
			fields[i] = db_view(q, i);
		if (out->n == cap) {
			cap = cap ? cap * 2 : 1024;
			uint64_t *larger = realloc(out->items, cap * sizeof *larger);
			if (!larger) {
				result = error_set(e, ERR_NOMEM, "out of memory");
				break;
			}
			out->items = larger;
		}
		out->items[out->n++] = key_of(fields, N_FIELDS - 1);
	}
	if (result == OK && sqlite.errcode(s->db) != SQLITE_DONE && sqlite.errcode(s->db) != SQLITE_OK)
		result = db_fail(s, e);
	sqlite.finalize(q);
	if (result != OK)
		state_keys_free(out);
	else if (out->n)
		qsort(out->items, out->n, sizeof *out->items, key_compare);
	return result;
}

bool state_keys_hold(const struct state_keys *k, uint64_t key)
{
	return k->n && bsearch(&key, k->items, k->n, sizeof *k->items, key_compare);
}

void state_keys_free(struct state_keys *k)
{
	free(k->items);
	*k = (struct state_keys){NULL, 0};
}

struct state_texts {
	struct state *state;
	sqlite3_stmt *query;
	struct pipeline_source source;
	uint64_t sequence;
};

/* The unit's bytes are the packed article. */
static enum err texts_next(void *user, struct article_unit *out, bool *more, struct error *e)
{
	struct state_texts *t = user;
	struct buf b;
	*out = (struct article_unit){.sequence = t->sequence++, .decoded = true};
	int step = sqlite.step(t->query);
	*more = step == SQLITE_ROW;
	if (!*more)
		return step == SQLITE_DONE ? OK : db_fail(t->state, e);
	buf_init(&b, (size_t)1 << 31);
	for (int i = 0; i < N_FIELDS; i++)
		put_field(&b, db_view(t->query, i));
	buf_append(&b, db_view(t->query, N_FIELDS));
	struct sv source = db_view(t->query, 1);
	out->source = strndup(source.ptr, source.len);
	if (!buf_ok(&b) || !out->source) {
		buf_release(&b);
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	out->bytes = b.ptr; /* moves to the unit */
	out->n_bytes = b.len;
	return OK;
}

/* As if the text had just been read from a file; only its language is not judged again. */
static enum err texts_decode(struct arena *a, const struct article_unit *u, const struct article_options *o,
                             struct article *out, struct error *e)
{
	struct packed p;
	struct article_options any = *o;
	int64_t n = 0;
	if (!unpack(sv_make(u->bytes, u->n_bytes), &p) || !sv_to_int(p.text_bytes, &n) || n < 0)
		return error_set(e, ERR_DATA, "the state store holds no text of it");
	char *text = arena_alloc(a, (size_t)n + 1);
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	bool ok = d && libdeflate_zlib_decompress(d, p.deflated.ptr, p.deflated.len, text, (size_t)n, NULL) ==
	                       LIBDEFLATE_SUCCESS;
	libdeflate_free_decompressor(d);
	if (!ok)
		return error_set(e, ERR_DATA, "its text in the state store is damaged; map it again");
	struct article_unit unit = *u;
	unit.bytes = text;
	unit.n_bytes = (size_t)n;
	any.any_language = true;
	enum err result = article_decode(a, &unit, &any, out, e);
	out->doc_id = arena_sv(a, p.doc_id);
	out->source = arena_sv(a, p.source);
	out->source_url = arena_sv(a, p.source_url);
	out->title = arena_sv(a, p.title);
	out->outlet = arena_sv(a, p.outlet);
	out->published = arena_sv(a, p.published);
	return result;
}

enum err state_texts_open(struct state *s, struct sv doc_id, struct state_texts **out, struct error *e)
{
	char sql[400];
	struct state_texts *t = calloc(1, sizeof *t);
	*out = NULL;
	if (!t)
		return error_set(e, ERR_NOMEM, "out of memory");
	snprintf(sql, sizeof sql,
	         "SELECT doc_id, source, source_url, title, outlet, published, text_bytes, text FROM articles"
	         " WHERE status = 'taken' AND generation <= %lld%s ORDER BY source, doc_id",
	         (long long)s->generation, doc_id.len ? " AND doc_id = ?1" : "");
	t->state = s;
	t->source = (struct pipeline_source){.next = texts_next, .decode = texts_decode, .user = t};
	enum err result = db_prepare(s, sql, &t->query, e);
	if (result == OK && doc_id.len)
		sqlite.bind_text64(t->query, 1, doc_id.ptr, doc_id.len, SQLITE_TRANSIENT, SQLITE_UTF8);
	if (result == OK)
		*out = t;
	else
		state_texts_close(t);
	return result;
}

const struct pipeline_source *state_texts_source(const struct state_texts *t)
{
	return &t->source;
}

void state_texts_close(struct state_texts *t)
{
	if (t)
		sqlite.finalize(t->query);
	free(t);
}

enum err state_counts(struct state *s, bool fresh, struct pipeline_counts *out, struct error *e)
{
	/* Of several generations of one article the latest counts; what was dropped does not. */
	static const char sql[] =
		"SELECT sum(status = 'taken'), sum(status = 'rejected'), sum(bytes), sum(mentions), sum(resolved),"
		" sum(incidents) FROM articles AS a WHERE status != 'gone' AND generation >= ?1 AND NOT EXISTS (SELECT 1 FROM articles AS b"
		" WHERE b.source = a.source AND b.generation > a.generation"
		" AND (b.doc_id = a.doc_id OR a.status = 'rejected'))";
	sqlite3_stmt *q;
	enum err result = db_prepare(s, sql, &q, e);
	if (result == OK)
		sqlite.bind_int64(q, 1, fresh ? s->pending : 0);
	if (result == OK && sqlite.step(q) == SQLITE_ROW) {
		uint64_t *const fields[] = {&out->articles, &out->rejected, &out->bytes, &out->mentions, &out->resolved,
		                            &out->incidents};
		for (int i = 0; i < 6; i++)
			*fields[i] = (uint64_t)sqlite.column_int64(q, i);
	} else if (result == OK) {
		result = db_fail(s, e);
	}
	sqlite.finalize(q);
	return result;
}

bool state_reject_known(struct state *s, const struct reject *r)
{
	sqlite3_stmt *q;
	bool known = false;
	if (db_prepare(s, "SELECT 1 FROM articles WHERE source = ?1 AND status = 'rejected' AND reason = ?2"
	                  " AND generation <= ?3", &q, NULL) == OK) {
		db_bind(q, 1, r->source);
		db_bind(q, 2, r->reason);
		sqlite.bind_int64(q, 3, s->generation);
		known = sqlite.step(q) == SQLITE_ROW;
	}
	sqlite.finalize(q);
	return known;
}

enum err state_rejects(struct state *s, bool fresh, enum err (*put)(void *, struct sv, struct sv, struct sv, struct error *),
                       void *user, struct error *e)
{
	static const char sql[] =
		"SELECT source, reason, code FROM articles AS a WHERE status = 'rejected' AND generation >= ?1"
		" AND NOT EXISTS (SELECT 1 FROM articles AS b WHERE b.source = a.source AND b.generation > a.generation)"
		" ORDER BY source, reason";
	sqlite3_stmt *q;
	int step = SQLITE_ROW;
	enum err result = db_prepare(s, sql, &q, e);
	if (result == OK)
		sqlite.bind_int64(q, 1, fresh ? s->pending : 0);
	while (result == OK && (step = sqlite.step(q)) == SQLITE_ROW)
		result = put(user, db_view(q, 0), db_view(q, 1), db_view(q, 2), e);
	if (result == OK && step != SQLITE_DONE)
		result = db_fail(s, e);
	sqlite.finalize(q);
	return result;
}
