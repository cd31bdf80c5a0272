#include "write/poster.h"

#include "base/file.h"
#include "base/pool.h"
#include "write/png.h"
#include "write/poster_plan.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PART ".kharita-part"
#define MM_PER_INCH 25.4
#define POINTS_PER_MM (72.0 / MM_PER_INCH)

enum { MAX_OUTPUTS = 8, OUTPUT_MAX_BYTES = 1 << 30 };

/* One file to be drawn, on a thread of its own. */
struct output {
	const struct poster_plan *plan;
	const char *path;
	enum err (*write)(struct output *o, struct typesetter *ts);
	enum err err;
	struct error error;
	struct typesetter *ts; /* borrowed; NULL: one of its own */
	size_t n_written;      /* pages that lie beside their places */
};

static enum err refuse(struct output *o, cairo_status_t status)
{
	return error_set(&o->error, status == CAIRO_STATUS_NO_MEMORY ? ERR_NOMEM : ERR_IO, "cannot draw '%s': %s",
	                 o->path, cairo_status_to_string(status));
}

/* Page 0 is the map, those behind it the table. */
static size_t page_count(const struct output *o)
{
	return 1 + o->plan->table.n_pages;
}

static cairo_status_t draw(const struct output *o, struct typesetter *ts, cairo_surface_t *surface, double units_per_mm,
                           size_t page)
{
	cairo_t *cr = cairo_create(surface);
	cairo_scale(cr, units_per_mm, units_per_mm);
	if (page == 0)
		poster_draw(o->plan, ts, cr);
	else
		poster_draw_table(o->plan, ts, cr, page - 1);
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	return status;
}

/* "map.png", then "map-2.png", with more behind it; false when that is too long. */
static bool page_path(const struct output *o, size_t page, const char *more, char out[PATH_MAX])
{
	const char *ending = strrchr(o->path, '.');
	int n = page == 0 ? snprintf(out, PATH_MAX, "%s%s", o->path, more)
	                  : snprintf(out, PATH_MAX, "%.*s-%zu%s%s", (int)(ending - o->path), o->path, page + 1, ending, more);
	return n > 0 && n < PATH_MAX;
}

/* Writes the next page, of an SVG without the number in `content` from `cut` to `rest`, beside its place. */
static enum err write_page(struct output *o, struct sv content, size_t cut, size_t rest)
{
	char path[PATH_MAX];
	struct atomic_file f = {0};
	enum err err = page_path(o, o->n_written, PART, path)
	                   ? atomic_file_open(&f, path, &o->error)
	                   : error_set(&o->error, ERR_USAGE, "'%s': the name is too long", o->path);
	if (err == OK && (fwrite(content.ptr, 1, cut, f.stream) != cut ||
	                  fwrite(content.ptr + rest, 1, content.len - rest, f.stream) != content.len - rest))
		err = error_errno(&o->error, ERR_IO, "cannot write '%s'", o->path);
	if (err == OK)
		err = atomic_file_commit(&f, &o->error);
	atomic_file_abort(&f);
	o->n_written += err == OK;
	return err;
}

/* All pages into their places, when all of all files are whole; else none. */
static enum err settle(struct output *outputs, size_t n, enum err err, struct error *e)
{
	char from[PATH_MAX], to[PATH_MAX];
	for (size_t i = 0; i < n; i++)
		for (size_t page = 0; page < outputs[i].n_written; page++) {
			if (!page_path(&outputs[i], page, PART, from) || !page_path(&outputs[i], page, "", to))
				continue; /* never: it was written there */
			if (err == OK && rename(from, to) != 0)
				err = error_errno(e, ERR_IO, "cannot write '%s'", to);
			if (err != OK)
				(void)unlink(from);
		}
	return err;
}

