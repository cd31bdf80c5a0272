#include "gazetteer/variation.h"

#include "gazetteer/lexicon.h"

enum { MAX_WORDS = 8, MAX_ARTICLES = 4, MIN_FINAL_BYTES = 6, MIN_REST_BYTES = 6 };

static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */

/* What a name's last vowel may be written as, folded: teh marbuta, alef, alef maqsura. */
static const struct sv FINALS[] = {{"\xD9\x87", 2}, {"\xD8\xA7", 2}, {"\xD9\x8A", 2}};

static const double ARTICLE_FACTOR = 0.9;
static const double FINAL_FACTOR = 0.88;
static const double PART_FACTOR = 0.86;
static const double GLUED_FACTOR = 0.9;
static const double TAIL_FACTOR = 0.9;

struct writer {
	struct arena *arena;
	struct sv words[MAX_WORDS];
	size_t n;
	struct variation *items;
	size_t n_items, capacity;
};

static void put(struct writer *w, struct sv key, double factor, const char *how)
{
	*ARENA_PUSH(w->arena, w->items, w->n_items, &w->capacity) = (struct variation){key, factor, how, false};
}

static struct sv joined(struct writer *w, struct sv first, struct sv second)
{
	struct sv parts[2] = {first, second};
	return arena_join(w->arena, parts, 2, sv_make("", 0));
}

/* The key with word i written otherwise. */
static void put_word(struct writer *w, size_t i, struct sv word, double factor, const char *how)
{
	struct sv words[MAX_WORDS];
	memcpy(words, w->words, w->n * sizeof *words);
	words[i] = word;
	put(w, arena_join(w->arena, words, w->n, SV(" ")), factor, how);
}

static struct sv turned(struct writer *w, struct sv word)
{
	bool has = sv_starts(word, ARTICLE) && word.len > ARTICLE.len + 2;
	return has ? sv_skip(word, ARTICLE.len) : joined(w, ARTICLE, word);
}

/* Articles added or dropped, in every combination. */
static void put_articles(struct writer *w)
{
	size_t n = w->n < MAX_ARTICLES ? w->n : MAX_ARTICLES;
	for (unsigned set = 1; set < 1U << n; set++) {
		struct sv words[MAX_WORDS];
		for (size_t i = 0; i < w->n; i++)
			words[i] = i < n && (set >> i & 1) ? turned(w, w->words[i]) : w->words[i];
		put(w, arena_join(w->arena, words, w->n, SV(" ")), ARTICLE_FACTOR, "article");
	}
}

static void put_finals(struct writer *w)
{
	enum { N_FINALS = sizeof FINALS / sizeof *FINALS };
	struct sv word = w->words[w->n - 1];
	for (size_t i = 0; i < N_FINALS; i++) {
		if (!sv_ends(word, FINALS[i]) || word.len < MIN_FINAL_BYTES)
			continue;
		struct sv stem = sv_take(word, word.len - FINALS[i].len);
		for (size_t k = 0; k < N_FINALS; k++)
			if (k != i)
				put_word(w, w->n - 1, joined(w, stem, FINALS[k]), FINAL_FACTOR, "final vowel");
	}
}

static void put_joints(struct writer *w)
{
	for (size_t i = 0; i + 1 < w->n; i++) {
		struct sv words[MAX_WORDS];
		memcpy(words, w->words, w->n * sizeof *words);
		words[i] = joined(w, words[i], words[i + 1]);
		memmove(words + i + 1, words + i + 2, (w->n - i - 2) * sizeof *words);
		put(w, arena_join(w->arena, words, w->n - 1, SV(" ")), GLUED_FACTOR, "glued");
	}
}

struct part {
	struct sv key, set;
	size_t n_words;
	bool glued, tail;
};

/* The key with n words from the first-th on written as `words`. */
static void put_span(struct writer *w, size_t first, size_t n, struct sv words)
{
	struct sv all[MAX_WORDS + 1];
	memcpy(all, w->words, first * sizeof *all);
	all[first] = words;
	memcpy(all + first + 1, w->words + first + n, (w->n - first - n) * sizeof *all);
	put(w, arena_join(w->arena, all, w->n - n + 1, SV(" ")), PART_FACTOR, "like part");
}

