#include "event/casualty.h"

/* A sum and the parts that make it up: "قُتل ستة عناصر، أربعة بكمين في X واثنان بلغم قرب Y". That the parts add up to
 * the sum is what shows that they are its parts. */

enum { SCENE_WORDS = 16, BEFORE_WORDS = 14 };

/* "والآخران", "والباقون", "والبقية": those who are left of a sum. */
static bool is_rest(const struct finder *f, size_t i)
{
	/* الاخران, الاخرين, الاخر, الاخري, الباقون, الباقين, الباقي, البقيه */
	static const char *const words[] = {"\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1\xD8\xA7\xD9\x86",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A\xD9\x86",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A",
					    "\xD8\xA7\xD9\x84\xD8\xA8\xD8\xA7\xD9\x82\xD9\x88\xD9\x86",
					    "\xD8\xA7\xD9\x84\xD8\xA8\xD8\xA7\xD9\x82\xD9\x8A\xD9\x86",
					    "\xD8\xA7\xD9\x84\xD8\xA8\xD8\xA7\xD9\x82\xD9\x8A",
					    "\xD8\xA7\xD9\x84\xD8\xA8\xD9\x82\xD9\x8A\xD9\x87"};
	struct sv word = f->text->tokens[i].norm;
	return sv_starts(word, SV("\xD9\x88")) && SV_ONE_OF(sv_skip(word, 2), words);
}

/* "في", "قرب", "على", "بمحيط": where, or by what, those of a part fell; from a token to another. */
static bool has_scene(const struct finder *f, size_t i, size_t end)
{
	/* في, قرب, علي, داخل, شرق, شرقي, غرب, غربي, شمال, جنوب, بمحيط, بريف, بباديه, لدي, عند */
	static const char *const words[] = {"\xD9\x81\xD9\x8A",
					    "\xD9\x82\xD8\xB1\xD8\xA8",
					    "\xD8\xB9\xD9\x84\xD9\x8A",
					    "\xD8\xAF\xD8\xA7\xD8\xAE\xD9\x84",
					    "\xD8\xB4\xD8\xB1\xD9\x82",
					    "\xD8\xB4\xD8\xB1\xD9\x82\xD9\x8A",
					    "\xD8\xBA\xD8\xB1\xD8\xA8",
					    "\xD8\xBA\xD8\xB1\xD8\xA8\xD9\x8A",
					    "\xD8\xB4\xD9\x85\xD8\xA7\xD9\x84",
					    "\xD8\xAC\xD9\x86\xD9\x88\xD8\xA8",
					    "\xD8\xA8\xD9\x85\xD8\xAD\xD9\x8A\xD8\xB7",
					    "\xD8\xA8\xD8\xB1\xD9\x8A\xD9\x81",
					    "\xD8\xA8\xD8\xA8\xD8\xA7\xD8\xAF\xD9\x8A\xD9\x87",
					    "\xD8\xB9\xD9\x86\xD8\xAF"};
	for (; i < end; i++)
		if (SV_ONE_OF(f->text->tokens[i].norm, words))
			return true;
	return false;
}

/* A part may begin here: behind a mark, "of them" or "and". */
static bool may_begin(const struct finder *f, size_t i)
{
	return (is_mark_at(f, i - 1u) && f->text->tokens[i - 1u].mark != '(') ||
	       casualty_at(f, i - 1u, CASUALTY_SUBSET) || begins_with_and(f, i);
}

/* A verb or noun of a fate at a token, but for a deed that says how all of them died: "في حادثتي اغتيال". */
static bool tells_fate(const struct finder *f, size_t i)
{
	const struct hit *kill = casualty_at(f, i, CASUALTY_KILL);
	return (kill && kill->tense >= TENSE_PAST) || casualty_at(f, i, CASUALTY_WOUND) ||
	       casualty_at(f, i, CASUALTY_DEAD) || casualty_at(f, i, CASUALTY_WOUNDED);
}

void casualty_find_parts(struct counter *c, size_t of)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = &c->out->casualties[of];
	int sum = x->killed > 0 ? x->killed : x->injured, told = 0;
	size_t end = sentence_end_of(f, x->first_token), n = 0, i = x->last_token + 1u;
	if (sum < 2 || (x->killed > 0 && x->injured > 0) || x->joint >= 0 || x->vague || x->cumulative || x->rises ||
	    x->parts || x->part)
		return;
	struct counter_part parts[MOST_PARTS];
	for (size_t gap = 0; i < end && told < sum && gap <= SCENE_WORDS && n < MOST_PARTS; gap++) {
		struct people p;
		if (tells_fate(f, i) && !(n && begins_with_and(f, i)))
			return;
		bool rest = n > 0 && is_rest(f, i);
		if (rest)
			p = (struct people){.n = sum - told, .any = true, .last = (uint32_t)i};
		size_t at = i + (f->text->tokens[i].norm.len == 2 && begins_with_and(f, i)); /* "و" alone */
		bool item =
		    rest || (may_begin(f, i) && !casualty_date_at(c, at) && at < end && people_item(f, at, end, &p) &&
			     !p.vague && p.n > 0 && !casualty_at(f, at, CASUALTY_EACH));
		if (!item) {
			i++;
			continue;
		}
		if (n && !has_scene(f, parts[n - 1u].last + 1u, i))
			return;
		parts[n++] = (struct counter_part){(uint32_t)i, p.last, p.n, p.civilians, p.armed};
		told += p.n;
		i = p.last + 1u;
		gap = 0;
	}
	size_t last = n ? parts[n - 1u].last + 1u : end, till = last;
	while (till < end && till < last + SCENE_WORDS && !(n && is_mark_at(f, till)))
		till++;
	if (told != sum || n < 2 || parts[0].first > x->last_token + BEFORE_WORDS || !has_scene(f, last, till))
		return;
	for (size_t k = 0; k < n; k++)
		c->parts[k] = parts[k];
	c->n_parts = n;
	c->next_part = 0;
	c->sum = of;
	c->out->casualties[of].parts = (uint8_t)n;
}

/* Takes back what was told of the parts: another rule used their words. */
static void give_up(struct counter *c)
{
	struct casualty_fact *all = c->out->casualties;
	all[c->sum].parts = 0;
	for (size_t i = c->sum + 1u; i < c->out->n_casualties; i++)
		if (all[i].part)
			all[i].killed = all[i].killed_low = all[i].killed_high = all[i].injured = -1;
	c->n_parts = 0;
}

bool casualty_take_part(struct counter *c, size_t i, size_t *next)
{
	if (c->next_part >= c->n_parts || i < c->parts[c->next_part].first)
		return false;
	const struct counter_part *k = &c->parts[c->next_part++];
	if (i > k->first) {
		give_up(c);
		return false;
	}
	struct people p = {.n = k->n, .any = true, .last = k->last, .civilians = k->civilians, .armed = k->armed};
	enum casualty_kind kind = c->out->casualties[c->sum].killed > 0 ? CASUALTY_KILL : CASUALTY_WOUND;
	struct casualty_fact *x = casualty_add(c, k->first, k->last);
	casualty_set(c, x, kind, false, &p);
	x->cumulative = false;
	x->over_days = false;
	x->part = true;
	*next = k->last + 1u;
	return true;
}
