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

/* Kinds of site that "the camp", "the airport" may mean. */
static const struct site {
	const char *word, *head; /* with the article; without, as names begin */
	enum place_kind kinds[2];
} sites[] = {
    {"\xD8\xA7\xD9\x84\xD9\x85\xD8\xAE\xD9\x8A\xD9\x85", "\xD9\x85\xD8\xAE\xD9\x8A\xD9\x85", {KIND_CAMP, KIND_CAMP}},
    {"\xD8\xA7\xD9\x84\xD9\x82\xD8\xB7\xD8\xA7\xD8\xB9",
     "\xD9\x85\xD8\xAE\xD9\x8A\xD9\x85",
     {KIND_CAMP, KIND_CAMP}}, /* القطاع */
    {"\xD8\xA7\xD9\x84\xD9\x82\xD8\xB3\xD9\x85",
     "\xD9\x85\xD8\xAE\xD9\x8A\xD9\x85",
     {KIND_CAMP, KIND_CAMP}}, /* القسم */
    {"\xD8\xA7\xD9\x84\xD9\x85\xD8\xB7\xD8\xA7\xD8\xB1",
     "\xD9\x85\xD8\xB7\xD8\xA7\xD8\xB1",
     {KIND_AIRPORT, KIND_AIRPORT}},
    {"\xD8\xA7\xD9\x84\xD8\xAD\xD9\x82\xD9\x84", "\xD8\xAD\xD9\x82\xD9\x84", {KIND_OIL_FIELD, KIND_GAS_FIELD}},
    {"\xD8\xA7\xD9\x84\xD8\xB3\xD8\xAC\xD9\x86", "\xD8\xB3\xD8\xAC\xD9\x86", {KIND_FACILITY, KIND_FACILITY}},
    {"\xD8\xA7\xD9\x84\xD8\xB3\xD8\xAF", "\xD8\xB3\xD8\xAF", {KIND_DAM, KIND_DAM}},
    {"\xD8\xA7\xD9\x84\xD8\xAC\xD8\xB3\xD8\xB1", "\xD8\xAC\xD8\xB3\xD8\xB1", {KIND_BRIDGE, KIND_BRIDGE}},
    {"\xD8\xA7\xD9\x84\xD9\x85\xD8\xB9\xD8\xA8\xD8\xB1",
     "\xD9\x85\xD8\xB9\xD8\xA8\xD8\xB1",
     {KIND_CROSSING, KIND_CROSSING}}};

/* Where in a stretch something happens: behind "in", "inside", "near", "on", or with a "b" glued to it; NULL: at no
 * such site. */
static const struct site *site_in(const struct story *s, const struct stretch *x)
{
	/* في, داخل, قرب, علي, محيط, من */
	static const char *const wheres[] = {"\xD9\x81\xD9\x8A", "\xD8\xAF\xD8\xA7\xD8\xAE\xD9\x84",
					     "\xD9\x82\xD8\xB1\xD8\xA8", "\xD8\xB9\xD9\x84\xD9\x8A",
					     "\xD9\x85\xD8\xAD\xD9\x8A\xD8\xB7"};
	const struct token *t = s->text->tokens;
	for (uint32_t i = x->first; i <= x->last; i++) {
		struct sv word = t[i].norm;
		bool by = sv_starts(word, SV("\xD8\xA8\xD8\xA7\xD9\x84")); /* "بالمخيم" */
		if (!by && !(i > 0 && t[i - 1u].sentence == t[i].sentence && SV_ONE_OF(t[i - 1u].norm, wheres)))
			continue;
		word = by ? sv_skip(word, 2) : word;
		for (size_t k = 0; k < sizeof sites / sizeof sites[0]; k++)
			if (sv_eq_cstr(word, sites[k].word))
				return &sites[k];
	}
	return NULL;
}

/* "قتل التنظيم شابين من أبناء X في ساحة المدينة": the one town that the sentence names before. */
static const struct mention *town_before(const struct story *s, const struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct mention *only = NULL;
	const struct sentence *in = &s->text->sentences[d->sentence];
	if (!is_in_the_town(s, d))
		return NULL;
	for (size_t i = mention_from(m, in->first_token); i < m->n && m->items[i].sentence == d->sentence; i++) {
		const struct mention *x = &m->items[i];
		if (x->role == ROLE_ACTOR || x->shape != MENTION_PLACE || mention_breadth(x) > CITY)
			continue;
		if (only && !mention_same_place(only, x))
			return NULL;
		only = x;
	}
	return only && only->role == ROLE_ORIGIN ? only : NULL;
}

const struct mention *draft_site(const struct story *s, const struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct mention *only = NULL;
	const struct site *site = s->is_digest ? NULL : site_in(s, &d->stretches[0]);
	size_t end = site ? mention_from(m, d->stretches[0].first) : 0;
	for (size_t i = 0; i < end; i++) {
		const struct mention *x = &m->items[i];
		bool kind = x->kind == site->kinds[0] || x->kind == site->kinds[1];
		if (!kind || x->shape != MENTION_PLACE || x->role == ROLE_ACTOR ||
		    !sv_starts(x->name_ar, sv_cstr(site->head)))
			continue;
		if (only && !mention_same_place(only, x))
			return NULL; /* which of them? */
		only = x;
	}
	return only ? only : town_before(s, d);
}
