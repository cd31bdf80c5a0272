/* The rules ready-made in the gazetteer's file: what they are, and what becomes of a file in which they are damaged. */
#include "event/rules.h"
#include "gazetteer/build.h"
#include "gazetteer/image.h"
#include "gazetteer/open.h"
#include "pipeline/pipeline.h"
#include "toponym/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

/* Shelling of Mayadin yesterday, three civilians killed; a mine in the badia of Sukhna south of the Euphrates, two injured. */
#define ARTICLE                                                                                                        \
	"قصف الطيران الحربي مدينة الميادين وقتل ثلاثة مدنيين يوم أمس.\n"                                               \
	"انفجار لغم أرضي في بادية السخنة جنوبي نهر الفرات وإصابة شخصين من قوات النظام.\n"

static const struct {
	const char *name;
	enum err (*make)(const struct gazetteer *g, struct buf *out, struct error *e);
} images[] = {{EVENT_IMAGE, event_rules_image}, {TOPONYM_IMAGE, toponym_rules_image}};
enum { N_IMAGES = sizeof images / sizeof *images, IMAGE_HEADER = 144, STAMP_AT = 8 };

struct opened {
	struct gazetteer *with, *without; /* images */
	struct buf bytes;                 /* of the file with them */
	struct sv expected;               /* what the article comes to */
	struct arena arena;
	char path[64];
};

/* The article as JSON; empty when the rules are refused. The bytes are sealed first: the checksum is right. */
static struct sv run(struct opened *o)
{
	const struct article article = {.doc_id = SV("0000000000000000"), .source = SV("test"), .published = SV("2021-09-18"),
	                                .as_read = SV(ARTICLE), .text = SV(ARTICLE)};
	struct gazetteer g;
	struct engine en = {.gazetteer = &g};
	struct error e = {0};
	struct result result;
	struct buf json;
	struct sv made = SV("");
	buf_init(&json, SIZE_MAX / 2);
	format_seal(o->bytes.ptr, o->bytes.len);
	assert_int_equal(gazetteer_open_bytes(&g, "copy.gaz", o->bytes.ptr, o->bytes.len, &e), OK);
	if (toponym_rules_open(&g, &en.toponym, &e) == OK && event_rules_open(&g, &en.event, &e) == OK &&
	    engine_run(&en, &o->arena, &article, false, &result, &e) == OK) {
		result_write_json(&o->arena, &result, &json);
		made = arena_sv(&o->arena, buf_sv(&json));
	}
	buf_release(&json);
	event_rules_free(en.event);
	toponym_rules_free(en.toponym);
	gazetteer_drop_tables(&g);
	return made;
}

static int setup(void **state)
{
	static struct opened o;
	struct error e = {0};
	snprintf(o.path, sizeof o.path, "/tmp/kharita_image_%ld.gaz", (long)getpid());
	buf_init(&o.bytes, SIZE_MAX / 2);
	arena_init(&o.arena, 0);
	if (gazetteer_open(KHARITA_GAZ, &o.with, &e) != OK || file_read(KHARITA_GAZ, &o.bytes, &e) != OK ||
	    gazetteer_build(KHARITA_SOURCE_DIR "/gazetteer", o.path, NULL, &e) != OK ||
	    gazetteer_open(o.path, &o.without, &e) != OK) {
		print_error("%s\n", e.msg);
		return 1;
	}
	o.expected = run(&o);
	*state = &o;
	return 0;
}

static int teardown(void **state)
{
	struct opened *o = *state;
	gazetteer_close(o->with);
	gazetteer_close(o->without);
	buf_release(&o->bytes);
	arena_release(&o->arena);
	return unlink(o->path);
}

