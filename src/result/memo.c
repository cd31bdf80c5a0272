#include "result/memo.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { SLOTS = 16 * 1024, PIECE_MAX = 64 * 1024, BYTES_MAX = 4 * 1024 * 1024 };

struct slot {
	uint64_t hash;
	uint32_t key_len, len;
	char *bytes; /* the key and the piece; NULL: free */
};

struct memo {
	size_t used;
	struct slot slots[SLOTS];
};

struct memo *memo_new(void)
{
	return calloc(1, sizeof(struct memo));
}

static void clear(struct memo *m)
{
	for (size_t i = 0; i < SLOTS; i++) {
		free(m->slots[i].bytes);
		m->slots[i].bytes = NULL;
	}
	m->used = 0;
}

void memo_free(struct memo *m)
{
	if (m)
		clear(m);
	free(m);
}

bool memo_get(const struct memo *m, struct sv key, struct sv *out)
{
	if (!m)
		return false;
	uint64_t hash = XXH3_64bits(key.ptr, key.len);
	const struct slot *s = &m->slots[hash % SLOTS];
	if (!s->bytes || s->hash != hash || !sv_eq(sv_make(s->bytes, s->key_len), key))
		return false;
	*out = sv_make(s->bytes + s->key_len, s->len);
	return true;
}

void memo_put(struct memo *m, struct sv key, struct sv piece)
{
	if (!m || piece.len == 0 || key.len + piece.len > PIECE_MAX)
		return;
	size_t size = key.len + piece.len;
	if (m->used + size > BYTES_MAX)
		clear(m);
	char *bytes = malloc(size);
	if (!bytes)
		return;
	uint64_t hash = XXH3_64bits(key.ptr, key.len);
	struct slot *s = &m->slots[hash % SLOTS];
	m->used -= s->bytes ? s->key_len + s->len : 0;
	free(s->bytes);
	memcpy(bytes, key.ptr, key.len);
	memcpy(bytes + key.len, piece.ptr, piece.len);
	*s = (struct slot){hash, (uint32_t)key.len, (uint32_t)piece.len, bytes};
	m->used += size;
}
