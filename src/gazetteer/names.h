/* Keys: under which folded names a place is found. */
#ifndef KHARITA_GAZETTEER_NAMES_H
#define KHARITA_GAZETTEER_NAMES_H

#include "gazetteer/source.h"

/* First words that are also written glued to the next one; lexicon/glue.tsv. */
struct glue_word {
	struct sv key;
	bool splits; /* a one-word name that begins with it is also written as two words */
};
struct name_rules {
	struct glue_word *glue;
	size_t n_glue;
};

struct name_key {
	struct sv key;
	uint64_t hash;  /* text_hash(key) */
	struct sv from; /* GENERATED: the key it was made from */
	int32_t place, prominence;
	enum name_origin origin;
};
struct name_keys {
	struct name_key *items;
	size_t n, capacity;
};

/* Reads the table "glue" (columns word, split), if the source has one. */
void name_rules_init(struct name_rules *r, const struct source *s);

/* Order of the compiled tables: key, origin, prominence (highest first), place. For qsort. */
int name_key_compare(const void *a, const void *b);

/* Stands before a variant that matches no text, but is found by lookup ("?الثورة", the revolution: Tabqa). */
#define NAME_LOOKUP_MARK SV("?")

/* Appends a place's Arabic keys (primary, variants, generated ones), or those for lookup only: its English ones, and
 * variants with the mark, and names without the unit's at their end ("السفح راس العين"). In the arena. */
void names_arabic(struct arena *a, const struct name_rules *r, const struct source_place *p, int32_t place,
                  struct name_keys *out);
void names_english(struct arena *a, const struct source_place *p, int32_t place, struct name_keys *out);

#endif