static enum err write_png_page(struct output *o, struct typesetter *ts, size_t page)
{
	const struct poster_plan *p = o->plan;
	double dpi = p->spec->dpi ? p->spec->dpi : POSTER_DPI;
	int width = (int)lround(p->page.x1 / MM_PER_INCH * dpi);
	int height = (int)lround(p->page.y1 / MM_PER_INCH * dpi);
	struct png_encoder *encoder = NULL;
	struct buf png;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_status_t status = cairo_surface_status(surface);
	buf_init(&png, OUTPUT_MAX_BYTES);
	if (status == CAIRO_STATUS_SUCCESS)
		status = draw(o, ts, surface, dpi / MM_PER_INCH, page);
	enum err err = status == CAIRO_STATUS_SUCCESS ? png_encoder_open(&encoder, &o->error) : refuse(o, status);
	if (err == OK) {
		cairo_surface_flush(surface);
		struct png_image image = {
			.pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(surface),
			.width = (size_t)width, .height = (size_t)height,
			.stride = (size_t)cairo_image_surface_get_stride(surface) / sizeof(uint32_t),
			.opaque = true, .dpi = dpi,
		};
		err = png_encode(encoder, &image, &png, &o->error);
	}
	if (err == OK)
		err = write_page(o, buf_sv(&png), png.len, png.len);
	png_encoder_free(encoder);
	buf_release(&png);
	cairo_surface_destroy(surface);
	return err;
}

static enum err write_png(struct output *o, struct typesetter *ts)
{
	enum err err = OK;
	for (size_t page = 0; err == OK && page < page_count(o); page++)
		err = write_png_page(o, ts, page);
	return err;
}

static cairo_status_t append_stream(void *closure, const unsigned char *data, unsigned int n)
{
	struct buf *out = closure;
	buf_append(out, sv_make((const char *)data, n));
	return buf_ok(out) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_NO_MEMORY;
}

/* Draws pages from..to - 1 on a vector surface, and ends it. */
static enum err draw_vector(struct output *o, struct typesetter *ts, cairo_surface_t *surface, size_t from, size_t to)
{
	cairo_status_t status = CAIRO_STATUS_SUCCESS;
	for (size_t page = from; status == CAIRO_STATUS_SUCCESS && page < to; page++) {
		status = draw(o, ts, surface, POINTS_PER_MM, page);
		cairo_surface_show_page(surface);
	}
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status == CAIRO_STATUS_SUCCESS ? OK : refuse(o, status);
}

static enum err write_pdf(struct output *o, struct typesetter *ts)
{
	const struct poster_plan *p = o->plan;
	struct buf out;
	buf_init(&out, OUTPUT_MAX_BYTES);
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(append_stream, &out, p->page.x1 * POINTS_PER_MM,
	                                                           p->page.y1 * POINTS_PER_MM);
	/* Cairo would write the hour of the run: the same input is to give the same bytes. */
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, p->spec->produced ? p->spec->produced : "");
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, p->title_text);
	enum err err = draw_vector(o, ts, pdf, 0, page_count(o));
	if (err == OK)
		err = write_page(o, buf_sv(&out), out.len, out.len);
	buf_release(&out);
	return err;
}

/* Cairo numbers its surfaces through the whole process; the number stands in the file once and means nothing there. */
static enum err write_without_number(struct output *o, struct sv svg)
{
	struct sv mark = SV("<g id=\"surface");
	size_t at = sv_find(svg, mark, 0);
	size_t cut = at == SIZE_MAX ? svg.len : at + mark.len;
	size_t rest = cut;
	while (rest < svg.len && svg.ptr[rest] >= '0' && svg.ptr[rest] <= '9')
		rest++;
	return write_page(o, svg, cut, rest);
}

static enum err write_svg_page(struct output *o, struct typesetter *ts, size_t page)
{
	const struct poster_plan *p = o->plan;
	struct buf out;
	buf_init(&out, OUTPUT_MAX_BYTES);
	cairo_surface_t *svg = cairo_svg_surface_create_for_stream(append_stream, &out, p->page.x1 * POINTS_PER_MM,
	                                                           p->page.y1 * POINTS_PER_MM);
	enum err err = draw_vector(o, ts, svg, page, page + 1);
	if (err == OK)
		err = write_without_number(o, buf_sv(&out));
	buf_release(&out);
	return err;
}

