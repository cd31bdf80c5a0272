#include "incident/draft.h"

enum { WARD_WORDS = 4, CARE_WORDS = 6 };

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
