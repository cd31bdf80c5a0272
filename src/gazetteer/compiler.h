/* The compiler's sections while they grow; private to compile*.c. Everything lies in the source's arena. */
#ifndef KHARITA_GAZETTEER_COMPILER_H
#define KHARITA_GAZETTEER_COMPILER_H

#include "gazetteer/build.h"
#include "gazetteer/format.h"
#include "gazetteer/names.h"

struct compiler {
	const struct source *source;
	struct arena *arena;
	struct gazetteer_build_counts counts;
	struct {
		void *records;
		size_t n, capacity;
	} sections[SECTION_COUNT];
	struct file_ref *strings; /* all distinct strings of the heap, found by `slots` */
	size_t n_strings, strings_capacity;
	uint32_t *slots; /* open addressing; index + 1 */
	size_t n_slots;
};

/* A new zeroed record of a section, valid until the next one; n records at once. */
void *compiler_push(struct compiler *c, enum section s);
void *compiler_reserve(struct compiler *c, enum section s, size_t n);

/* The string's place in the heap; equal strings share it. */
struct file_ref compiler_text(struct compiler *c, struct sv s);

/* A power of two with room for n keys at most two thirds full, and never full. */
size_t compiler_table_size(size_t n);

/* The key tables: SECTION_NAMES, ENGLISH, ENTRIES, PREFIXES. *kept gets the Arabic keys, in name_key_compare order. */
void compile_names(struct compiler *c, struct name_keys *kept);

/* The real (not generated) bearers of a key among sorted keys; NULL and *n 0 for none. */
const struct name_key *name_keys_find(const struct name_keys *keys, struct sv key, size_t *n);

/* SECTION_PLACES and IDS. `keys` resolves the names of admin units. */
void compile_places(struct compiler *c, const struct name_keys *keys);

#endif
