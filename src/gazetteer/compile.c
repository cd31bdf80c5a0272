#include "gazetteer/compile.h"

#include "gazetteer/compiler.h"

#include <stdlib.h>
#include <xxhash.h>

enum { MIN_TABLE = 16 };

void *compiler_reserve(struct compiler *c, enum section s, size_t n)
{
	size_t size = format_record_size(s);
	size_t need = c->sections[s].n + n;
	if (need > c->sections[s].capacity || !c->sections[s].records) { /* also for none: no sum with a null pointer */
		size_t room = need + need / 2 + MIN_TABLE;
		char *larger = arena_calloc(c->arena, room, size);
		if (c->sections[s].n)
			memcpy(larger, c->sections[s].records, c->sections[s].n * size);
		c->sections[s].records = larger;
		c->sections[s].capacity = room;
	}
	void *first = (char *)c->sections[s].records + c->sections[s].n * size;
	c->sections[s].n = need;
	return first;
}

void *compiler_push(struct compiler *c, enum section s)
{
	return compiler_reserve(c, s, 1);
}

size_t compiler_table_size(size_t n)
{
	size_t size = MIN_TABLE;
	while (size < n + n / 2 + 1)
		size *= 2;
	return size;
}

struct sv compiler_read(const struct compiler *c, struct file_ref r)
{
	size_t size = c->sections[SECTION_HEAP].n;
	if (r.offset > size || r.len > size - r.offset)
		return sv_make("", 0);
	return sv_make((const char *)c->sections[SECTION_HEAP].records + r.offset, r.len);
}

static uint32_t *find_slot(const struct compiler *c, struct sv s)
{
	size_t i = (size_t)XXH3_64bits(s.ptr, s.len) & (c->n_slots - 1);
	while (c->slots[i] && !sv_eq(compiler_read(c, c->strings[c->slots[i] - 1]), s))
		i = (i + 1) & (c->n_slots - 1);
	return &c->slots[i];
}

static void grow_slots(struct compiler *c)
{
	if (2 * (c->n_strings + 1) <= c->n_slots)
		return;
	c->n_slots = compiler_table_size(2 * (c->n_strings + 1));
	c->slots = ARENA_ARRAY(c->arena, uint32_t, c->n_slots);
	for (size_t i = 0; i < c->n_strings; i++)
		*find_slot(c, compiler_read(c, c->strings[i])) = (uint32_t)i + 1;
}

struct file_ref compiler_text(struct compiler *c, struct sv s)
{
	if (s.len == 0)
		return (struct file_ref){0, 0};
	grow_slots(c);
	uint32_t *slot = find_slot(c, s);
	if (*slot == 0) {
		struct file_ref r = {(uint32_t)c->sections[SECTION_HEAP].n, (uint32_t)s.len};
		memcpy(compiler_reserve(c, SECTION_HEAP, s.len), s.ptr, s.len);
		*ARENA_PUSH(c->arena, c->strings, c->n_strings, &c->strings_capacity) = r;
		*slot = (uint32_t)c->n_strings;
	}
	return c->strings[*slot - 1];
}

static struct file_span put_points(struct compiler *c, const struct lonlat *points, size_t n)
{
	struct file_span span = {(uint32_t)c->sections[SECTION_POINTS].n, (uint32_t)n};
	if (n)
		memcpy(compiler_reserve(c, SECTION_POINTS, n), points, n * sizeof *points);
	return span;
}

static struct file_span put_rings(struct compiler *c, const struct polygon *p)
{
	struct file_span span = {(uint32_t)c->sections[SECTION_RINGS].n, (uint32_t)p->n_rings};
	for (size_t i = 0; i < p->n_rings; i++) {
		struct file_span points = put_points(c, p->rings[i].points, p->rings[i].n);
		*(struct file_span *)compiler_push(c, SECTION_RINGS) = points;
	}
	return span;
}

static struct file_span put_polygons(struct compiler *c, const struct shape *s)
{
	struct file_span span = {(uint32_t)c->sections[SECTION_POLYGONS].n, (uint32_t)s->n_polygons};
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct file_span rings = put_rings(c, &s->polygons[i]);
		*(struct file_span *)compiler_push(c, SECTION_POLYGONS) = rings;
	}
	return span;
}

static int by_id_and_layer(const void *a, const void *b)
{
	const struct geometry *x = *(const struct geometry *const *)a;
	const struct geometry *y = *(const struct geometry *const *)b;
	int c = sv_cmp(x->id, y->id);
	if (c == 0)
		c = sv_cmp(x->layer, y->layer);
	return c ? c : (x > y) - (x < y);
}