static void images_are_what_would_be_made_at_start(void **state)
{
	const struct opened *o = *state;
	for (size_t i = 0; i < N_IMAGES; i++) {
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

static bool lies_in(struct sv bytes, const void *p)
{
	return (const char *)p > bytes.ptr && (const char *)p < bytes.ptr + bytes.len;
}

static void rules_are_used_in_place(void **state)
{
	const struct opened *o = *state;
	struct event_rules *r = NULL;
	struct toponym_rules *t = NULL;
	struct error e = {0};
	assert_int_equal(event_rules_open(o->with, &r, &e), OK);
	assert_true(lies_in(gazetteer_image(o->with, EVENT_IMAGE), r->phrases.items));
	assert_true(lies_in(gazetteer_image(o->with, EVENT_IMAGE), r->contexts));
	event_rules_free(r);
	assert_int_equal(toponym_rules_open(o->with, &t, &e), OK);
	assert_true(lies_in(gazetteer_image(o->with, TOPONYM_IMAGE), t->words));
	assert_true(lies_in(gazetteer_image(o->with, TOPONYM_IMAGE), t->spatial.rows));
	toponym_rules_free(t);
}

/* Where an image lies in the copy. */
static char *image_in(const struct opened *o, size_t i, size_t *len)
{
	struct sv kept = gazetteer_image(o->with, images[i].name);
	*len = kept.len;
	return o->bytes.ptr + (kept.ptr - o->with->map.ptr);
}

static void restore(struct opened *o, size_t i)
{
	size_t len = 0;
	char *image = image_in(o, i, &len);
	memcpy(image, gazetteer_image(o->with, images[i].name).ptr, len);
}

static void images_of_another_program_are_not_taken(void **state)
{
	struct opened *o = *state;
	assert_true(o->expected.len > 500);
	for (size_t i = 0; i < N_IMAGES; i++) {
		size_t len = 0;
		char *image = image_in(o, i, &len);
		memset(image + IMAGE_HEADER, 0xAA, len - IMAGE_HEADER); /* it must not be looked at */
		image[STAMP_AT]++;
		assert_true(sv_eq(run(o), o->expected));
		restore(o, i);
	}
}

static uint64_t next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 20;
}

static void damaged_images_are_refused_or_harmless(void **state)
{
	struct opened *o = *state;
	uint64_t seed = 3;
	size_t unchanged = 0;
	for (int round = 0; round < 120; round++) {
		size_t len = 0;
		char *image = image_in(o, (size_t)round % N_IMAGES, &len);
		unsigned n = 1u << (unsigned)round % 12;
		size_t from = round % 3 ? IMAGE_HEADER : 16; /* with or without the counts */
		for (unsigned k = 0; k < n; k++)
			image[from + next(&seed) % (len - from)] = (char)next(&seed);
		unchanged += sv_eq(run(o), o->expected);
		restore(o, (size_t)round % N_IMAGES);
	}
	assert_true(unchanged > 0); /* a byte here and there is never looked at, or the image refused */
	assert_true(sv_eq(run(o), o->expected));
}

static void lengths_and_counts_must_fit(void **state)
{
	(void)state;
	const uint32_t numbers[] = {1, 2, 3, 4, 5};
	struct image_table made[] = {{numbers, 5, 4}, {"abc", 3, 1}}, read[] = {{NULL, 0, 4}, {NULL, 0, 1}};
	struct buf b;
	buf_init(&b, 1 << 16);
	image_write(&b, made, 2);
	assert_true(image_open(buf_sv(&b), read, 2));
	assert_int_equal(read[0].n, 5);
	assert_memory_equal(read[0].records, numbers, sizeof numbers);
	assert_true(sv_eq_cstr(image_get(&read[1], (struct image_text){1, 2}), "bc"));
	assert_int_equal(image_get(&read[1], (struct image_text){1, 3}).len, 0);
	assert_int_equal(image_get(&read[1], (struct image_text){4, 0}).len, 0);
	for (size_t len = 0; len < b.len; len++)
		assert_false(image_open(sv_take(buf_sv(&b), len), read, 2));
	assert_false(image_open(buf_sv(&b), read, 1));
	b.ptr[16 + 7] = (char)0xFF; /* more records than there are bytes, in bytes than there are numbers */
	assert_false(image_open(buf_sv(&b), read, 2));
	buf_release(&b);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_are_what_would_be_made_at_start),
		cmocka_unit_test(rules_are_used_in_place),
		cmocka_unit_test(images_of_another_program_are_not_taken),
		cmocka_unit_test(damaged_images_are_refused_or_harmless),
		cmocka_unit_test(lengths_and_counts_must_fit),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
