/* JSON text (RFC 8259, strictly) as a tree in an arena: for the lines of an archive's results, where a document on
 * the heap costs ten times as much. It takes and refuses what jansson does with JSON_REJECT_DUPLICATES and
 * JSON_ALLOW_NUL, which unit.json_tree holds. Pure: thread-safe for distinct arenas. */
#ifndef KHARITA_WRITE_JSON_TREE_H
#define KHARITA_WRITE_JSON_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum tree_kind { TREE_NULL, TREE_FALSE, TREE_TRUE, TREE_INTEGER, TREE_REAL, TREE_TEXT, TREE_ARRAY, TREE_OBJECT };

struct tree {
	enum tree_kind kind;
	struct sv key;           /* of an object's member */
	const struct tree *next; /* in the same array or object */
	union {
		int64_t integer;
		double real;
		struct sv text; /* in the parsed text when it has no escape, else in the arena */
		struct {
			const struct tree *first;
			size_t n;
		} in; /* array, object */
	} as;
};

/* A value that the caller knows: at the start of a member's object `rest`, says how many bytes of it stand for a
 * number, which the tree then holds in the place of that object; 0: parse it as usual. */
struct tree_lift {
	const char *key;
	size_t (*take)(void *user, struct sv rest, int64_t *number);
	void *user;
};

/* Parses a whole text that is one array or object; `lift` may be NULL. The tree borrows from `json` and lies in the
 * arena, which needs an escape. ERR_DATA with reason and byte: no JSON, two members of one name, deeper than 2048. */
enum err tree_parse(struct arena *a, struct sv json, const struct tree_lift *lift, const struct tree **out,
		    struct error *e);

/* The member of that name; NULL when there is none, or `o` (may be NULL) is no object. */
const struct tree *tree_get(const struct tree *o, const char *key);

/* Length of an array, else 0; its first item. Further ones by ->next. */
static inline size_t tree_size(const struct tree *v)
{
	return v && v->kind == TREE_ARRAY ? v->as.in.n : 0;
}
static inline const struct tree *tree_first(const struct tree *v)
{
	return v && v->kind == TREE_ARRAY ? v->as.in.first : NULL;
}

static inline bool tree_is(const struct tree *v, enum tree_kind kind)
{
	return v && v->kind == kind;
}

/* A text, or the empty one. */
static inline struct sv tree_text(const struct tree *v)
{
	return tree_is(v, TREE_TEXT) ? v->as.text : (struct sv){"", 0};
}

/* Any number; false when it is none. */
bool tree_number(const struct tree *v, double *out);

#endif