static void compile_geometries(struct compiler *c)
{
	size_t n = c->source->n_geometries;
	const struct geometry **sorted = ARENA_ARRAY(c->arena, const struct geometry *, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &c->source->geometries[i];
	qsort(sorted, n, sizeof *sorted, by_id_and_layer);
	for (size_t i = 0; i < n; i++) {
		struct file_geometry f = {0};
		f.id = compiler_text(c, sorted[i]->id);
		f.layer = compiler_text(c, sorted[i]->layer);
		f.kind = compiler_text(c, sorted[i]->kind);
		f.name = compiler_text(c, sorted[i]->name);
		f.polygons = put_polygons(c, &sorted[i]->shape);
		f.points = put_points(c, sorted[i]->line.points, sorted[i]->line.n);
		*(struct file_geometry *)compiler_push(c, SECTION_GEOMETRIES) = f;
		c->counts.areas += f.polygons.n > 0;
		c->counts.lines += f.points.n > 0;
	}
}

static int by_table_name(const void *a, const void *b)
{
	return sv_cmp(((const struct source_table *)a)->name, ((const struct source_table *)b)->name);
}

static void put_cells(struct compiler *c, const struct sv *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct file_ref r = compiler_text(c, cells[i]);
		*(struct file_ref *)compiler_push(c, SECTION_CELLS) = r;
	}
}

static void compile_tables(struct compiler *c)
{
	size_t n = c->source->n_tables;
	struct source_table *sorted = ARENA_ARRAY(c->arena, struct source_table, n + 1);
	if (n)
		memcpy(sorted, c->source->tables, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, by_table_name);
	for (size_t i = 0; i < n; i++) {
		const struct source_table *t = &sorted[i];
		struct file_table f = {.n_columns = (uint32_t)t->n_columns, .n_rows = (uint32_t)t->n_rows};
		f.name = compiler_text(c, t->name);
		f.first_cell = (uint32_t)c->sections[SECTION_CELLS].n;
		put_cells(c, t->columns, t->n_columns);
		put_cells(c, t->cells, t->n_columns * t->n_rows);
		*(struct file_table *)compiler_push(c, SECTION_TABLES) = f;
		c->counts.rows += t->n_rows;
	}
	c->counts.tables = n;
}

static void compile_images(struct compiler *c)
{
	for (size_t i = 0; i < c->source->n_images; i++) {
		const struct source_image *image = &c->source->images[i];
		size_t padding = (FORMAT_ALIGN - image->bytes.len % FORMAT_ALIGN) % FORMAT_ALIGN;
		struct file_image f = {.offset = c->sections[SECTION_IMAGE_BYTES].n, .size = image->bytes.len};
		f.name = compiler_text(c, image->name);
		memcpy(compiler_reserve(c, SECTION_IMAGE_BYTES, image->bytes.len + padding), image->bytes.ptr,
		       image->bytes.len);
		*(struct file_image *)compiler_push(c, SECTION_IMAGES) = f;
	}
}

static void write_sections(struct compiler *c, struct buf *out)
{
	static const char ZEROS[FORMAT_ALIGN] = {0};
	struct file_header h = {.version = FORMAT_VERSION, .endian = FORMAT_ENDIAN};
	memcpy(h.magic, FORMAT_MAGIC, sizeof h.magic);
	if (c->source->date.len < sizeof h.date)
		memcpy(h.date, c->source->date.ptr, c->source->date.len);
	size_t at = sizeof h;
	for (unsigned s = 0; s < SECTION_COUNT; s++) {
		h.sections[s] = (struct file_section){at, c->sections[s].n * format_record_size((enum section)s)};
		at += (size_t)h.sections[s].size;
		at += (FORMAT_ALIGN - at % FORMAT_ALIGN) % FORMAT_ALIGN;
	}
	buf_append(out, sv_make((const char *)&h, sizeof h));
	for (unsigned s = 0; s < SECTION_COUNT; s++) {
		buf_append(out, sv_make(c->sections[s].records, (size_t)h.sections[s].size));
		buf_append(out, sv_make(ZEROS, (FORMAT_ALIGN - out->len % FORMAT_ALIGN) % FORMAT_ALIGN));
	}
}

enum err gazetteer_compile(const struct source *s, struct buf *out, struct gazetteer_build_counts *counts,
                           struct error *e)
{
	struct compiler c = {.source = s, .arena = s->arena};
	buf_clear(out);
	compile_names(&c);
	compile_places(&c);
	compile_geometries(&c);
	compile_tables(&c);
	compile_images(&c);
	write_sections(&c, out);
	if (!buf_ok(out))
		return buf_fail(out, "the compiled gazetteer", "", e);
	format_seal(out->ptr, out->len);
	c.counts.bytes = out->len;
	if (counts)
		*counts = c.counts;
	return OK;
}
