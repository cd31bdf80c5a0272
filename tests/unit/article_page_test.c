#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article/boilerplate.h"
#include "article/language.h"
#include "article/page.h"
#include "support/check.h"

#include <stdlib.h>

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 64 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct page read_page(const char *html, bool fragment)
{
	struct page page;
	struct error e = {.msg = ""};
	if (page_read(&arena, sv_cstr(html), fragment, &page, &e) != OK)
		fail_msg("%s", e.msg);
	return page;
}

/* "Gunmen attacked a post in the town of ash-Shula on Thursday evening." */
#define LONG "شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا مساء الخميس."

static void test_text_keeps_paragraphs_and_drops_what_stands_around(void **state)
{
	(void)state;
	struct page p =
		read_page("<html><body><nav>قائمة</nav><h1>عنوان الخبر هنا</h1><div class='entry-content'><p>" LONG
	              "</p><p>سطر أول<br>سطر ثان</p><figure><img><figcaption>صورة</figcaption></figure>"
	              "<p><a href=x>اقرأ أيضاً: خبر آخر</a></p><ul><li>بند</li><li>بند ثان</li></ul>"
	              "<table><tr><td>المنطقة</td><td>3</td></tr></table></div><footer>حقوق</footer></body></html>",
	              false);
	assert_sv_equal(p.title, "عنوان الخبر هنا");
	assert_sv_equal(p.text, LONG "\n\nسطر أول\nسطر ثان\n\nبند\nبند ثان\n\nالمنطقة 3");
}

static void test_fragments_are_text_throughout(void **state)
{
	(void)state;
	struct page p = read_page("<p>قتل عنصر.</p>وأصيب آخر<script>x</script>", true);
	assert_sv_equal(p.text, "قتل عنصر.\n\nوأصيب آخر");
}

