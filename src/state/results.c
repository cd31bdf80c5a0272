#include "state/results.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

/* "path#12" is cut into "path" and 12; without a number *number is -1. */
static struct sv cut_number(struct sv s, int64_t *number)
{
	size_t at = s.len;
	*number = -1;
	while (at && s.ptr[at - 1] >= '0' && s.ptr[at - 1] <= '9')
		at--;
	if (at == s.len || at == 0 || s.ptr[at - 1] != '#' || s.len - at > 15 || !sv_to_int(sv_skip(s, at), number))
		return s;
	return sv_take(s, at - 1);
}

int source_compare(struct sv a, struct sv b)
{
	int64_t i, k;
	int c = sv_cmp(cut_number(a, &i), cut_number(b, &k));
	c = c ? c : (i > k) - (i < k);
	return c ? c : sv_cmp(a, b);
}

static int ref_compare(const void *a, const void *b)
{
	const struct result_ref *p = a;
	const struct result_ref *q = b;
	int c = source_compare(p->source, q->source);
	c = c ? c : sv_cmp(p->doc_id, q->doc_id);
	return c ? c : (p->offset > q->offset) - (p->offset < q->offset);
}

/* The JSON string that `rest` begins with, behind its opening quote; false when it does not end. */
static bool string_take(struct arena *a, struct sv *rest, struct sv *out)
{
	size_t n = 0;
	bool escaped = false;
	while (n < rest->len && rest->ptr[n] != '"') {
		escaped |= rest->ptr[n] == '\\';
		n += rest->ptr[n] == '\\' ? 2 : 1;
	}
	if (n >= rest->len)
		return false;
	*out = sv_take(*rest, n);
	if (escaped) {
		char *copy = arena_alloc(a, n); /* enough, and ahead of what a jump would leave behind */
		json_t *s = json_loadb(rest->ptr - 1, n + 2, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		if (s && json_string_length(s) <= n)
			*out = sv_make(memcpy(copy, json_string_value(s), json_string_length(s)), json_string_length(s));
		json_decref(s);
	}
	*rest = sv_skip(*rest, n);
	return true;
}

/* A result begins with these fields (result/result_json.c). */
static bool ref_read(struct arena *a, struct sv line, struct result_ref *out)
{
	size_t at = sv_find(sv_take(line, 64), SV("\"doc_id\":\""), 0);
	struct sv rest = at == SIZE_MAX ? sv_take(line, 0) : sv_skip(line, at + strlen("\"doc_id\":\""));
	if (at == SIZE_MAX || !string_take(a, &rest, &out->doc_id) || !sv_starts(rest, SV("\",\"source\":\"")))
		return false;
	rest = sv_skip(rest, strlen("\",\"source\":\""));
	return string_take(a, &rest, &out->source);
}

static enum err scan_old(struct results *r, const char *path, struct error *e)
{
	struct sv rest = sv_make(r->old.ptr, r->old.len);
	for (uint64_t number = 1; rest.len; number++) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		struct result_ref ref = {.offset = (uint64_t)(rest.ptr - r->old.ptr)};
		ref.n_bytes = end ? (size_t)(end - rest.ptr) + 1 : rest.len;
		if (!end || !ref_read(&r->arena, sv_take(rest, ref.n_bytes), &ref))
			return error_set(e, ERR_DATA, "'%s' line %llu is no result of this program; map everything again",
			                 path, (unsigned long long)number);
		*ARENA_PUSH(&r->arena, r->old_refs, r->n_old, &r->old_cap) = ref;
		rest = sv_skip(rest, ref.n_bytes);
	}
	if (r->n_old)
		qsort(r->old_refs, r->n_old, sizeof *r->old_refs, ref_compare);
	return OK;
}

enum err results_open(struct results *r, const char *path, const char *old, struct error *e)
{
	jmp_buf escape;
	*r = (struct results){.ascending = true};
	arena_init(&r->arena, 0);
	r->path = strdup(path);
	if (!r->path)
		return error_set(e, ERR_NOMEM, "no memory for '%s'", path);
	r->stream = fopen(path, "w+b");
	if (!r->stream)
		return error_errno(e, ERR_IO, "cannot write '%s'", path);
	if (!old || access(old, F_OK) != 0)
		return OK;
	enum err result = file_map(old, &r->old, NULL);
	if (result == ERR_DATA) /* empty */
		return OK;
	if (result != OK)
		return error_errno(e, ERR_IO, "cannot read '%s'", old);
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the results in '%s'", old);
	r->arena.escape = &escape;
	result = scan_old(r, old, e);
	r->arena.escape = NULL;
	return result;
}

