#include "event/casualty.h"

enum { SPLIT_WORDS = 3 };

/* The dead or the wounded told by their noun at a token, behind "and" or not: "خمسة قتلى", "وقتيلان"; 0: none. */
static int fallen_at(const struct finder *f, size_t i, enum casualty_kind kind, uint32_t *last)
{
	struct quantity q;
	i += i + 1u < f->text->n_tokens && begins_with_and(f, i) && f->text->tokens[i + 1u].kind == TOKEN_NUMBER;
	bool counted = quantity_at(f, i, &q) && !q.vague && q.value > 0;
	const struct hit *h = casualty_at(f, counted ? q.last + 1u : i, kind);
	if (!h || (h->clitics & CLITIC_AL) || (!counted && h->number != NUMBER_ONE && h->number != NUMBER_TWO))
		return 0;
	*last = h->last;
	return counted ? q.value : h->number == NUMBER_ONE ? 1 : 2;
}

static void add_fallen(struct counter *c, size_t first, size_t last, enum casualty_kind kind, int n)
{
	struct people p = {.n = n, .any = true, .last = (uint32_t)last};
	casualty_set(c, casualty_add(c, first, last), kind, false, &p);
}

bool casualty_take_split(struct counter *c, const struct hit *h, size_t *next)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first);
	struct quantity q;
	if (h->first == 0 || !quantity_at(f, h->first - 1u, &q) || q.last + 1u != h->first || q.value < 2)
		return false;
	for (size_t i = h->last + 1u; i < end && i <= h->last + SPLIT_WORDS; i++) {
		uint32_t dead_last, last;
		int dead = fallen_at(f, i, CASUALTY_DEAD, &dead_last);
		int wounded = dead && dead_last + 1u < end ? fallen_at(f, dead_last + 1u, CASUALTY_WOUNDED, &last) : 0;
		if (!wounded || dead + wounded != q.value)
			continue;
		add_fallen(c, i, dead_last, CASUALTY_DEAD, dead);
		add_fallen(c, dead_last + 1u, last, CASUALTY_WOUNDED, wounded);
		*next = last + 1u;
		return true;
	}
	return false;
}
