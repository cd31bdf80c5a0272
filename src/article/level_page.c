#include "article/level.h"
#include "article/posts.h"

#include <stdlib.h>

/* A page whose posts are handed out one by one. */
struct page_state {
	char *bytes;
	size_t n_bytes, n, next;
	struct post posts[POSTS_MAX];
};

void level_page_close(struct level *l)
{
	struct page_state *s = l->state;
	free(s->bytes);
	free(s);
}

/* A page of its own: the head of all, and the post. */
static enum err next_post(struct level *l, struct step_result *out, struct error *e)
{
	struct page_state *s = l->state;
	if (s->next == s->n)
		return OK;
	const struct post *p = &s->posts[s->next++];
	struct article_unit *u = &out->unit;
	struct buf bytes, url;
	buf_init(&bytes, SIZE_MAX / 2);
	buf_init(&url, SIZE_MAX / 2);
	buf_append(&bytes, posts_head(sv_make(s->bytes, s->n_bytes)));
	buf_append(&bytes, p->html);
	buf_printf(&url, "https://t.me/%.*s", SV_ARG(p->name));
	l->record = s->next;
	out->step = STEP_UNIT;
	*u = (struct article_unit){
		.bytes = copy_bytes(buf_sv(&bytes)),
		.n_bytes = bytes.len,
		.source = level_record_source(l),
		.url = p->name.len ? copy_bytes(buf_sv(&url)) : NULL,
		.format = UNIT_PAGE,
	};
	bool ok = buf_ok(&bytes) && buf_ok(&url) && u->bytes && u->source && (u->url || !p->name.len);
	buf_release(&bytes);
	buf_release(&url);
	return ok ? OK : error_set(e, ERR_NOMEM, "out of memory");
}

enum err level_page(struct level *l, struct step_result *out, struct error *e)
{
	if (l->state)
		return next_post(l, out, e);
	enum err result = level_whole(l, UNIT_PAGE, out, e);
	if (result != OK || out->step != STEP_UNIT || out->unit.code != OK)
		return result;
	struct page_state *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(e, ERR_NOMEM, "out of memory");
	s->n = posts_find(sv_make(out->unit.bytes, out->unit.n_bytes), s->posts);
	if (!s->n) {
		free(s);
		return OK;
	}
	s->bytes = out->unit.bytes;
	s->n_bytes = out->unit.n_bytes;
	out->unit.bytes = NULL;
	article_unit_release(&out->unit);
	l->state = s;
	return next_post(l, out, e);
}
