#include "incident/fold.h"

enum { CITY = 3 };

/* "على الأحياء السكنية في المدينة": a town that only a name told before can tell. */
static bool is_in_the_town(const struct story *s, const struct draft *d)
{
	static const char *const towns[] = {"\xD8\xA7\xD9\x84\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD9\x87",
					    "\xD8\xA7\xD9\x84\xD8\xA8\xD9\x84\xD8\xAF\xD9\x87",
					    "\xD8\xA7\xD9\x84\xD9\x82\xD8\xB1\xD9\x8A\xD9\x87",
					    "\xD8\xA7\xD9\x84\xD8\xAD\xD9\x8A",
					    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xAE\xD9\x8A\xD9\x85",
					    "\xD8\xA7\xD9\x84\xD9\x86\xD8\xA7\xD8\xAD\xD9\x8A\xD9\x87"};
	for (uint32_t i = d->stretches[0].first; i <= d->stretches[0].last; i++)
		if (SV_ONE_OF(s->text->tokens[i].norm, towns))
			return true;
	return false;
}

/* Other victims than an event told before in the town: "كما أصيب 12 إثر غارة مماثلة وسط المدينة", "وكان مدنيان أصيبا
 * أول أمس بقصف على المدينة". */
bool draft_is_other_in_town(const struct story *s, const struct draft *last, const struct draft *d, uint32_t told)
{
	const struct date_fact *day = draft_own_date(d);
	bool before = d->background && !last->background && day && !d->anaphoric && !d->reported &&
		      !(day->is_relative && day->relative_days >= 0);
	bool other = d->other && !d->background && !d->anaphoric;
	return (before || other) && !d->earlier && !last->headline && !s->is_digest && last->n_places &&
	       mention_breadth(last->places[0]) <= CITY && families_agree(last->family, d->family) &&
	       draft_harmed(s, d, false) > 0 && is_in_the_town(s, d) && d->sentence <= told + NEAR_SENTENCES;
}

/* "مدينة الرقة:" above "قصف مدفعي على المدينة", "شهدت تلبيسة توتراً. وسقطت قذائف على المدينة": the town named last
 * before. */
bool draft_find_town(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	if (d->anaphoric || d->background || d->head->role != TRIGGER_FOUNDS || !is_in_the_town(s, d))
		return false;
	for (size_t i = mention_from(m, d->stretches[0].first); i > 0; i--) {
		const struct mention *x = &m->items[i - 1];
		if (d->sentence - x->sentence > NEAR_SENTENCES)
			break;
		bool town = mention_breadth(x) <= CITY && x->role != ROLE_ACTOR && x->role != ROLE_ORIGIN &&
			    !(s->mention_flags[i - 1] & MENTION_ELSEWHERE);
		if (!town && sentence_header(s, x->sentence) != x)
			continue;
		draft_add_place(s->arena, d, x);
		return true;
	}
	return false;
}
