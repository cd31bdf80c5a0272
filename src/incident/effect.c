#include "incident/draft.h"

/* "خطفوا شاباً وقتلوه", "خطفوا راعياً وقُتل شقيقه": killed beside an abduction, an event of its own. */
static bool tells_of_killing(const struct story *s, const struct trigger_fact *head)
{
	const struct events *ev = s->events;
	size_t i = casualty_from(ev, head->token);
	return head->verb && i < ev->n_casualties && ev->casualties[i].first_token <= head->last_token &&
	       ev->casualties[i].killed > 0;
}

bool head_is_side_effect(const struct story *s, const struct trigger_fact *head, struct sv beside)
{
	static const char *const effects[] = {"looting", "movement", "seizure", "release", "change", "takeover"};
	struct sv family = head->group;
	if (head->role == TRIGGER_RESULT)
		return !sv_eq(beside, SV("abduction")) || !tells_of_killing(s, head);
	if (sv_eq(beside, SV("abduction")))
		return sv_eq(family, SV("looting"));
	if (sv_eq(beside, SV("takeover")) || sv_eq(beside, SV("transfer"))) /* "تسلّم البلدة، باتفاق مع وجهائها" */
		return sv_eq(family, SV("looting")) || sv_eq(family, SV("seizure")) ||
		       (head->oblique && sv_eq(family, SV("agreement")));
	if (!sv_eq(beside, SV("violence")) && !sv_eq(beside, SV("arrest")) && !sv_eq(beside, SV("raid")))
		return false;
	return SV_ONE_OF(family, effects);
}

bool family_is_done_by(struct sv outcome, struct sv means)
{
	static const char *const outcomes[] = {"abduction", "arrest", "looting", "seizure"};
	for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
		if (sv_eq(means, SV("violence")) && sv_eq_cstr(outcome, outcomes[i]))
			return true;
	return false;
}
