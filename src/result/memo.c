#include "result/memo.h"

#include <assert.h>
#include <stdlib.h>

enum { SLOTS = 4096, PIECE_MAX = 64 * 1024, BYTES_MAX = 4 * 1024 * 1024 };

static_assert(sizeof(struct memo_key) == 12, "compared as bytes");

struct slot {
	struct memo_key key;
	uint32_t len;
	char *bytes; /* NULL: free */
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

/* Fibonacci hashing of the key's three words. */
static size_t slot_index(const struct memo_key *key)
{
	uint64_t words = (uint64_t)(uint32_t)key->place << 32 | (uint32_t)key->container;
	uint64_t rest = (uint64_t)key->piece << 24 | (uint64_t)key->shape << 16 | (uint64_t)key->direction << 8 | key->kind;
	return (size_t)((words * UINT64_C(0x9E3779B97F4A7C15) ^ rest * UINT64_C(0xC2B2AE3D27D4EB4F)) >> 52);
}

bool memo_get(const struct memo *m, const struct memo_key *key, struct sv *out)
{
	const struct slot *s = m ? &m->slots[slot_index(key)] : NULL;
	if (!s || !s->bytes || memcmp(&s->key, key, sizeof *key) != 0)
		return false;
	*out = sv_make(s->bytes, s->len);
	return true;
}

void memo_put(struct memo *m, const struct memo_key *key, struct sv piece)
{
	if (!m || piece.len == 0 || piece.len > PIECE_MAX)
		return;
	if (m->used + piece.len > BYTES_MAX)
		clear(m);
	char *bytes = malloc(piece.len);
	if (!bytes)
		return;
	struct slot *s = &m->slots[slot_index(key)];
	m->used -= s->bytes ? s->len : 0;
	free(s->bytes);
	memcpy(bytes, piece.ptr, piece.len);
	*s = (struct slot){*key, (uint32_t)piece.len, bytes};
	m->used += piece.len;
}