static void test_facts_of_the_head(void **state)
{
	(void)state;
	static const char body[] = "<body><div class='post-content'><p>" LONG "</p></div></body>";
	char html[4096];
	static const struct {
		const char *head, *published, *title, *url;
	} cases[] = {
		{"<meta property='article:published_time' content='2021-09-18T10:00:00Z'>", "2021-09-18T10:00:00Z", "",
		 ""},
		{"<meta name='pubdate' content='20210918'><title>خبر عاجل اليوم | موقع</title><meta "
	     "property='og:site_name' "
	     "content='موقع'>",
	     "2021-09-18", "خبر عاجل اليوم", ""},
		{"<link rel='canonical' href='https://x.example/2021/09/18/a'>", "2021-09-18", "",
	     "https://x.example/2021/09/18/a"},
		{"<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"headline\":\"عنوان "
	     "طويل\",\"datePublished\":\"2021-09-18\",\n\"x\":\"a\nb\"}]}</script>",
	     "2021-09-18", "عنوان طويل", ""},
		{"<link rel='canonical' href='https://web.archive.org/web/20220101000000/https://x.example/a'>",
	     "2022-01-01", "", "https://x.example/a"},
		{"<meta property='article:modified_time' content='2021-09-18'>", "", "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		snprintf(html, sizeof html, "<html><head>%s</head>%s</html>", cases[i].head, body);
		struct page p = read_page(html, false);
		assert_sv_equal(p.published, cases[i].published);
		assert_sv_equal(p.title, cases[i].title);
		assert_sv_equal(p.url, cases[i].url);
		assert_sv_equal(p.text, LONG);
	}
}

static void test_visible_dates(void **state)
{
	(void)state;
	char html[4096];
	static const struct {
		const char *around, *published;
	} cases[] = {
		{"<span>18 أيلول 2021</span>", "2021-09-18"},
		{"<span>آخر تحديث: 20 أيلول 2021</span><span>نشر: 18 أيلول 2021</span>", "2021-09-18"},
		{"<div>نشر في 18/09/2021 - آخر تحديث 20/09/2021</div>", "2021-09-18"},
		{"<time datetime='2021-09-18T10:00:00Z'>قبل يومين</time>", "2021-09-18T10:00:00Z"},
		{"<time class='updated' datetime='2021-09-20'>x</time><time class='published' "
	     "datetime='2021-09-18'>x</time>",
	     "2021-09-18"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		snprintf(html, sizeof html,
		         "<html><body><div>الأحد 22 تشرين الثاني 2026</div><h1>عنوان الخبر هنا</h1>%s<div "
		         "class='entry-content'><p>" LONG "</p></div></body></html>",
		         cases[i].around);
		if (i + 1 < sizeof cases / sizeof cases[0])
			assert_sv_equal(read_page(html, false).published, cases[i].published);
	}
}

static void test_dates_that_the_article_tells_are_not_its_own(void **state)
{
	(void)state;
	struct page p = read_page("<html><body><h1>عنوان الخبر هنا</h1><div class='entry-content'><p>" LONG
	                         "</p><p>وكان التنظيم هاجم البلدة في 3 أيلول 2019.</p><p>نشر التنظيم بياناً في 5 أيلول "
	                          "2019</p></div></body></html>",
	                          false);
	assert_sv_equal(p.published, "");
}

static void test_nesting_has_a_limit(void **state)
{
	(void)state;
	struct page p;
	struct error e;
	char *html = malloc(5 * 3000 + 1);
	for (size_t i = 0; i < 3000; i++)
		memcpy(html + 5 * i, "<div>", 6);
	assert_int_equal(page_read(&arena, sv_cstr(html), false, &p, &e), ERR_LIMIT);
	free(html);
}

static void test_boilerplate_lines(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		enum boilerplate kind;
	} cases[] = {
		{"Facebook WhatsApp Telegram", BOILERPLATE_LINE},
		{"+ الخط -", BOILERPLATE_LINE},
		{"فيسبوك تويتر واتساب نسخ الرابط", BOILERPLATE_LINE},
		{"شارك", BOILERPLATE_LINE},
		{"اقرأ أيضاً: مقتل عنصرين في بادية السخنة", BOILERPLATE_LINE},
		{"مقالات ذات صلة", BOILERPLATE_LIST},
		{"التعليقات (12)", BOILERPLATE_REST},
		{"المصدر: وكالات", BOILERPLATE_LINE},
		{"شارك العشرات في وقفة احتجاجية في البصيرة", BOILERPLATE_NONE},        /* took part in a vigil */
		{"شاهد عيان: رأيت الدخان يتصاعد من الحقل", BOILERPLATE_NONE},          /* an eyewitness */
		{"علي", BOILERPLATE_NONE},                                             /* a name, not "on" */
		{"المصدر الأمني قال إن الهجوم وقع قرب الشولا فجراً", BOILERPLATE_NONE}, /* a security source */
		{"", BOILERPLATE_NONE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (boilerplate_line(&arena, sv_cstr(cases[i].line)) != cases[i].kind)
			fail_msg("'%s' is taken for something else", cases[i].line);
}

static void test_blanks_keep_the_offsets(void **state)
{
	(void)state;
	struct sv text = SV("شارك\r\nقتل عنصر.\nمقالات ذات صلة\n\nخبر آخر عن البوكمال\n\nوأصيب آخر.");
	assert_sv_equal(boilerplate_blank(&arena, text),
	                "    \r\nقتل عنصر.\n              \n\n                   \n\nوأصيب آخر.");
	struct sv plain = SV("قتل عنصر.\nوأصيب آخر.");
	assert_ptr_equal(boilerplate_blank(&arena, plain).ptr, plain.ptr);
}

static void test_languages_in_arabic_letters(void **state)
{
	(void)state;
	assert_null(language_other(sv_cstr(LONG)));
	assert_null(language_other(SV("انفجار"))); /* too little to tell */
	assert_string_equal(language_other(SV("این حمله در شهر رخ داد و به گفته مقامات سه نفر کشته شدند که از")),
	                    "Persian");
	assert_string_equal(language_other(SV("حملے میں تین افراد ہلاک ہو گئے ہیں اور حکام نے اس کی تصدیق کی ہے")),
	                    "Urdu");
	/* Arabic typed on a Persian keyboard stays Arabic. */
	assert_null(language_other(SV("قتل عنصر من القوات فی بادیة السخنة و أصیب آخر فی الهجوم علی النقطة العسکریة")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_keeps_paragraphs_and_drops_what_stands_around),
		cmocka_unit_test(test_fragments_are_text_throughout),
		cmocka_unit_test(test_facts_of_the_head),
		cmocka_unit_test(test_visible_dates),
		cmocka_unit_test(test_dates_that_the_article_tells_are_not_its_own),
		cmocka_unit_test(test_nesting_has_a_limit),
		cmocka_unit_test(test_boilerplate_lines),
		cmocka_unit_test(test_blanks_keep_the_offsets),
		cmocka_unit_test(test_languages_in_arabic_letters),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