/* The other members of a part's set in its place, each as words of its own and, where the table says so, glued to what
 * follows. `rest` is what was glued to it, empty if it stood alone. */
static void put_others(struct writer *w, const struct part *parts, size_t n, const struct part *own, size_t word,
                       struct sv rest)
{
	struct sv next = rest.len ? rest : word + 1 < w->n ? w->words[word + 1] : sv_make("", 0);
	for (size_t i = 0; i < n; i++) {
		struct sv apart[2] = {parts[i].key, rest};
		if (!sv_eq(parts[i].set, own->set))
			continue;
		if (&parts[i] != own || rest.len)
			put_span(w, word, own->n_words, rest.len ? arena_join(w->arena, apart, 2, SV(" ")) : parts[i].key);
		if (!parts[i].glued || next.len < MIN_REST_BYTES)
			continue;
		if (rest.len)
			put_span(w, word, 1, joined(w, parts[i].key, rest));
		else if (w->n == word + 2 && word == 0)
			put(w, joined(w, parts[i].key, next), PART_FACTOR, "like part");
	}
}

/* Whether a part of one word or more stands at a word. */
static bool stands_at(const struct writer *w, const struct part *part, size_t at)
{
	struct sv rest = part->key;
	struct sv word;
	while (sv_split(&rest, ' ', &word))
		if (at >= w->n || !sv_eq(w->words[at++], word))
			return false;
	return true;
}

/* "بقرص" for "بقرص فوقاني": the half of a village, by the name of both. */
static void put_tail(struct writer *w, struct sv tail)
{
	struct sv words[MAX_WORDS + 1];
	memcpy(words, w->words, w->n * sizeof *words);
	words[w->n] = tail;
	put(w, arena_join(w->arena, words, w->n + 1, SV(" ")), TAIL_FACTOR, "part of a village");
	w->items[w->n_items - 1].longer = true;
}

static void put_parts(struct writer *w, const struct lexicon *t)
{
	size_t columns[] = {lexicon_column(t, "part"), lexicon_column(t, "set"), lexicon_column(t, "glued"),
	                    lexicon_column(t, "tail")};
	struct part *parts = ARENA_ARRAY(w->arena, struct part, t->n_rows + 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		parts[i] = (struct part){gazetteer_name_key(w->arena, lexicon_cell(t, i, columns[0])),
		                         lexicon_cell(t, i, columns[1]), 1,
		                         sv_eq_cstr(lexicon_cell(t, i, columns[2]), "yes"),
		                         sv_eq_cstr(lexicon_cell(t, i, columns[3]), "yes")};
		for (size_t k = 0; k < parts[i].key.len; k++)
			parts[i].n_words += parts[i].key.ptr[k] == ' ';
	}
	for (size_t i = 0; i < t->n_rows; i++) {
		if (parts[i].tail)
			put_tail(w, parts[i].key);
		for (size_t k = 0; k < w->n; k++) {
			struct sv word = w->words[k];
			bool glued = parts[i].glued && sv_starts(word, parts[i].key) &&
			             word.len >= parts[i].key.len + MIN_REST_BYTES;
			if (stands_at(w, &parts[i], k))
				put_others(w, parts, t->n_rows, &parts[i], k, sv_make("", 0));
			else if (glued)
				put_others(w, parts, t->n_rows, &parts[i], k, sv_skip(word, parts[i].key.len));
		}
	}
}

size_t variations_of(struct arena *a, const struct gazetteer *g, struct sv key, struct variation **out)
{
	struct writer w = {.arena = a};
	const struct lexicon *t = lexicon_table(g, "name_parts");
	struct sv word;
	*out = NULL;
	while (sv_split(&key, ' ', &word)) {
		if (w.n == MAX_WORDS)
			return 0;
		if (word.len)
			w.words[w.n++] = word;
	}
	if (w.n == 0)
		return 0;
	put_articles(&w);
	put_finals(&w);
	put_joints(&w);
	if (t)
		put_parts(&w, t);
	*out = w.items;
	return w.n_items;
}
