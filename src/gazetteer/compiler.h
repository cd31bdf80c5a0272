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

/* The key tables: SECTION_NAMES, ENGLISH, ENTRIES, PREFIXES. */
void compile_names(struct compiler *c);

/* Enters a key into SECTION_KNOWN, and into SECTION_LIKES where it is a word that may be met misspelt: the name of a place
 * that needs no context and is not of the least prominence. */
void compiler_put_known(struct compiler *c, uint64_t hash);
void compiler_put_likes(struct compiler *c, struct sv key, const struct place *p);

/* The slot of a key, or the free one where it belongs; its span may be empty. */
struct file_key *compiler_slot(const struct compiler *c, enum section s, struct sv key, uint64_t hash);

/* All bearers of an Arabic key, best first; those by their own right come before the generated. *n 0 for none. */
const struct name_entry *compiler_bearers(const struct compiler *c, struct sv key, size_t *n);

/* A string of the sections' heap; empty when the reference lies outside it. */
struct sv compiler_read(const struct compiler *c, struct file_ref r);

/* SECTION_PLACES and IDS, from the source; then the parents of all, by the key tables. */
void compile_places(struct compiler *c);

/* Writes a row's record, without parents. Enters an identifier; there must be room. */
void compiler_put_place(struct compiler *c, const struct source_place *row, struct file_place *at);
void compiler_put_id(struct compiler *c, uint32_t place);

/* Finds the parents of the places first..end - 1. */
void compiler_put_parents(struct compiler *c, size_t first, size_t end);

#endif
