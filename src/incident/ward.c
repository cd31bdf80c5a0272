#include "incident/draft.h"

enum { WARD_WORDS = 4, CARE_WORDS = 6, HELD_TOKENS = 6, HELD_WORDS = 2, NAMED_WORDS = 6, TREATED_WORDS = 3 };

/* "المشفى", "مستشفى". */
static bool is_hospital_word(struct sv word)
{
	word = sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, 4) : word;
	return sv_eq(word, SV("\xD9\x85\xD8\xB4\xD9\x81\xD9\x8A")) || sv_eq(word, SV("\xD9\x85\xD8\xB3\xD8\xAA\xD8\xB4\xD9\x81\xD9\x8A"));
}

static bool is_care(struct sv word)
{
	/* يزال تزال نقل نقلت نقلوا يرقد ترقد يرقدون أسعف يتلقى يتلقون العلاج وصل وصلت */
	static const char *const words[] = {"\xD9\x8A\xD8\xB2\xD8\xA7\xD9\x84", "\xD8\xAA\xD8\xB2\xD8\xA7\xD9\x84", "\xD9\x86\xD9\x82\xD9\x84", "\xD9\x86\xD9\x82\xD9\x84\xD8\xAA", "\xD9\x86\xD9\x82\xD9\x84\xD9\x88\xD8\xA7", "\xD9\x8A\xD8\xB1\xD9\x82\xD8\xAF", "\xD8\xAA\xD8\xB1\xD9\x82\xD8\xAF", "\xD9\x8A\xD8\xB1\xD9\x82\xD8\xAF\xD9\x88\xD9\x86", "\xD8\xA7\xD8\xB3\xD8\xB9\xD9\x81", "\xD9\x8A\xD8\xAA\xD9\x84\xD9\x82\xD9\x8A", "\xD9\x8A\xD8\xAA\xD9\x84\xD9\x82\xD9\x88\xD9\x86", "\xD8\xA7\xD9\x84\xD8\xB9\xD9\x84\xD8\xA7\xD8\xAC", "\xD9\x88\xD8\xB5\xD9\x84", "\xD9\x88\xD8\xB5\xD9\x84\xD8\xAA"};
	word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
	return SV_ONE_OF(word, words);
}

bool mention_is_town_of_ward(const struct story *s, const struct mention *m)
{
	const struct token *t = s->text->tokens;
	uint32_t first = s->text->sentences[m->sentence].first_token, ward = m->first_token;
	while (ward > first && ward + WARD_WORDS > m->first_token && t[ward - 1u].kind == TOKEN_WORD &&
	       !is_hospital_word(t[ward - 1u].norm))
		ward--;
	if (ward == first || !is_hospital_word(t[ward - 1u].norm))
		return false;
	for (uint32_t i = ward - 1u; i > first && i + CARE_WORDS > ward; i--)
		if (is_care(t[i - 1u].norm))
			return true;
	return false;
}

/* "توفي المساعد فلان الفلان في مشفى X": nothing but a name stands between. */
static bool is_named_in(const struct story *s, const struct casualty_fact *c, const struct mention *m)
{
	size_t deed = trigger_from(s->events, c->last_token + 1u);
	bool plain = deed == s->events->n_triggers || s->events->triggers[deed].token > m->first_token;
	for (uint32_t i = c->last_token + 1u; i < m->first_token; i++)
		plain = plain && s->text->tokens[i].kind == TOKEN_WORD;
	return plain && c->killed == 1 && c->last_token + NAMED_WORDS >= m->first_token &&
	       sv_eq(s->text->tokens[m->first_token - 1u].norm, SV("\xD9\x81\xD9\x8A"));
}

bool mention_holds_victims(const struct story *s, const struct mention *m)
{
	const struct events *ev = s->events;
	if (!mention_is_hospital(m))
		return mention_is_town_of_ward(s, m);
	for (uint32_t i = m->first_token > HELD_WORDS ? m->first_token - HELD_WORDS : 0;
	     i <= m->last_token + HELD_WORDS; i++)
		if (i < s->text->n_tokens &&
		    sv_starts(s->text->tokens[i].norm, SV("\xD8\xA7\xD8\xB3\xD8\xAA\xD9\x82\xD8\xA8\xD9\x84")))
			return true;
	for (uint32_t i = m->first_token > TREATED_WORDS ? m->first_token - TREATED_WORDS : 0; i < m->first_token; i++)
		if (sv_ends(s->text->tokens[i].norm, SV("\xD8\xB9\xD9\x84\xD8\xA7\xD8\xAC")) &&
		    s->text->tokens[i].sentence == m->sentence)
			return true; /* "يتلقون العلاج في مشفى X" */
	if (m->last_token + 1u < s->text->n_tokens &&
	    sv_starts(s->text->tokens[m->last_token + 1u].norm, SV("\xD9\x85\xD8\xAA\xD8\xA7\xD8\xAB\xD8\xB1")))
		return true;
	for (size_t i = casualty_from(ev, m->first_token > HELD_TOKENS ? m->first_token - HELD_TOKENS : 0);
	     i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token >= m->first_token)
			break;
		if (c->sentence == m->sentence &&
		    (c->last_token + HELD_WORDS + 1u >= m->first_token || is_named_in(s, c, m)))
			return true;
	}
	return false;
}
