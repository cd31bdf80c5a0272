#include "text/known.h"

#include "base/serial.h"

struct known_words *known_open(struct arena *a)
{
	struct known_words *k = arena_kept(a, KEPT_TEXT_WORDS, sizeof *k);
	if (!k)
		return NULL;
	if (k->full && k->resets != a->resets) {
		k->n_words = k->n_cuts = k->n_restored = 0;
		k->full = false;
		k->epoch = 0;
		memset(k->slots, 0, sizeof k->slots);
	}
	k->resets = a->resets;
	k->epoch = k->epoch ? k->epoch : serial_next();
	return k;
}

/* The cuts of a word whose folded form now is `norm`: what is its end they borrow from there. */
static bool copy_cuts(struct known_words *k, struct sv norm, const struct clitic_cut *cuts, size_t n)
{
	size_t restored = k->n_restored;
	if (n > KNOWN_CUTS - k->n_cuts)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct clitic_cut *c = &k->cuts[k->n_cuts + i];
		*c = cuts[i];
		if (sv_ends(norm, c->residue)) {
			c->residue.ptr = norm.ptr + norm.len - c->residue.len;
			continue;
		}
		if (c->residue.len > KNOWN_RESTORED_BYTES - restored)
			return false;
		memcpy(k->restored + restored, c->residue.ptr, c->residue.len);
		c->residue.ptr = k->restored + restored;
		restored += c->residue.len;
	}
	k->n_restored = (uint32_t)restored;
	return true;
}

uint32_t known_add(struct known_words *k, const struct known_word *w, struct sv norm, const struct clitic_cut *cuts,
                   size_t n_cuts)
{
	k->full = k->full || k->n_words == KNOWN_WORDS;
	if (k->full || norm.len > KEY_BYTES)
		return 0;
	struct known_word *kept = &k->words[k->n_words];
	*kept = *w;
	memcpy(kept->norm, norm.ptr, norm.len);
	if (!copy_cuts(k, sv_make(kept->norm, norm.len), cuts, n_cuts)) {
		k->full = true;
		return 0;
	}
	kept->norm_len = (uint8_t)norm.len;
	kept->first_cut = k->n_cuts;
	kept->n_cuts = (uint8_t)n_cuts;
	k->n_cuts += (uint32_t)n_cuts;
	k->slots[known_slot(k, &kept->key)] = (uint16_t)++k->n_words;
	return k->n_words;
}