void results_close(struct results *r)
{
	if (r->stream)
		fclose(r->stream);
	file_unmap(&r->old);
	arena_release(&r->arena);
	free(r->refs);
	free(r->path);
	*r = (struct results){.stream = NULL};
}

enum err results_add(struct results *r, struct sv line, struct error *e)
{
	struct result_ref ref = {.offset = r->offset, .n_bytes = line.len};
	if (!ref_read(&r->arena, line, &ref))
		return error_set(e, ERR_DATA, "a result without source");
	ref.source = arena_sv(&r->arena, ref.source);
	ref.doc_id = arena_sv(&r->arena, ref.doc_id);
	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 1024;
		struct result_ref *larger = realloc(r->refs, r->cap * sizeof *larger);
		if (!larger)
			return error_set(e, ERR_NOMEM, "out of memory");
		r->refs = larger;
	}
	if (!ref.source.ptr || !ref.doc_id.ptr)
		return error_set(e, ERR_NOMEM, "out of memory");
	r->ascending = r->ascending && (r->n == 0 || ref_compare(&r->refs[r->n - 1], &ref) < 0);
	/* A repeat of the last one is below it by its offset only. */
	r->ascending = r->ascending && (r->n == 0 || !sv_eq(r->refs[r->n - 1].source, ref.source) ||
	                                !sv_eq(r->refs[r->n - 1].doc_id, ref.doc_id));
	r->refs[r->n++] = ref;
	if (fwrite(line.ptr, 1, line.len, r->stream) != line.len)
		return error_errno(e, ERR_IO, "cannot write '%s'", r->path);
	r->offset += line.len;
	return OK;
}

struct result_ref *results_of_source(struct results *r, struct sv source, size_t *n)
{
	size_t low = 0;
	size_t high = r->n_old;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (source_compare(r->old_refs[middle].source, source) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*n = 0;
	while (low + *n < r->n_old && sv_eq(r->old_refs[low + *n].source, source))
		++*n;
	return r->old_refs ? r->old_refs + low : NULL;
}

bool results_hold(const struct results *r, struct sv source, struct sv doc_id)
{
	const struct result_ref key = {.source = source, .doc_id = doc_id};
	size_t low = 0;
	size_t high = r->n_old;
	while (low < high) { /* offsets differ: the first that is not below */
		size_t middle = low + (high - low) / 2;
		if (ref_compare(&r->old_refs[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->n_old && sv_eq(r->old_refs[low].source, source) && sv_eq(r->old_refs[low].doc_id, doc_id);
}

static bool same_article(const struct result_ref *a, const struct result_ref *b)
{
	return sv_eq(a->source, b->source) && sv_eq(a->doc_id, b->doc_id);
}

/* All lines to `out`, old and new, in order; of the new ones that repeat each other the first. */
static bool write_merged(const struct results *r, const char *lines, FILE *out)
{
	bool ok = true;
	size_t i = 0;
	for (size_t k = 0; ok && (i < r->n_old || k < r->n);) {
		const struct result_ref *a = i < r->n_old ? &r->old_refs[i] : NULL;
		const struct result_ref *b = k < r->n ? &r->refs[k] : NULL;
		if (a && b && same_article(a, b)) {
			i++;
			continue;
		}
		if (b && (!a || ref_compare(b, a) < 0)) {
			ok = fwrite(lines + b->offset, 1, b->n_bytes, out) == b->n_bytes;
			do
				k++;
			while (k < r->n && same_article(b, &r->refs[k]));
			/* Old lines that it replaces were passed over above, or come right behind. */
			while (i < r->n_old && same_article(b, &r->old_refs[i]))
				i++;
			continue;
		}
		if (!a->dropped)
			ok = fwrite(r->old.ptr + a->offset, 1, a->n_bytes, out) == a->n_bytes;
		i++;
	}
	return ok;
}

static enum err rewrite(struct results *r, struct error *e)
{
	struct file_map lines = {NULL, 0};
	struct atomic_file f = {.stream = NULL};
	enum err result = r->n ? file_map(r->path, &lines, e) : OK;
	if (r->n)
		qsort(r->refs, r->n, sizeof *r->refs, ref_compare);
	if (result == OK)
		result = atomic_file_open(&f, r->path, e);
	if (result == OK && !write_merged(r, lines.ptr, f.stream))
		result = error_errno(e, ERR_IO, "cannot write '%s'", r->path);
	if (result == OK)
		result = atomic_file_commit(&f, e);
	atomic_file_abort(&f);
	file_unmap(&lines);
	return result;
}

enum err results_finish(struct results *r, struct error *e)
{
	bool closed = fclose(r->stream) == 0;
	r->stream = NULL;
	if (!closed)
		return error_errno(e, ERR_IO, "cannot write '%s'", r->path);
	return r->n_old || !r->ascending ? rewrite(r, e) : OK;
}
