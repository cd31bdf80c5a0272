/* Laws of event triggers: every row fires in its example; inflection; what is denied, planned or habitual is no event.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

/* The row's trigger is found in its example, with the row's type and role. */
static void every_trigger_row_fires_in_its_example(void **state)
{
	(void)state;
	const struct lexicon *t = lexicon_table(lab_gazetteer, "triggers");
	assert_non_null(t);
	size_t example = lexicon_column(t, "example"), sub = lexicon_column(t, "sub_event_type");
	int failed = 0;
	for (size_t row = 0; row < t->n_rows; row++) {
		struct events ev;
		struct sv s = lexicon_cell(t, row, example);
		bool found = false;
		event_find(&lab_arena, lab_rules, lab_text(s), SV(""), &ev);
		for (size_t i = 0; i < ev.n_triggers; i++)
			found |= sv_eq(ev.triggers[i].sub_event_type, lexicon_cell(t, row, sub)) &&
				 ev.triggers[i].role == lab_rules->triggers[row].role;
		if (!found)
			print_error("triggers row %zu does not fire in '%.*s'\n", row + 1, SV_ARG(s));
		failed += !found;
	}
	assert_int_equal(failed, 0);
}

static void every_context_row_is_found_in_its_example(void **state)
{
	(void)state;
	lab_check_examples("event_context", PHRASE_CONTEXT, 0);
}

/* Types are ACLED's: each of its sub-types has a trigger, and no other is named. */
static void types_are_those_of_acled(void **state)
{
	static const char *const types[] = {"Armed clash",
					    "Government regains territory",
					    "Non-state actor overtakes territory",
					    "Air/drone strike",
					    "Shelling/artillery/missile attack",
					    "Remote explosive/landmine/IED",
					    "Suicide bomb",
					    "Grenade",
					    "Chemical weapon",
					    "Attack",
					    "Abduction/forced disappearance",
					    "Sexual violence",
					    "Peaceful protest",
					    "Violent demonstration",
					    "Agreement",
					    "Arrests",
					    "Change to group/activity",
					    "Disrupted weapons use",
					    "Headquarters or base established",
					    "Looting/property destruction",
					    "Non-violent transfer of territory",
					    "Other"};
	enum { N_TYPES = sizeof types / sizeof types[0] };
	bool used[N_TYPES] = {0};
	const struct lexicon *t = lexicon_table(lab_gazetteer, "triggers");
	(void)state;
	for (size_t row = 0; row < t->n_rows; row++) {
		struct sv sub = lexicon_cell(t, row, lexicon_column(t, "sub_event_type"));
		bool known = false;
		for (size_t i = 0; i < N_TYPES; i++)
			if (sv_eq_cstr(sub, types[i]))
				known = used[i] = true;
		if (!known)
			print_error("unknown type '%.*s'\n", SV_ARG(sub));
		assert_true(known);
	}
	for (size_t i = 0; i < N_TYPES; i++)
		assert_true(used[i]);
}

static const struct trigger_fact *first(const char *s)
{
	struct events ev = lab_events(s, "");
	if (ev.n_triggers == 0)
		print_error("no trigger in '%s'\n", s);
	assert_true(ev.n_triggers > 0);
	return &ev.triggers[0];
}

static void inflected_forms_are_one_trigger(void **state)
{
	static const char *const arrests[] = {"اعتقلت", "اعتقلوا", "تعتقل",    "يعتقلون", "واعتقلت", "واعتُقل",
					      "اعتقال", "باعتقال", "الاعتقال", "اعتقاله", "وستعتقل", "اعتقلتهم"};
	(void)state;
	for (size_t i = 0; i < sizeof arrests / sizeof arrests[0]; i++) {
		struct sv text = arena_printf(&lab_arena, "قسد %s شاباً", arrests[i]);
		struct events ev;
		event_find(&lab_arena, lab_rules, lab_text(text), SV(""), &ev);
		if (ev.n_triggers != 1 || !sv_eq_cstr(ev.triggers[0].sub_event_type, "Arrests"))
			print_error("'%s' is no arrest\n", arrests[i]);
		assert_int_equal(ev.n_triggers, 1);
		assert_sv_equal(ev.triggers[0].sub_event_type, "Arrests");
	}
}

static void articles_and_pronouns_make_a_trigger_definite(void **state)
{
	(void)state;
	assert_false(first("شن مسلحون هجوماً")->definite);
	assert_true(first("بعد الهجوم")->definite);
	assert_true(first("بعد اختطافه")->definite);
	assert_true(first("انفجر اللغم تحت عجلاتها")->definite);
}

