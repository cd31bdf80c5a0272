#include "write/gpkg_rtree.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 4, CELL_BYTES = 24, ROOT = 1, ORDER_BITS = 16, RADIX_BITS = 8, RADIX = 1 << RADIX_BITS, KEY_BITS = 32 };

struct key {
	uint32_t hilbert, at; /* at: index of the entry or node */
};

struct tree {
	sqlite3 *db;
	const char *name;
	sqlite3_stmt *put_node, *put_parent, *put_rowid;
	unsigned char *blob;
	size_t node_bytes, capacity;
	struct gpkg_entry *level; /* what the next nodes hold: entries in order, then nodes (their ids are node numbers) */
	size_t n_level;
	int64_t n_nodes;          /* numbers given to nodes, the root's among them */
	int64_t *leaf_of;         /* of the i-th entry */
	struct key *keys;
};

float gpkg_rtree_down(double d)
{
	float f = (float)d;
	return (double)f > d ? (float)(d * (d < 0 ? 1.0 + 1.0 / 8388608.0 : 1.0 - 1.0 / 8388608.0)) : f;
}

float gpkg_rtree_up(double d)
{
	float f = (float)d;
	return (double)f < d ? (float)(d * (d < 0 ? 1.0 - 1.0 / 8388608.0 : 1.0 + 1.0 / 8388608.0)) : f;
}

/* How far along the Hilbert curve a cell of the 65,536 x 65,536 grid lies. */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
	uint32_t d = 0;
	for (uint32_t s = 1u << (ORDER_BITS - 1); s; s >>= 1) {
		uint32_t right = (x & s) != 0, up = (y & s) != 0;
		d += s * s * ((3 * right) ^ up);
		if (!up) {
			uint32_t swap = right ? ~x : x;
			x = right ? ~y : y;
			y = swap;
		}
	}
	return d;
}

static uint32_t grid(double v, double low, double high)
{
	double cells = (double)((1u << ORDER_BITS) - 1);
	return high > low ? (uint32_t)((v - low) / (high - low) * cells) : 0;
}

static void make_keys(struct tree *t, const struct gpkg_entry *entries, size_t n)
{
	float all[4] = {entries[0].box[0], entries[0].box[1], entries[0].box[2], entries[0].box[3]};
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 4; k++)
			if (k % 2 ? entries[i].box[k] > all[k] : entries[i].box[k] < all[k])
				all[k] = entries[i].box[k];
	for (size_t i = 0; i < n; i++) {
		const float *b = entries[i].box;
		uint32_t x = grid(((double)b[0] + (double)b[1]) / 2, (double)all[0], (double)all[1]);
		uint32_t y = grid(((double)b[2] + (double)b[3]) / 2, (double)all[2], (double)all[3]);
		t->keys[i] = (struct key){hilbert(x, y), (uint32_t)i};
	}
}

/* By the curve; what falls together keeps its order, so that the same rows give the same bytes. */
static void sort_keys(struct key *keys, struct key *spare, size_t n)
{
	for (unsigned shift = 0; shift < KEY_BITS; shift += RADIX_BITS) {
		size_t starts[RADIX + 1] = {0};
		for (size_t i = 0; i < n; i++)
			starts[(keys[i].hilbert >> shift) % RADIX + 1]++;
		for (size_t i = 0; i < RADIX; i++)
			starts[i + 1] += starts[i];
		for (size_t i = 0; i < n; i++)
			spare[starts[(keys[i].hilbert >> shift) % RADIX]++] = keys[i];
		struct key *swap = keys; /* an even number of passes: the result ends in `keys` */
		keys = spare;
		spare = swap;
	}
}

