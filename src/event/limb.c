#include "event/people.h"

bool limb_at(const struct finder *f, size_t i)
{
	/* ساق, قدم, يد, ذراع, رجل, عين, بصر, سمع, كف, اصابع, اطراف; احدي, كلتا */
	static const char *const limbs[] = {"\xD8\xB3\xD8\xA7\xD9\x82",
					    "\xD9\x82\xD8\xAF\xD9\x85",
					    "\xD9\x8A\xD8\xAF",
					    "\xD8\xB0\xD8\xB1\xD8\xA7\xD8\xB9",
					    "\xD8\xB1\xD8\xAC\xD9\x84",
					    "\xD8\xB9\xD9\x8A\xD9\x86",
					    "\xD8\xA8\xD8\xB5\xD8\xB1",
					    "\xD8\xB3\xD9\x85\xD8\xB9",
					    "\xD9\x83\xD9\x81",
					    "\xD8\xA7\xD8\xB5\xD8\xA7\xD8\xA8\xD8\xB9",
					    "\xD8\xA7\xD8\xB7\xD8\xB1\xD8\xA7\xD9\x81"};
	static const char *const ones[] = {"\xD8\xA7\xD8\xAD\xD8\xAF\xD9\x8A", "\xD9\x83\xD9\x84\xD8\xAA\xD8\xA7"};
	static const char *const pronouns[] = {"\xD9\x87", "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85",
					       "\xD9\x87\xD9\x85\xD8\xA7"};
	struct sv word = f->text->tokens[i].norm;
	word = sv_starts(word, SV("\xD8\xA8")) && !sv_starts(word, SV("\xD8\xA8\xD8\xB5"))
		   ? sv_skip(word, 2)
		   : word; /* "برجليه", not "بصره" */
	if (SV_ONE_OF(word, ones))
		return i + 1u < sentence_end_of(f, i) && limb_at(f, i + 1u);
	for (size_t k = 0; k < sizeof limbs / sizeof limbs[0]; k++) {
		if (!sv_starts(word, sv_cstr(limbs[k])))
			continue;
		struct sv rest = sv_skip(word, strlen(limbs[k]));
		rest = sv_starts(rest, SV("\xD9\x8A")) || sv_starts(rest, SV("\xD8\xA7")) ? sv_skip(rest, 2) : rest;
		if (SV_ONE_OF(rest, pronouns))
			return true;
	}
	return false;
}
