/* Clitics: conjunctions, prepositions and the article that Arabic writes glued to the front of a word. */
#ifndef KHARITA_TEXT_CLITIC_H
#define KHARITA_TEXT_CLITIC_H

#include "base/arena.h"

enum { CLITIC_MAX_SPLITS = 8, CLITIC_MAX_BYTES = 96 };

enum clitic {
	CLITIC_WA = 1,  /* و and */
	CLITIC_FA = 2,  /* ف so */
	CLITIC_BI = 4,  /* ب in, by */
	CLITIC_LI = 8,  /* ل to, for */
	CLITIC_KA = 16, /* ك like */
	CLITIC_SA = 32, /* س future, verbs only */
	CLITIC_AL = 64, /* ال the article, cut too (the residue is the bare noun) */
	CLITIC_ALA = 128, /* ع on, to: colloquial, only before ال */
};

/* A cut as tokens keep it (struct token in text.h): the residue borrows from the word or lies in the arena. */
struct clitic_cut {
	struct sv residue;
	uint64_t hash; /* text_hash(residue) */
	uint32_t cut;
	uint32_t clitics;
};

/* One way to cut a folded word. `cut` counts code points taken off the front of the original word;
 * `residue` borrows from the word, or from `store` where لل was restored to ال. */
struct clitic_split {
	unsigned clitics; /* enum clitic, or-ed */
	uint32_t cut;
	struct sv residue;
	uint64_t hash; /* text_hash(residue) */
	char store[CLITIC_MAX_BYTES];
};

/* Every split of a folded word of at least two letters' residue, the uncut word first (clitics 0), then by
 * growing cut. The caller strips only when the residue is a key and the whole is not. With `article` also
 * splits that cut ال. Returns how many were written. */
size_t clitic_splits(struct sv folded, bool article, struct clitic_split out[CLITIC_MAX_SPLITS]);

/* The splits that cut something, those that cut ال among them, written to `out`; restored residues lie in the arena.
 * Returns how many: none for most words. */
size_t clitic_cuts(struct arena *a, struct sv folded, struct clitic_cut out[CLITIC_MAX_SPLITS]);

#endif
