#include "write/preview.h"

#include "base/file.h"
#include "write/json_out.h"
#include "write/preview_parts.h"
#include "write/styles.h"

#include <unistd.h>

enum { MAX_LIBRARY_BYTES = 8 << 20, MAX_TEMPLATE_BYTES = 4 << 20, MAX_DATA_BYTES = 1 << 30, PATH_BYTES = 2200 };

/* Where Debian has Leaflet; the licence stands in the package's copyright file. */
static const char library_dir[] = "/usr/share/javascript/leaflet";
static const char library_licence[] = "/usr/share/doc/libjs-leaflet/copyright";

static enum err read_part(struct buf *out, const char *dir, const char *name, struct error *e)
{
	char path[PATH_BYTES];
	struct error why;
	(void)snprintf(path, sizeof path, "%s%s%s", dir, *name ? "/" : "", name);
	if (file_read(path, out, &why) == OK)
		return OK;
	return error_set(e, ERR_ENV, "'%s' is not there; install Leaflet (Debian: libjs-leaflet)", path);
}

enum err preview_library_open(const char *dir, struct preview_library *out, struct error *e)
{
	buf_init(&out->script, MAX_LIBRARY_BYTES);
	buf_init(&out->style, MAX_LIBRARY_BYTES);
	buf_init(&out->licence, MAX_LIBRARY_BYTES);
	enum err result = read_part(&out->script, dir ? dir : library_dir, "leaflet.min.js", e);
	if (result == OK)
		result = read_part(&out->style, dir ? dir : library_dir, "leaflet.css", e);
	if (result == OK)
		result = dir ? read_part(&out->licence, dir, "copyright", e)
		             : read_part(&out->licence, library_licence, "", e);
	return result;
}

void preview_library_release(struct preview_library *l)
{
	buf_release(&l->script);
	buf_release(&l->style);
	buf_release(&l->licence);
}

/* What the parts of one page need. */
struct page {
	const struct model *model;
	const struct layer *layers;
	const struct preview_spec *spec;
	struct arena arena;
	struct buf data;  /* scratch of the part at work */
	struct error *error;
};

/* HTML text: also safe within a comment, as no part puts text into one but the licence. */
static void put_escaped(struct buf *b, struct sv text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '<':
			buf_append(b, SV("&lt;"));
			break;
		case '>':
			buf_append(b, SV("&gt;"));
			break;
		case '&':
			buf_append(b, SV("&amp;"));
			break;
		case '"':
			buf_append(b, SV("&quot;"));
			break;
		default:
			buf_append_char(b, text.ptr[i]);
		}
	}
}

/* Within <script> or <style> nothing may look like the element's end or a comment's begin: JSON and JavaScript strings
 * know \u003c. */
static void put_script_safe(struct buf *b, struct sv text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '<')
			continue;
		buf_append(b, sv_make(text.ptr + from, i - from));
		buf_append(b, SV("\\u003c"));
		from = i + 1;
	}
	buf_append(b, sv_skip(text, from));
}

static const char *page_title(const struct page *p)
{
	return p->spec->title ? p->spec->title : p->spec->theme->text[p->spec->lang][TEXT_TITLE];
}

static enum err put_title(struct page *p, struct buf *out)
{
	put_escaped(out, sv_cstr(page_title(p)));
	return OK;
}

static enum err put_lang(struct page *p, struct buf *out)
{
	buf_append_cstr(out, p->spec->lang == LANG_AR ? "ar" : "en");
	return OK;
}

static enum err put_dir(struct page *p, struct buf *out)
{
	buf_append_cstr(out, p->spec->lang == LANG_AR ? "rtl" : "ltr");
	return OK;
}

static enum err put_licence(struct page *p, struct buf *out)
{
	put_escaped(out, buf_sv(&p->spec->library->licence));
	return OK;
}

/* Without the pointer to a source map, which a browser would look for; it stands in a comment at the end. */
static struct sv without_source_map(const struct buf *b, struct sv pointer)
{
	struct sv text = buf_sv(b);
	size_t at = sv_find(text, pointer, 0);
	return at == SIZE_MAX ? text : sv_take(text, at);
}

static enum err put_library(struct page *p, struct buf *out)
{
	buf_append(out, without_source_map(&p->spec->library->script, SV("//# sourceMappingURL=")));
	return OK;
}

/* The pictures that the style names belong to controls that the page has not. */
static enum err put_library_style(struct page *p, struct buf *out)
{
	struct sv rest = without_source_map(&p->spec->library->style, SV("/*# sourceMappingURL="));
	for (size_t at = sv_find(rest, SV("url("), 0); at != SIZE_MAX; at = sv_find(rest, SV("url("), 0)) {
		size_t end = sv_find(rest, SV(")"), at);
		if (end == SIZE_MAX)
			break;
		buf_append(out, sv_take(rest, at));
		buf_append(out, SV("none"));
		rest = sv_skip(rest, end + 1);
	}
	buf_append(out, rest);
	return OK;
}

