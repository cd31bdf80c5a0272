#include "event/rules.h"

/* Rows whose name is '-' are things that show whom an attack hit. */
static struct sv name_of(const struct actor_rule *r)
{
	return sv_eq(r->name, SV("-")) ? SV("") : r->name;
}

struct sv actor_name_on(const struct actor_fact *x, struct date day)
{
	struct sv name = x->name, rest = x->later;
	while (day.year && rest.len) {
		size_t n = 0;
		while (n < rest.len && rest.ptr[n] != '|')
			n++;
		struct sv row = {rest.ptr, n};
		struct date from;
		if (!date_parse_iso(row, &from) || date_to_days(day) < date_to_days(from))
			break;
		name = sv_skip(row, sizeof "YYYY-MM-DD");
		rest = sv_skip(rest, n < rest.len ? n + 1 : n);
	}
	return name;
}

/* و glued to a name, or before its quotation mark. */
static bool is_conjoined(const struct text *t, const struct hit *h)
{
	if (h->clitics & CLITIC_WA)
		return true;
	size_t i = h->first;
	while (i > 0 && t->tokens[i - 1].sentence == t->tokens[h->first].sentence && t->tokens[i - 1].mark == '"')
		i--;
	return i > 0 && t->tokens[i - 1].kind == TOKEN_WORD && sv_eq(t->tokens[i - 1].norm, SV("\xD9\x88")); /* waw */
}

void actors_find(const struct finder *f, struct events *out)
{
	size_t n = 0, capacity = 0;
	for (size_t i = 0; i < f->text->n_tokens;) {
		const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
		if (!h) {
			i++;
			continue;
		}
		const struct actor_rule *r = &f->rules->actors[h->row];
		*ARENA_PUSH(f->arena, out->actors, n, &capacity) =
		    (struct actor_fact){.first_token = h->first,
					.last_token = h->last,
					.sentence = f->text->tokens[i].sentence,
					.name = name_of(r),
					.later = r->later,
					.bloc = r->bloc,
					.inter = r->inter,
					.civilians = r->civilians,
					.armed = r->armed,
					.conjoined = is_conjoined(f->text, h)};
		i = h->last + 1u;
	}
	out->n_actors = n;
}
