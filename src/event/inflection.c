#include "event/rules.h"

enum { FORM_BYTES = 256 };

static void add_form(struct phrase_builder *p, const struct inflection *f, struct sv word, struct sv rest,
		     const struct phrase *like)
{
	char key[FORM_BYTES];
	if (!sv_ends(word, f->ending))
		return;
	struct sv stem = sv_take(word, word.len - f->ending.len);
	struct sv parts[] = {f->prefix, stem, f->suffix, rest};
	size_t len = 0;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i].len >= sizeof key - len)
			return;
		memcpy(key + len, parts[i].ptr, parts[i].len);
		len += parts[i].len;
	}
	struct phrase made = *like;
	made.number = f->number;
	made.tense = f->tense;
	phrases_add(p, sv_make(key, len), &made);
}

static bool add_class(struct phrase_builder *p, const struct inflections *all, struct sv form, struct sv class,
		      const struct phrase *like)
{
	size_t space = sv_find(form, SV(" "), 0);
	struct sv word = space == SIZE_MAX ? form : sv_take(form, space);
	struct sv rest = space == SIZE_MAX ? SV("") : sv_skip(form, space);
	bool any = false;
	for (size_t i = 0; i < all->n; i++) {
		if (!sv_eq(all->items[i].class, class))
			continue;
		any = true;
		add_form(p, &all->items[i], word, rest, like);
	}
	return any;
}

bool inflect(struct phrase_builder *p, struct arena *scratch, const struct inflections *all, struct sv forms,
	     struct sv class, struct sv present, const struct phrase *like)
{
	struct sv rest = forms, form;
	while (sv_split(&rest, '|', &form))
		if (!add_class(p, all, text_fold(scratch, sv_trim(form)), class, like))
			return false;
	if (present.len == 0)
		return true;
	return add_class(p, all, text_fold(scratch, present), SV("present"), like);
}

static bool number_parse(struct sv s, uint8_t *out)
{
	static const struct {
		const char *name;
		uint8_t number;
	} names[] = {{"1", NUMBER_ONE}, {"2", NUMBER_TWO}, {"23", NUMBER_EITHER}, {"pl", NUMBER_MANY}};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (sv_eq_cstr(s, names[i].name)) {
			*out = names[i].number;
			return true;
		}
	}
	return false;
}

enum err inflections_load(struct arena *a, const struct gazetteer *g, struct inflections *out, struct error *e)
{
	const struct lexicon *t = lexicon_table(g, "inflections");
	if (!t)
		return error_set(e, ERR_DATA, "lexicon table 'inflections' is missing; rebuild the gazetteer");
	size_t class = lexicon_column(t, "class"), prefix = lexicon_column(t, "prefix");
	size_t ending = lexicon_column(t, "ending"), suffix = lexicon_column(t, "suffix");
	size_t number = lexicon_column(t, "number"), tense = lexicon_column(t, "tense");
	out->items = ARENA_ARRAY(a, struct inflection, t->n_rows + 1);
	for (size_t r = 0; r < t->n_rows; r++) {
		struct inflection *f = &out->items[r];
		struct sv tense_name = lexicon_cell(t, r, tense);
		f->class = lexicon_cell(t, r, class);
		f->prefix = text_fold(a, lexicon_cell(t, r, prefix));
		f->ending = text_fold(a, lexicon_cell(t, r, ending));
		f->suffix = text_fold(a, lexicon_cell(t, r, suffix));
		f->tense = sv_eq_cstr(tense_name, "past")	 ? TENSE_PAST
			   : sv_eq_cstr(tense_name, "present")	 ? TENSE_PRESENT
			   : sv_eq_cstr(tense_name, "possessed") ? TENSE_POSSESSED
								 : TENSE_NONE;
		if (!number_parse(lexicon_cell(t, r, number), &f->number))
			return error_set(e, ERR_DATA,
					 "lexicon table 'inflections' row %zu: number must be 1, 2, 23 or pl", r + 1);
	}
	out->n = t->n_rows;
	return OK;
}