static enum err put_file(struct page *p, const char *name, struct buf *out)
{
	char path[STYLES_PATH_BYTES];
	enum err result = styles_find(name, path, sizeof path, p->error);
	return result == OK ? file_read(path, out, p->error) : result;
}

static enum err put_style(struct page *p, struct buf *out)
{
	return put_file(p, "preview/page.css", out);
}

static enum err put_script(struct page *p, struct buf *out)
{
	return put_file(p, "preview/page.js", out);
}

static enum err put_words(struct page *p, struct buf *out)
{
	buf_clear(&p->data);
	enum err result = put_file(p, "preview/words.json", &p->data);
	put_script_safe(out, buf_sv(&p->data));
	return result;
}

static enum err put_data(struct page *p, struct buf *out)
{
	struct buf *b = &p->data;
	buf_clear(b);
	buf_append_char(b, '{');
	json_text_field(b, "version", SV(KHARITA_VERSION));
	json_text_field(b, "title", sv_cstr(p->spec->title));
	json_text_field(b, "first_day", p->model->first_day);
	json_text_field(b, "last_day", p->model->last_day);
	json_int_field(b, "articles", (int64_t)p->model->n_articles);
	json_int_field(b, "incidents", (int64_t)p->model->n_incidents);
	json_int_field(b, "unit", PREVIEW_UNIT_M);
	json_key(b, "theme");
	preview_put_theme(b, p->spec->theme);
	json_key(b, "base");
	preview_put_base(b, &p->arena, p->spec->gazetteer, p->spec->theme);
	json_key(b, "data");
	preview_put_data(b, &p->arena, p->model, p->layers);
	buf_append_char(b, '}');
	put_script_safe(out, buf_sv(b));
	return buf_ok(b) ? OK : error_set(p->error, ERR_NOMEM, "no memory for the preview page");
}

/* {{name}} in the template. */
static const struct part {
	const char *name;
	enum err (*put)(struct page *p, struct buf *out);
} parts[] = {
	{"title", put_title},         {"lang", put_lang},   {"dir", put_dir},       {"library_licence", put_licence},
	{"library_style", put_library_style}, {"style", put_style}, {"library", put_library}, {"words", put_words},
	{"data", put_data},           {"script", put_script},
};

static enum err put_part(struct page *p, struct sv name, struct buf *out)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (sv_eq_cstr(name, parts[i].name))
			return parts[i].put(p, out);
	return error_set(p->error, ERR_DATA, "styles/preview/page.html: '{{%.*s}}' is no part of the page",
	                 SV_ARG(sv_take(name, 40)));
}

static enum err fill_template(struct page *p, struct sv template, struct buf *out)
{
	enum err result = OK;
	while (result == OK) {
		size_t at = sv_find(template, SV("{{"), 0);
		size_t end = at == SIZE_MAX ? SIZE_MAX : sv_find(template, SV("}}"), at);
		if (end == SIZE_MAX)
			break;
		buf_append(out, sv_take(template, at));
		result = put_part(p, sv_make(template.ptr + at + 2, end - at - 2), out);
		template = sv_skip(template, end + 2);
	}
	buf_append(out, template);
	return result == OK && !buf_ok(out) ? error_set(p->error, ERR_NOMEM, "no memory for the preview page") : result;
}

/* In a function of its own: the arena's escape comes back here. */
static enum err page_build(struct page *p, struct buf *template, struct buf *out)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(p->error, ERR_NOMEM, "no memory for the preview page");
	p->arena.escape = &escape;
	enum err result = put_file(p, "preview/page.html", template);
	if (result == OK)
		result = fill_template(p, buf_sv(template), out);
	p->arena.escape = NULL;
	return result;
}

enum err preview_write(const struct model *m, const struct layer *layers, const struct preview_spec *spec,
                       const char *path, struct error *e)
{
	struct page p = {.model = m, .layers = layers, .spec = spec, .error = e};
	struct buf template, out;
	arena_init(&p.arena, 0);
	buf_init(&p.data, MAX_DATA_BYTES);
	buf_init(&template, MAX_TEMPLATE_BYTES);
	buf_init(&out, MAX_DATA_BYTES);
	enum err result = page_build(&p, &template, &out);
	if (result == OK)
		result = file_write(path, buf_sv(&out), e);
	buf_release(&out);
	buf_release(&template);
	buf_release(&p.data);
	arena_release(&p.arena);
	return result;
}
