#include "event/event.h"
#include "event/phrase_build.h"
#include "event/rules.h"
#include "gazetteer/build.h"
#include "toponym/toponym.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct opened {
	struct gazetteer *with, *without; /* images */
	char path[64];
};

static int setup(void **state)
{
	static struct opened o;
	struct error e = {0};
	snprintf(o.path, sizeof o.path, "/tmp/kharita_image_%ld.gaz", (long)getpid());
	if (gazetteer_open(KHARITA_GAZ, &o.with, &e) != OK ||
	    gazetteer_build(KHARITA_SOURCE_DIR "/gazetteer", o.path, NULL, &e) != OK ||
	    gazetteer_open(o.path, &o.without, &e) != OK) {
		print_error("%s\n", e.msg);
		return 1;
	}
	*state = &o;
	return 0;
}

static int teardown(void **state)
{
	struct opened *o = *state;
	gazetteer_close(o->with);
	gazetteer_close(o->without);
	return unlink(o->path);
}

static void images_are_what_would_be_made_at_start(void **state)
{
	const struct opened *o = *state;
	static const struct {
		const char *name;
		enum err (*make)(const struct gazetteer *g, struct buf *out, struct error *e);
	} images[] = {{EVENT_IMAGE, event_rules_image}, {TOPONYM_IMAGE, toponym_rules_image}};
	for (size_t i = 0; i < sizeof images / sizeof images[0]; i++) {
		struct buf made;
		struct error e = {0};
		struct sv kept = gazetteer_image(o->with, images[i].name);
		buf_init(&made, SIZE_MAX / 2);
		assert_int_equal(gazetteer_image(o->without, images[i].name).len, 0);
		assert_int_equal(images[i].make(o->without, &made, &e), OK);
		assert_true(kept.len > 1000);
		assert_true(sv_eq(kept, buf_sv(&made)));
		buf_release(&made);
	}
}

static void phrases_are_used_in_place(void **state)
{
	const struct opened *o = *state;
	struct event_rules *r = NULL;
	struct error e = {0};
	struct sv kept = gazetteer_image(o->with, EVENT_IMAGE);
	assert_int_equal(event_rules_open(o->with, &r, &e), OK);
	const char *items = (const void *)r->phrases.items;
	assert_true(items > kept.ptr && items < kept.ptr + kept.len);
	event_rules_free(r);
	assert_int_equal(event_rules_open(o->without, &r, &e), OK);
	items = (const void *)r->phrases.items;
	assert_true(items < kept.ptr || items >= kept.ptr + kept.len);
	event_rules_free(r);
}

/* Scans with every phrase that a damaged image still has: nothing may lead outside it. */
static void damaged_images_are_refused_or_harmless(void **state)
{
	const struct opened *o = *state;
	struct sv kept = gazetteer_image(o->with, EVENT_IMAGE);
	static size_t n_rows[PHRASE_TABLE_COUNT];
	struct phrases p;
	struct text t;
	struct scan scan;
	struct arena a;
	struct error e = {0};
	for (size_t i = 0; i < PHRASE_TABLE_COUNT; i++)
		n_rows[i] = 100000;
	arena_init(&a, 0);
	assert_int_equal(text_parse(&a, SV("قصف الطيران الحربي مدينة الميادين وقتل ثلاثة مدنيين يوم أمس"), 1000, &t, &e), OK);
	char *copy = malloc(kept.len);
	assert_non_null(copy);
	assert_true(phrases_open(kept, n_rows, &p));
	for (size_t len = 0; len < kept.len; len += kept.len / 50 + 1) {
		memcpy(copy, kept.ptr, kept.len);
		assert_false(phrases_open(sv_make(copy, len), n_rows, &p));
	}
	uint64_t seed = 3;
	size_t refused = 0;
	for (int round = 0; round < 60; round++) {
		memcpy(copy, kept.ptr, kept.len);
		for (int k = 0; k < 400; k++) {
			seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			copy[40 + (seed >> 20) % (kept.len - 40)] = (char)(seed >> 12);
		}
		if (phrases_open(sv_make(copy, kept.len), n_rows, &p))
			scan_text(&a, &p, &t, &scan);
		else
			refused++;
		arena_reset(&a);
		assert_int_equal(
			text_parse(&a, SV("قصف الطيران الحربي مدينة الميادين وقتل ثلاثة مدنيين يوم أمس"), 1000, &t, &e), OK);
	}
	assert_true(refused > 0);
	n_rows[PHRASE_TRIGGER] = 1;
	assert_false(phrases_open(kept, n_rows, &p));
	free(copy);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_are_what_would_be_made_at_start),
		cmocka_unit_test(phrases_are_used_in_place),
		cmocka_unit_test(damaged_images_are_refused_or_harmless),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