static void put_big(unsigned char *to, uint64_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		to[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
}

static bool step(sqlite3_stmt *s)
{
	return sqlite3_step(s) == SQLITE_DONE && sqlite3_reset(s) == SQLITE_OK;
}

static bool put_pair(sqlite3_stmt *s, int64_t id, int64_t node)
{
	return sqlite3_bind_int64(s, 1, id) == SQLITE_OK && sqlite3_bind_int64(s, 2, node) == SQLITE_OK && step(s);
}

/* One node of n cells; `box` becomes what they cover. The root alone says how deep the tree is. */
static bool write_node(struct tree *t, int64_t node, unsigned depth, const struct gpkg_entry *cells, size_t n, float box[4])
{
	memset(t->blob, 0, t->node_bytes);
	put_big(t->blob, node == ROOT ? depth : 0, 2);
	put_big(t->blob + 2, n, 2);
	memcpy(box, cells[0].box, sizeof cells[0].box);
	for (size_t i = 0; i < n; i++) {
		unsigned char *to = t->blob + HEAD_BYTES + i * CELL_BYTES;
		put_big(to, (uint64_t)cells[i].id, 8);
		for (size_t k = 0; k < 4; k++) {
			uint32_t bits;
			memcpy(&bits, &cells[i].box[k], sizeof bits);
			put_big(to + 8 + 4 * k, bits, 4);
			if (k % 2 ? cells[i].box[k] > box[k] : cells[i].box[k] < box[k])
				box[k] = cells[i].box[k];
		}
	}
	sqlite3_bind_int64(t->put_node, 1, node);
	return sqlite3_bind_blob64(t->put_node, 2, t->blob, t->node_bytes, SQLITE_STATIC) == SQLITE_OK && step(t->put_node);
}

/* Packs the level into nodes, evenly, and makes them the level. */
static bool pack_level(struct tree *t, unsigned depth)
{
	size_t n_nodes = (t->n_level + t->capacity - 1) / t->capacity, from = 0;
	for (size_t i = 0; i < n_nodes; i++) {
		size_t to = t->n_level * (i + 1) / n_nodes;
		int64_t node = n_nodes == 1 ? ROOT : ++t->n_nodes;
		struct gpkg_entry whole = {.id = node};
		if (!write_node(t, node, depth, t->level + from, to - from, whole.box))
			return false;
		for (size_t k = from; k < to; k++) {
			if (depth == 0)
				t->leaf_of[t->keys[k].at] = node;
			else if (!put_pair(t->put_parent, t->level[k].id, node))
				return false;
		}
		t->level[i] = whole; /* i <= from: those are written */
		from = to;
	}
	t->n_level = n_nodes;
	return true;
}

static bool fill(struct tree *t, const struct gpkg_entry *entries, size_t n)
{
	make_keys(t, entries, n);
	sort_keys(t->keys, t->keys + n, n);
	for (size_t i = 0; i < n; i++)
		t->level[i] = entries[t->keys[i].at];
	t->n_level = n;
	t->n_nodes = ROOT;
	for (unsigned depth = 0; depth == 0 || t->n_level > 1; depth++)
		if (!pack_level(t, depth))
			return false;
	for (size_t i = 0; i < n; i++)
		if (!put_pair(t->put_rowid, entries[i].id, t->leaf_of[i]))
			return false;
	return true;
}

static bool prepare(struct tree *t, const char *format, sqlite3_stmt **out)
{
	char *sql = sqlite3_mprintf(format, t->name);
	bool done = sql && sqlite3_prepare_v2(t->db, sql, -1, out, NULL) == SQLITE_OK;
	sqlite3_free(sql);
	return done;
}

/* All nodes are as long as the root, which an empty tree has too. */
static bool open_tree(struct tree *t)
{
	sqlite3_stmt *s = NULL;
	bool found = prepare(t, "SELECT length(data) FROM \"%w_node\" WHERE nodeno = 1", &s) && sqlite3_step(s) == SQLITE_ROW;
	t->node_bytes = found ? (size_t)sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	t->capacity = t->node_bytes > HEAD_BYTES ? (t->node_bytes - HEAD_BYTES) / CELL_BYTES : 0;
	return t->capacity > 1 && prepare(t, "INSERT OR REPLACE INTO \"%w_node\" VALUES (?1, ?2)", &t->put_node) &&
	       prepare(t, "INSERT INTO \"%w_parent\" VALUES (?1, ?2)", &t->put_parent) &&
	       prepare(t, "INSERT INTO \"%w_rowid\" VALUES (?1, ?2)", &t->put_rowid);
}

const char *gpkg_reason(sqlite3 *db)
{
	int code = sqlite3_errcode(db);
	return code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE ? "no memory" : sqlite3_errmsg(db);
}

enum err gpkg_rtree_fill(sqlite3 *db, const char *tree, const struct gpkg_entry *entries, size_t n, struct error *e)
{
	struct tree t = {.db = db, .name = tree};
	enum err result = OK;
	if (n == 0)
		return OK;
	if (n > UINT32_MAX)
		return error_set(e, ERR_LIMIT, "index '%s' has too many entries", tree);
	if (!open_tree(&t)) {
		result = error_set(e, ERR_IO, "cannot write the index '%s': %s", tree, gpkg_reason(db));
		goto out;
	}
	t.blob = malloc(t.node_bytes);
	t.level = malloc(n * sizeof *t.level);
	t.leaf_of = malloc(n * sizeof *t.leaf_of);
	t.keys = malloc(2 * n * sizeof *t.keys);
	if (!t.blob || !t.level || !t.leaf_of || !t.keys)
		result = error_set(e, ERR_NOMEM, "no memory for the index '%s'", tree);
	else if (!fill(&t, entries, n))
		result = error_set(e, ERR_IO, "cannot write the index '%s': %s", tree, gpkg_reason(db));
out:
	sqlite3_finalize(t.put_node);
	sqlite3_finalize(t.put_parent);
	sqlite3_finalize(t.put_rowid);
	free(t.blob);
	free(t.level);
	free(t.leaf_of);
	free(t.keys);
	return result;
}