static void denied_events_are_negated(void **state)
{
	static const char *const texts[] = {"من دون أن تقع أي اشتباكات", "دون ورود معلومات عن اعتقالات", "لم يقع هجوم",
					    "نفت صفحات وقوع هجوم", "الخبر عن اغتيال شيخ غير صحيح"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_true(first(texts[i])->negated);
}

static void intended_and_feared_events_are_planned(void **state)
{
	static const char *const texts[] = {"نية إطلاق عملية عسكرية", "خشية تجدد القصف",    "بهدف تنفيذ هجوم",
					    "تخوفاً من غارات محتملة",  "بغرض تمشيط البادية", "للمطالبة باعتقال القتلة"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_true(first(texts[i])->planned);
}

static void habits_and_sums_are_general(void **state)
{
	static const char *const texts[] = {"ارتفعت وتيرة الهجمات في البادية", "كثفت الخلايا هجماتها", "هجمات متكررة",
					    "ويشن التنظيم هجمات مباغتة على مواقع النظام.",
					    "ترتفع حصيلة الضحايا منذ مطلع شباط بانفجار ألغام"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct events ev = lab_events(texts[i], "2022-01-01");
		assert_true(ev.n_triggers > 0);
		assert_true(ev.triggers[0].general);
	}
}

static void areas_of_control_are_no_event(void **state)
{
	(void)state;
	assert_int_equal(lab_events("القادمة من مناطق سيطرة النظام الخاضعة لسيطرة قسد", "").n_triggers, 0);
}

static void dawn_is_no_explosion(void **state)
{
	(void)state;
	assert_int_equal(lab_events("فجر اليوم الخميس", "").n_triggers, 0);
	assert_sv_equal(first("فجّر مجهولون عبوة ناسفة")->sub_event_type, "Remote explosive/landmine/IED");
}

static void the_object_tells_arms_from_goods(void **state)
{
	(void)state;
	assert_sv_equal(first("صادرت ست عبارات")->sub_event_type, "Looting/property destruction");
	assert_sv_equal(first("ضبطت القوات أسلحة متوسطة")->sub_event_type, "Disrupted weapons use");
	assert_sv_equal(first("عثر الأهالي على جثة شاب")->sub_event_type, "Attack");
	assert_sv_equal(first("عثرت القوات على ذخائر")->sub_event_type, "Disrupted weapons use");
}

static void another_topic_has_no_events(void **state)
{
	struct events ev =
	    lab_events("خطف النادي نقطة من مضيفه في الدوري.\nوقال المدرب إن الهجوم كان سلاحه في المباراة.", "");
	(void)state;
	for (size_t i = 0; i < ev.n_triggers; i++)
		assert_true(ev.triggers[i].general);
}

/* The trigger of a family in a text's last sentence. */
static const struct trigger_fact *last_of(const char *text, const char *family)
{
	struct events ev = lab_events(text, "");
	const struct trigger_fact *found = NULL;
	for (size_t i = 0; i < ev.n_triggers; i++)
		if (sv_eq_cstr(ev.triggers[i].group, family))
			found = &ev.triggers[i];
	if (!found)
		print_error("no %s in '%s'\n", family, text);
	assert_non_null(found);
	return found;
}

#define LEAD "قُتل شاب في بلدة الصور.\nوقال أهله إنه كان عائداً إلى بيته.\n"

static void what_goes_on_is_general(void **state)
{
	(void)state;
	assert_true(last_of(LEAD "وتشهد المنطقة منذ أشهر توتراً متزايداً بين السكان، في موجة من هجمات المسلحين.", "violence")->general);
	assert_true(last_of(LEAD "وتستمر القوات بالتعاون مع حلفائها منذ أسابيع في تنفيذ عمليات تمشيط واسعة حول القرى.", "movement")->general);
	assert_false(last_of(LEAD "ويعد الطريق من أخطر طرق المنطقة، إذ قُتل عليه قبل شهرين ثلاثة جنود.", "violence")->general);
	assert_false(last_of(LEAD "وتشهد المنطقة منذ فجر اليوم حالة توتر كبيرة، في ظل اشتباكات بين المسلحين.", "violence")->general);
}

static void what_is_wanted_or_unknown_is_planned(void **state)
{
	(void)state;
	assert_true(first("لاستعادة السيطرة على القرية")->planned);
	assert_true(first("ولم يُعرف ما إذا كان الانفجار مدبراً")->planned);
}

static void done_in_the_present_tense_behind_before(void **state)
{
	(void)state;
	assert_false(last_of("طوّقت الدورية المنزل قبل أن تعتقل صاحبه.", "arrest")->present);
	assert_true(last_of("الدورية تعتقل صاحب المنزل.", "arrest")->present);
}

static void armed_groups_outweigh_another_topic(void **state)
{
	(void)state;
	assert_false(last_of("أعدم تنظيم الدولة ثلاثة شبان في مدينة الرقة.\nوكان الثلاثة مدرب كرة ولاعبين.\nوكان التنظيم يمنع "
			     "لعب كرة القدم.\nوقال ناشطون إن التنظيم اعتقل آخرين.\nوهدد التنظيم عائلاتهم.",
			     "arrest")->general);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_trigger_row_fires_in_its_example),
	    cmocka_unit_test(every_context_row_is_found_in_its_example),
	    cmocka_unit_test(types_are_those_of_acled),
	    cmocka_unit_test(inflected_forms_are_one_trigger),
	    cmocka_unit_test(articles_and_pronouns_make_a_trigger_definite),
	    cmocka_unit_test(denied_events_are_negated),
	    cmocka_unit_test(intended_and_feared_events_are_planned),
	    cmocka_unit_test(habits_and_sums_are_general),
	    cmocka_unit_test(areas_of_control_are_no_event),
	    cmocka_unit_test(dawn_is_no_explosion),
	    cmocka_unit_test(the_object_tells_arms_from_goods),
	    cmocka_unit_test(another_topic_has_no_events),
	    cmocka_unit_test(what_goes_on_is_general),
	    cmocka_unit_test(what_is_wanted_or_unknown_is_planned),
	    cmocka_unit_test(done_in_the_present_tense_behind_before),
	    cmocka_unit_test(armed_groups_outweigh_another_topic),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
