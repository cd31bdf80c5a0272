#include "base/memo.h"

#include <pthread.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { SHARDS = 32, SLOTS = 1024, WAYS = 4, PIECE_MAX = 64 * 1024, SHARD_BYTES = 384 * 1024 };

struct slot {
	uint64_t hash;
	uint32_t key_len, len;
	char *bytes; /* the key and the piece; NULL: free */
	bool warm;   /* asked for since the hand passed */
};

/* Keys part by their hash, so that threads seldom meet. */
struct shard {
	pthread_mutex_t lock;
	size_t used, hand;
	struct slot slots[SLOTS];
};

struct memo {
	struct shard shards[SHARDS];
};

struct memo *memo_new(void)
{
	struct memo *m = calloc(1, sizeof *m);
	for (size_t i = 0; m && i < SHARDS; i++)
		pthread_mutex_init(&m->shards[i].lock, NULL);
	return m;
}

static void slot_clear(struct shard *s, struct slot *slot)
{
	s->used -= slot->bytes ? slot->key_len + slot->len : 0;
	free(slot->bytes);
	slot->bytes = NULL;
}

void memo_free(struct memo *m)
{
	for (size_t i = 0; m && i < SHARDS; i++) {
		struct shard *s = &m->shards[i];
		for (size_t k = 0; k < SLOTS && s->used; k++)
			slot_clear(s, &s->slots[k]);
		pthread_mutex_destroy(&s->lock);
	}
	free(m);
}

static struct shard *shard_of(struct memo *m, uint64_t hash)
{
	return &m->shards[hash % SHARDS];
}

/* The slots in which a key may lie: WAYS in a row. */
static struct slot *slots_of(struct shard *s, uint64_t hash)
{
	return &s->slots[hash / SHARDS % (SLOTS / WAYS) * WAYS];
}

static struct slot *slot_find(struct slot *slots, struct sv key, uint64_t hash)
{
	for (struct slot *slot = slots; slot < slots + WAYS; slot++)
		if (slot->hash == hash && slot->bytes && sv_eq(sv_make(slot->bytes, slot->key_len), key))
			return slot;
	return NULL;
}

/* Where a key goes: its own slot, a free one, one not asked for of late, the first. */
static struct slot *slot_choose(struct slot *slots, struct sv key, uint64_t hash)
{
	struct slot *best = slot_find(slots, key, hash);
	for (struct slot *slot = slots; slot < slots + WAYS && !best; slot++)
		best = slot->bytes ? NULL : slot;
	for (struct slot *slot = slots; slot < slots + WAYS && !best; slot++)
		best = slot->warm ? NULL : slot;
	return best ? best : slots;
}

bool memo_append(struct memo *m, struct sv key, struct buf *out)
{
	if (!m)
		return false;
	uint64_t hash = XXH3_64bits(key.ptr, key.len);
	struct shard *s = shard_of(m, hash);
	pthread_mutex_lock(&s->lock);
	struct slot *slot = slot_find(slots_of(s, hash), key, hash);
	if (slot) {
		slot->warm = true;
		buf_append(out, sv_make(slot->bytes + slot->key_len, slot->len));
	}
	pthread_mutex_unlock(&s->lock);
	return slot != NULL;
}

/* Frees the coldest pieces, going around, until there is room. */
static void make_room(struct shard *s, size_t size)
{
	while (s->used + size > SHARD_BYTES) {
		struct slot *slot = &s->slots[s->hand];
		s->hand = (s->hand + 1) % SLOTS;
		if (!slot->warm)
			slot_clear(s, slot);
		slot->warm = false;
	}
}

void memo_put(struct memo *m, struct sv key, struct sv piece)
{
	size_t size = key.len + piece.len;
	char *bytes = m && piece.len && size <= PIECE_MAX ? malloc(size) : NULL;
	if (!bytes)
		return;
	memcpy(bytes, key.ptr, key.len);
	memcpy(bytes + key.len, piece.ptr, piece.len);
	uint64_t hash = XXH3_64bits(key.ptr, key.len);
	struct shard *s = shard_of(m, hash);
	pthread_mutex_lock(&s->lock);
	make_room(s, size);
	struct slot *slot = slot_choose(slots_of(s, hash), key, hash);
	slot_clear(s, slot);
	*slot = (struct slot){.hash = hash, .key_len = (uint32_t)key.len, .len = (uint32_t)piece.len, .bytes = bytes};
	s->used += size;
	pthread_mutex_unlock(&s->lock);
}