static enum err write_svg(struct output *o, struct typesetter *ts)
{
	enum err err = OK;
	for (size_t page = 0; err == OK && page < page_count(o); page++)
		err = write_svg_page(o, ts, page);
	return err;
}

static const struct {
	const char *ending;
	enum err (*write)(struct output *o, struct typesetter *ts);
} formats[] = {{".png", write_png}, {".pdf", write_pdf}, {".svg", write_svg}};

static enum err choose_format(struct output *o, struct error *e)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (sv_ends(sv_cstr(o->path), sv_cstr(formats[i].ending)))
			o->write = formats[i].write;
	}
	return o->write ? OK : error_set(e, ERR_USAGE, "'%s': a map is written as .png, .pdf or .svg", o->path);
}

static void draw_output(void *worker, void *job)
{
	struct output *o = job;
	(void)worker;
	struct typesetter *own = NULL;
	o->err = o->ts ? OK : typesetter_open(o->plan->theme->fonts.text, &own, &o->error);
	if (o->err == OK)
		o->err = o->write(o, o->ts ? o->ts : own);
	typesetter_free(own);
}

/* The last one on this thread, the others beside it. */
static enum err draw_outputs(struct output *outputs, size_t n, struct error *e)
{
	void *const workers[MAX_OUTPUTS] = {NULL};
	struct pool *pool = NULL;
	bool beside = n > 1 && pool_open(draw_output, workers, n - 1, n, &pool, NULL) == OK;
	for (size_t i = 0; i < n; i++) {
		if (beside && i + 1 < n)
			pool_submit(pool, &outputs[i]);
		else
			draw_output(NULL, &outputs[i]);
	}
	while (beside && pool_take(pool))
		continue;
	pool_close(pool);
	enum err err = OK;
	for (size_t i = 0; i < n; i++) {
		if (err == OK && outputs[i].err != OK)
			err = error_set(e, outputs[i].err, "%s", outputs[i].error.msg);
	}
	return err;
}

/* On the heap, so that it survives the arena's escape. */
struct run {
	struct arena arena;
	jmp_buf escape;
	struct typesetter *ts;
	struct poster_plan plan;
	struct output outputs[MAX_OUTPUTS];
};

static enum err plan_guarded(struct run *r, const struct model *m, const struct gazetteer *g,
                             const struct poster_spec *spec, struct error *e)
{
	r->arena.escape = &r->escape;
	if (setjmp(r->escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory for the map");
	enum err err = typesetter_open(spec->theme->fonts.text, &r->ts, e);
	if (err == OK)
		poster_plan_build(&r->plan, &r->arena, r->ts, m, g, spec);
	return err;
}

enum err poster_write(const struct model *m, const struct gazetteer *g, const struct poster_spec *spec,
                      const char *const *paths, size_t n_paths, struct error *e)
{
	if (n_paths == 0 || n_paths > MAX_OUTPUTS || spec->dpi > POSTER_MAX_DPI)
		return error_set(e, ERR_USAGE, "a map is drawn into 1 to %d files of at most %d dpi", MAX_OUTPUTS,
		                 POSTER_MAX_DPI);
	struct run *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory for the map");
	arena_init(&r->arena, 0);
	enum err err = OK;
	for (size_t i = 0; err == OK && i < n_paths; i++) {
		r->outputs[i] = (struct output){.plan = &r->plan, .path = paths[i]};
		err = choose_format(&r->outputs[i], e);
	}
	if (err == OK)
		err = plan_guarded(r, m, g, spec, e);
	r->outputs[n_paths - 1].ts = r->ts;
	if (err == OK)
		err = settle(r->outputs, n_paths, draw_outputs(r->outputs, n_paths, e), e);
	typesetter_free(r->ts);
	arena_release(&r->arena);
	free(r);
	return err;
}
