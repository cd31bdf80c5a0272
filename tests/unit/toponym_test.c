/* Laws of toponym recognition and resolution. Every row of the lexicon's tables runs its own example. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "gazetteer/lexicon.h"
#include "support/check.h"
#include "support/toponym_lab.h"

static struct mentions find_with(struct sv s, bool explain)
{
	const struct toponym_options options = {.explain = explain};
	struct text t;
	struct error e;
	struct mentions m;
	assert_int_equal(text_parse(&arena, s, SIZE_MAX, &t, &e), OK);
	toponym_find(&arena, rules, &t, &options, &m);
	return m;
}

static struct mentions find(struct sv s)
{
	return find_with(s, false);
}

static const struct mention *only(struct mentions m)
{
	if (m.n != 1)
		for (size_t i = 0; i < m.n; i++)
			print_error("mention %zu: '%.*s'\n", i, SV_ARG(m.items[i].surface));
	assert_int_equal(m.n, 1);
	return &m.items[0];
}

static const struct place *place_of(const struct mention *m)
{
	assert_true(m->place != PLACE_NONE);
	return gazetteer_place(gazetteer, (size_t)m->place);
}

/* The row's example holds at least one mention that has its relation and role. */
static void every_spatial_row_is_found_in_its_example(void **state)
{
	(void)state;
	const struct lexicon *t = lexicon_table(gazetteer, "spatial");
	assert_non_null(t);
	size_t example = lexicon_column(t, "example");
	size_t relation = lexicon_column(t, "relation");
	size_t role = lexicon_column(t, "role");
	int failed = 0;
	for (size_t i = 0; i < t->n_rows; i++) {
		struct mentions m = find(lexicon_cell(t, i, example));
		struct sv want = lexicon_cell(t, i, relation);
		bool ok = false;
		for (size_t k = 0; k < m.n; k++) {
			const char *name = relation_name(m.items[k].relation);
			bool area = m.items[k].relation == REL_COUNTRYSIDE || m.items[k].relation == REL_BADIA ||
			            m.items[k].relation == REL_DIRECTION;
			bool same = k > 0 && sv_eq_cstr(lexicon_cell(t, i, role), "same") &&
			            (want.len == 0 || m.items[k].role == m.items[k - 1].role);
			ok = ok || ((area || same || sv_eq_cstr(want, name ? name : "")) &&
			            (same || sv_eq_cstr(lexicon_cell(t, i, role), role_name(m.items[k].role))));
		}
		if (!ok) {
			print_error("spatial row %zu: '%.*s'\n", i + 1, SV_ARG(lexicon_cell(t, i, example)));
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

static void no_false_friend_is_a_place(void **state)
{
	(void)state;
	const struct lexicon *t = lexicon_table(gazetteer, "false_friends");
	size_t example = lexicon_column(t, "example");
	int failed = 0;
	for (size_t i = 0; i < t->n_rows; i++) {
		struct sv text = lexicon_cell(t, i, example);
		size_t at = sv_find(text, lexicon_cell(t, i, 0), 0);
		struct mentions m = find(text);
		assert_true(at != SIZE_MAX);
		if (m.n && m.items[0].surface.ptr < text.ptr + at + lexicon_cell(t, i, 0).len) {
			print_error("false friend row %zu: '%.*s' gives '%.*s'\n", i + 1,
			            SV_ARG(lexicon_cell(t, i, example)), SV_ARG(m.items[0].surface));
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

static void no_organisation_is_a_place(void **state)
{
	(void)state;
	const struct lexicon *t = lexicon_table(gazetteer, "org_heads");
	size_t example = lexicon_column(t, "example");
	for (size_t i = 0; i < t->n_rows; i++) {
		struct mentions m = find(lexicon_cell(t, i, example));
		if (m.n)
			print_error("'%.*s'\n", SV_ARG(lexicon_cell(t, i, example)));
		assert_int_equal(m.n, 0);
	}
}

struct span_case {
	const char *text;
	const char *surface;
	const char *name_ar;
};

static void spans_follow_the_conventions(void **state)
{
	static const struct span_case cases[] = {
	        {"هجوم في ريف دير الزور الغربي", "ريف دير الزور الغربي", "ريف دير الزور الغربي"}, /* countryside */
	        {"هجوم في ريف ديرالزور الغربي", "ريف ديرالزور الغربي", "ريف دير الزور الغربي"},   /* glued */
	        {"قصف الريف الشرقي لدير الزور", "الريف الشرقي لدير الزور", "ريف دير الزور الشرقي"}, /* name last */
	        {"كمين في بادية “المسرب” أمس", "بادية “المسرب”", "بادية المسرب"},                  /* quoted */
	        {"كمين في بادية قرية المسرب", "بادية قرية المسرب", "بادية المسرب"},                /* head inside */
	        {"تعزيزات إلى حقل العمر", "حقل العمر", "حقل العمر"},                                /* head in the span */
	        {"هجوم بمدينة الميادين", "الميادين", "الميادين"},                                  /* head outside */
	        {"وصلوا للميادين ليلا", "للميادين", "الميادين"},                                    /* لل stays whole */
	        {"انفجار في #دير_الزور", "دير_الزور", "دير الزور"},                                 /* hashtag */
	        {"اشتباكات بـالكسرة غربي دير الزور", "الكسرة", "الكسرة"},                           /* tatweel */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mentions m = find(sv_cstr(cases[i].text));
		assert_true(m.n >= 1);
		assert_sv_equal(m.items[0].name_ar, cases[i].name_ar);
		if (cases[i].text[0] && strncmp(cases[i].surface, "لل", 4) != 0)
			assert_sv_equal(m.items[0].surface, cases[i].surface);
	}
}

static void an_area_is_not_its_town(void **state)
{
	(void)state;
	assert_int_equal(only(find(SV("انفجار في ريف البوكمال")))->shape, MENTION_COUNTRYSIDE);
	assert_int_equal(only(find(SV("هجوم في بادية الرصافة")))->shape, MENTION_BADIA);
	assert_int_equal(only(find(SV("الوضع شرقي سوريا")))->shape, MENTION_DIRECTION);
}

static void dual_areas_make_two(void **state)
{
	(void)state;
	struct mentions m = find(SV("هجمات في باديتي تدمر والسخنة"));
	assert_int_equal(m.n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(m.items[i].shape, MENTION_BADIA);
	assert_sv_equal(m.items[0].surface, "تدمر");
}

static void a_list_shares_its_head(void **state)
{
	(void)state;
	struct mentions m = find(SV("تمشيط في قرى المسرب والخريطة والشميطية بريف دير الزور الغربي"));
	assert_int_equal(m.n, 4);
	assert_sv_equal(m.items[1].name_ar, "الخريطة");
	assert_sv_equal(place_of(&m.items[1])->admin1, "دير الزور");
}

static void an_offset_is_read(void **state)
{
	static const struct {
		const char *text;
		double metres, degrees;
	} cases[] = {
	        {"انفجار على بعد 12 كم جنوب غرب الخريطة", 12000, 225},          /* 12 km south-west of */
	        {"انفجار (25 كم) غرب تدمر", 25000, 270},                         /* in parentheses */
	        {"عثر عليهم جنوب تدمر بـ20 كيلومتر", 20000, 180},                /* distance behind */
	        {"كمين على بعد كيلومترين من الشولا", 2000, -1},                  /* dual, no direction */
	        {"لغم على بعد ثلاثين كيلومتراً شمال شرق السخنة", 30000, 45},      /* number word */
	        {"لغم عند الكيلو 7 شمال مدينة تدمر", 7000, 0},                    /* milestone 7 north of */
	        {"قرب كم 30 غرب السخنة", 30000, 270},                             /* km 30 west of */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct mention *m = only(find(sv_cstr(cases[i].text)));
		assert_int_equal(m->relation, REL_OFFSET);
		assert_near(m->offset_m, cases[i].metres, 0.5);
		assert_near(m->offset_deg, cases[i].degrees, 0.01);
	}
}

static void people_and_words_are_no_places(void **state)
{
	static const char *const texts[] = {
	        "قال خالد الصالحية إن الوضع هادئ",     /* a surname */
	        "وقتل القيادي أبو حسن",                /* a kunya */
	        "شاهدت صهريجاً يحترق",                 /* tanwin: a tanker */
	        "كانوا دوماً هناك",                    /* tanwin: always */
	        "كان عمره صغيراً من العمر 16 عاماً",   /* an age */
	        "طالبت مظاهرة سلمية بالخدمات",         /* peaceful */
	        "نشرت خريطة جديدة للمعارك",            /* a map, not the village */
	        "#اخبار_الشحيل_والبصيرة",              /* an outlet's tag */
	};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct mentions m = find(sv_cstr(texts[i]));
		if (m.n)
			print_error("'%s' gives '%.*s'\n", texts[i], SV_ARG(m.items[0].surface));
		assert_int_equal(m.n, 0);
	}
}

static void a_container_settles_homonyms(void **state)
{
	(void)state;
	struct mentions a = find(SV("هجوم في قرية الطيبة بريف دير الزور الشرقي"));
	struct mentions b = find(SV("هجوم في قرية الطيبة شمال السخنة بريف حمص الشرقي"));
	assert_sv_equal(place_of(&a.items[0])->admin1, "دير الزور");
	assert_sv_equal(place_of(&b.items[0])->admin1, "حمص");
}

static void a_stated_distance_settles_homonyms(void **state)
{
	(void)state;
	struct mentions a = find(SV("انفجر لغم في قرية المعيزيلة على بعد 24 كيلومتراً شمال شرق الرقة"));
	struct mentions b = find(SV("انفجر لغم في قرية المعيزيلة جنوب غربي بلدة الصور بنحو 3 كم"));
	assert_sv_equal(place_of(&a.items[0])->admin1, "الرقة");
	assert_sv_equal(place_of(&b.items[0])->admin1, "دير الزور");
}

static void a_digest_section_means_the_governorate_and_a_road_the_city(void **state)
{
	(void)state;
	struct mentions a = find(SV("دير الزور::\nمقتل شاب في بلدة الشحيل برصاص مجهولين"));
	struct mentions b = find(SV("كمين على طريق دير الزور - تدمر قرب الشولا"));
	assert_int_equal(place_of(&a.items[0])->kind, KIND_GOVERNORATE);
	assert_int_equal(place_of(&b.items[0])->kind, KIND_CITY);
}

static void an_unknown_village_is_kept_without_a_point(void **state)
{
	(void)state;
	struct mentions m = find(SV("اغتيل مختار قرية الزنبقاوية التابعة لناحية ذيبان"));
	assert_true(m.n >= 1);
	assert_true(m.items[0].unresolved);
	assert_int_equal(m.items[0].place, PLACE_NONE);
	assert_true(m.items[0].container != PLACE_NONE);
	assert_sv_equal(m.items[0].surface, "الزنبقاوية");
}

static void countries_as_parties_are_actors(void **state)
{
	(void)state;
	struct mentions m = find(SV("ميليشيات مدعومة من إيران وصلت من العراق"));
	assert_int_equal(m.n, 2);
	assert_int_equal(m.items[0].role, ROLE_ACTOR);
	assert_int_equal(m.items[1].role, ROLE_ORIGIN);
}

/* What is kept of words from one article to the next changes nothing: the name Ali and the word "on" fold to one, and what
 * such a word is depends on its text. */
static void articles_before_do_not_matter(void **state)
{
	static const char *const texts[] = {
	        "قتل علي في هجوم علي بلدة الشحيل قرب مدينة الميادين بريف دير الزور الشرقي، بحسب مصادر محلية",
	        "قُتل علي في هجوم على بلدة الشحيل إلى الشرق من الميادين بريف دير الزور، بحسب مصادر محلية",
	        "انفجار في عين علي وبلدة ذبيان، ووصل المصابون إلى مشفى علي الرقة في قرى محيميد والصعوة والحصان",
	};
	enum { N = sizeof texts / sizeof texts[0] };
	struct arena used;
	(void)state;
	arena_init(&used, 0);
	for (size_t i = 0; i < 3 * N; i++) {
		struct text t, u;
		struct mentions m, n;
		struct error e;
		struct arena fresh;
		arena_init(&fresh, 0);
		assert_int_equal(text_parse(&fresh, sv_cstr(texts[i % N]), SIZE_MAX, &t, &e), OK);
		toponym_find(&fresh, rules, &t, NULL, &m);
		assert_int_equal(text_parse(&used, sv_cstr(texts[i % N]), SIZE_MAX, &u, &e), OK);
		toponym_find(&used, rules, &u, NULL, &n);
		assert_true(m.n > 1);
		assert_int_equal(m.n, n.n);
		for (size_t k = 0; k < m.n; k++) {
			assert_int_equal(m.items[k].start, n.items[k].start);
			assert_int_equal(m.items[k].end, n.items[k].end);
			assert_int_equal(m.items[k].place, n.items[k].place);
			assert_int_equal(m.items[k].role, n.items[k].role);
			assert_true(!(m.items[k].confidence < n.items[k].confidence || m.items[k].confidence > n.items[k].confidence));
		}
		arena_reset(&used);
		arena_release(&fresh);
	}
	arena_release(&used);
}

static void offsets_lie_in_order_within_the_text(void **state)
{
	(void)state;
	struct sv s = SV("قــ.ـوات في #دير_الزور - الميادين، وقرب “حقل العمر” وبلدة الشحيل.\r\nالرقة: هجوم في بادية الرصافة");
	struct text t;
	struct error e;
	struct mentions m;
	assert_int_equal(text_parse(&arena, s, SIZE_MAX, &t, &e), OK);
	toponym_find(&arena, rules, &t, NULL, &m);
	assert_true(m.n >= 5);
	uint32_t last = 0;
	for (size_t i = 0; i < m.n; i++) {
		assert_true(m.items[i].start >= last && m.items[i].start < m.items[i].end);
		assert_true(m.items[i].end <= t.n_codepoints);
		last = m.items[i].end;
	}
}

static void nearly_right_names_are_found_where_one_is_asked_for(void **state)
{
	static const struct {
		const char *text, *name_ar;
	} cases[] = {
	        {"دوريات في الشحيل وبلدة ذبيان بريف دير الزور الشرقي", "ذيبان"},              /* letters swapped */
	        {"تمشيط في قرى محيميد والصعوة والحصان غربي دير الزور", "محيميدة"},            /* a letter missing */
	        {"قصف على بلدة سعلوو قرب الميادين", "سعلو"},                                  /* drawn out */
	        {"حملة في بلدات الشحيل وجديدعكيدات", "جديد عكيدات"},                          /* one word for two */
	        {"تعزيزات وصلت مدينة شدادي جنوب الحسكة", "الشدادي"},                          /* without the article */
	        {"غارات على السخنة ومنطقة الضاحك شمالها", "جبل الضاحك"},                      /* head word left out */
	        {"شاب من جزرة الميلاج غربي دير الزور", "جزرة ميلاج"},                         /* article within */
	        {"وصل من تل كلخ إلى حمص", "تلكلخ"},                                           /* two words for one */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mentions m = find(sv_cstr(cases[i].text));
		bool found = false;
		for (size_t k = 0; k < m.n; k++)
			found = found || (m.items[k].place != PLACE_NONE && sv_eq_cstr(m.items[k].name_ar, cases[i].name_ar));
		if (!found)
			print_error("'%s' lacks '%s'\n", cases[i].text, cases[i].name_ar);
		assert_true(found);
	}
}

static void a_wrong_letter_far_from_the_place_is_not_corrected(void **state)
{
	(void)state;
	struct mentions m = find(SV("هجوم على قرية ذبيان بريف حلب الشمالي قرب عفرين واعزاز"));
	for (size_t i = 0; i < m.n; i++)
		assert_false(m.items[i].place != PLACE_NONE && sv_eq(m.items[i].name_ar, SV("ذيبان")));
}

static void dual_heads_compose_the_names_behind_them(void **state)
{
	(void)state;
	struct mentions m = find(SV("تعزيزات إلى حقلي شاعر وجزل شرقي حمص"));
	assert_true(m.n >= 2);
	assert_sv_equal(m.items[0].name_ar, "حقل شاعر");
	assert_sv_equal(m.items[0].surface, "شاعر");
	assert_sv_equal(m.items[1].name_ar, "حقل جزل");
	assert_int_equal(place_of(&m.items[1])->kind, KIND_OIL_FIELD);
}

static void unknown_members_of_a_list_are_kept_and_verbs_are_not(void **state)
{
	(void)state;
	struct mentions m = find(SV("تمشيط في قرى المسرب والزنبقاوية والشميطية بريف دير الزور الغربي"));
	assert_int_equal(m.n, 4);
	assert_true(m.items[1].unresolved);
	assert_sv_equal(m.items[1].surface, "الزنبقاوية");
	m = find(SV("داهموا قرى المسرب والشميطية واعتقلوا عدة أشخاص"));
	assert_int_equal(m.n, 2);
}

static void a_namesake_far_away_is_not_the_village_meant(void **state)
{
	(void)state;
	struct mentions m = find(SV("نزوح أهالي قرية الرصيف التابعة لناحية ذيبان بريف دير الزور الشرقي"));
	assert_true(m.n >= 1);
	assert_true(m.items[0].unresolved);
	assert_int_equal(m.items[0].place, PLACE_NONE);
	assert_true(m.items[0].container != PLACE_NONE);
}

static void the_name_ali_is_no_preposition(void **state)
{
	(void)state;
	assert_int_equal(find(SV("غرق شخص اسمه علي البقعان")).n, 0);
	assert_int_equal(find(SV("مر على الطريق إلى البيت علي البقعان")).n, 0);
	assert_int_equal(only(find(SV("قصف على البقعان")))->role, ROLE_EVENT);
}

static void scores_are_the_sums_of_their_features(void **state)
{
	(void)state;
	struct mentions m = find_with(SV("قتلى في قرى المسرب والطيبة والخريطة بريف دير الزور الغربي"), true);
	assert_int_equal(m.n, 4);
	for (size_t i = 0; i < m.n; i++) {
		assert_true(m.items[i].n_candidates > 0);
		for (size_t k = 0; k < m.items[i].n_candidates; k++) {
			const struct candidate *c = &m.items[i].candidates[k];
			double accept = 0;
			double score = 0;
			for (size_t n = 0; n < c->n_contributions; n++) {
				const struct contribution *x = &c->contributions[n];
				bool resolves = strncmp(x->name, "resolve.", 8) == 0;
				*(resolves ? &score : &accept) += x->value * x->weight;
			}
			assert_near(accept, c->accept, 1e-4);
			assert_near(score, c->score, 1e-4);
			assert_true(c->below || c->score <= m.items[i].candidates[0].score);
		}
	}
}

static void explaining_changes_nothing(void **state)
{
	struct sv s = SV("هجوم على حقل العمر وقرية الزنبقاوية، وقتل خالد الصالحية من قوات سوريا الديمقراطية في الشحيل");
	struct mentions a = find(s);
	struct mentions b = find_with(s, true);
	(void)state;
	assert_int_equal(a.n, b.n);
	assert_int_equal(a.n_rejected, 0);
	for (size_t i = 0; i < a.n; i++) {
		assert_int_equal(a.items[i].start, b.items[i].start);
		assert_int_equal(a.items[i].place, b.items[i].place);
	}
}

/* Explaining takes every round and every feature; finding leaves out those that cannot matter. */
static void explaining_changes_nothing_in_any_test_text(void **state)
{
	static const char *const sets[] = {"dev", "noisy", "own", "placeless"};
	size_t n_texts = 0;
	(void)state;
	for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
		struct dirent **names = NULL;
		struct sv folder = arena_printf(&arena, "%s/tests/data/%s/texts", KHARITA_SOURCE_DIR, sets[s]);
		int n = scandir(folder.ptr, &names, NULL, alphasort);
		for (int i = 0; i < n; i++) {
			struct buf text;
			struct error e;
			buf_init(&text, 1 << 20);
			if (names[i]->d_name[0] != '.') {
				struct sv path = arena_printf(&arena, "%s/%s", folder.ptr, names[i]->d_name);
				assert_int_equal(file_read(path.ptr, &text, &e), OK);
				struct mentions a = find(buf_sv(&text));
				struct mentions b = find_with(buf_sv(&text), true);
				assert_int_equal(a.n, b.n);
				for (size_t k = 0; k < a.n; k++) {
					assert_int_equal(a.items[k].start, b.items[k].start);
					assert_int_equal(a.items[k].end, b.items[k].end);
					assert_int_equal(a.items[k].place, b.items[k].place);
					assert_near(a.items[k].confidence, b.items[k].confidence, 1e-9);
				}
				n_texts++;
			}
			buf_release(&text);
			free(names[i]);
		}
		free(names);
	}
	assert_true(n_texts > 80);
}

static void what_is_no_place_says_why(void **state)
{
	static const struct {
		const char *text, *surface, *reason;
	} cases[] = {
	        {"اجتماع لقوات سوريا الديمقراطية", "سوريا", "part of a false friend"},        /* SDF */
	        {"قال مجلس دير الزور العسكري", "دير الزور", "part of an organisation's name"}, /* a council */
	        {"قال خالد الصالحية إن الوضع هادئ", "الصالحية", "below the threshold"},        /* a surname */
	        {"كانوا دوماً هناك", "دوماً", "an indefinite noun by its ending"},             /* always */
	        {"#اخبار_الشحيل_والبصيرة", "الشحيل", "part of a hashtag that is no place"},    /* an outlet */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct mentions m = find_with(sv_cstr(cases[i].text), true);
		bool said = false;
		for (size_t k = 0; k < m.n_rejected; k++)
			said = said || (sv_eq_cstr(m.rejected[k].surface, cases[i].surface) &&
			                strcmp(m.rejected[k].reason, cases[i].reason) == 0);
		if (!said)
			print_error("'%s'\n", cases[i].text);
		assert_true(said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_spatial_row_is_found_in_its_example),
	        cmocka_unit_test(no_false_friend_is_a_place),
	        cmocka_unit_test(no_organisation_is_a_place),
	        cmocka_unit_test(spans_follow_the_conventions),
	        cmocka_unit_test(an_area_is_not_its_town),
	        cmocka_unit_test(dual_areas_make_two),
	        cmocka_unit_test(a_list_shares_its_head),
	        cmocka_unit_test(an_offset_is_read),
	        cmocka_unit_test(people_and_words_are_no_places),
	        cmocka_unit_test(a_container_settles_homonyms),
	        cmocka_unit_test(a_stated_distance_settles_homonyms),
	        cmocka_unit_test(a_digest_section_means_the_governorate_and_a_road_the_city),
	        cmocka_unit_test(an_unknown_village_is_kept_without_a_point),
	        cmocka_unit_test(countries_as_parties_are_actors),
	        cmocka_unit_test(articles_before_do_not_matter),
	        cmocka_unit_test(offsets_lie_in_order_within_the_text),
	        cmocka_unit_test(nearly_right_names_are_found_where_one_is_asked_for),
	        cmocka_unit_test(a_wrong_letter_far_from_the_place_is_not_corrected),
	        cmocka_unit_test(dual_heads_compose_the_names_behind_them),
	        cmocka_unit_test(unknown_members_of_a_list_are_kept_and_verbs_are_not),
	        cmocka_unit_test(a_namesake_far_away_is_not_the_village_meant),
	        cmocka_unit_test(the_name_ali_is_no_preposition),
	        cmocka_unit_test(scores_are_the_sums_of_their_features),
	        cmocka_unit_test(explaining_changes_nothing),
	        cmocka_unit_test(explaining_changes_nothing_in_any_test_text),
	        cmocka_unit_test(what_is_no_place_says_why),
	};
	return cmocka_run_group_tests_name("toponym", tests, open_all, close_all);
}
