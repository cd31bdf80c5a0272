/* Fuzz target: the bytes as an article's text in any charset. What comes out is UTF-8; its tokens and sentences lie in
 * it, in order, and begin and end between characters; folding twice is folding once. */
#include "fuzz.h"
#include "text/clitic.h"
#include "text/text.h"

static const char *const CHARSETS[] = {"", "windows-1256", "utf-16", "utf-16be", "iso-8859-6", "utf-8", "utf-7",
                                       "iso-2022-jp", "nonsense", "utf-32", "ibm864"};

static bool at_boundary(struct sv s, size_t byte)
{
	return byte == s.len || (byte < s.len && ((unsigned char)s.ptr[byte] & 0xC0) != 0x80);
}

static void check_tokens(const struct text *t)
{
	uint32_t last = 0;
	for (size_t i = 0; i < t->n_tokens; i++) {
		const struct token *k = &t->tokens[i];
		check(k->start >= last && k->start < k->end && k->end <= t->n_codepoints);
		check(k->byte_start < k->byte_end && at_boundary(t->utf8, k->byte_start) && at_boundary(t->utf8, k->byte_end));
		check(k->sentence < t->n_sentences && utf8_validate(k->norm) == SIZE_MAX);
		check(text_cut(t, k, 2, NULL) <= k->end);
		last = k->end;
	}
}

static void check_sentences(const struct text *t)
{
	uint32_t last = 0;
	for (size_t i = 0; i < t->n_sentences; i++) {
		const struct sentence *s = &t->sentences[i];
		check(s->start >= last && s->start <= s->end && s->end <= t->n_codepoints);
		check(at_boundary(t->utf8, s->byte_start) && at_boundary(t->utf8, s->byte_end));
		check((size_t)s->first_token + s->n_tokens <= t->n_tokens && s->paragraph < t->n_paragraphs);
		check(utf8_validate(text_sentence(t, i)) == SIZE_MAX);
		last = s->end;
	}
}

static void check_words(const struct text *t)
{
	for (size_t i = 0; i < t->n_tokens && i < 64; i++) {
		struct clitic_split splits[CLITIC_MAX_SPLITS];
		size_t n = clitic_splits(t->tokens[i].norm, true, splits);
		check(n <= CLITIC_MAX_SPLITS);
		for (size_t k = 0; k < n; k++)
			check(utf8_validate(splits[k].residue) == SIZE_MAX && splits[k].hash == text_hash(splits[k].residue));
	}
}

static void run(struct arena *a, struct sv bytes, struct sv declared)
{
	struct sv utf8;
	struct sv charset;
	struct text text;
	struct error e = {.code = OK};
	if (text_decode(a, bytes, declared, &utf8, &charset, &e) != OK) {
		check_error(&e);
		return;
	}
	check(utf8_validate(utf8) == SIZE_MAX && charset.len);
	if (text_parse(a, utf8, 100000, &text, &e) != OK) {
		check_error(&e);
		return;
	}
	check_tokens(&text);
	check_sentences(&text);
	check_words(&text);
	struct sv folded = text_fold(a, utf8);
	check(utf8_validate(folded) == SIZE_MAX && sv_eq(text_fold(a, folded), folded));
	double share = text_arabic_share(utf8);
	check(share >= 0.0 && share <= 1.0);
}

static void guarded(struct arena *a, struct sv bytes, struct sv declared)
{
	jmp_buf escape;
	a->escape = &escape;
	if (setjmp(escape) == 0)
		run(a, bytes, declared);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	uint8_t choice = fuzz_choice(data, &size);
	arena_init(&arena, (size_t)256 << 20);
	guarded(&arena, sv_make((const char *)data, size), sv_cstr(CHARSETS[choice % (sizeof CHARSETS / sizeof *CHARSETS)]));
	arena_release(&arena);
	return 0;
}
