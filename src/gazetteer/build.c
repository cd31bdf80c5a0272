#include "gazetteer/build.h"

#include "base/file.h"
#include "gazetteer/cells.h"
#include "gazetteer/cells_border.h"
#include "gazetteer/cells_countryside.h"
#include "gazetteer/compile.h"
#include "gazetteer/open.h"

enum { MAX_BUILT_BYTES = 1024 * 1024 * 1024 };

/* Everything that must outlive a jump out of the arena. */
struct build {
	struct arena arena, scratch;
	struct source source;
	struct buf out, image;
	struct gazetteer plain; /* over the bytes without images */
	struct gazetteer_build_counts counts;
	const struct gazetteer_image_maker *makers;
	size_t n_makers;
};

/* The makers read the gazetteer as it is without their images; these follow in a second compilation. */
static enum err add_images(struct build *b, const char *dir, struct error *e)
{
	enum err result = gazetteer_open_bytes(&b->plain, dir, b->out.ptr, b->out.len, e);
	for (size_t i = 0; result == OK && i < b->n_makers; i++) {
		buf_clear(&b->image);
		result = b->makers[i].make(&b->plain, &b->image, e);
		if (result == OK && !buf_ok(&b->image))
			result = error_set(e, ERR_NOMEM, "no memory for the image '%s'", b->makers[i].name);
		if (result == OK)
			source_add_image(&b->source, sv_cstr(b->makers[i].name), buf_sv(&b->image));
	}
	gazetteer_drop_tables(&b->plain);
	return result == OK ? gazetteer_compile(&b->source, &b->out, &b->counts, e) : result;
}

static enum err run(struct build *b, const char *dir, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to build the gazetteer of '%s'", dir);
	b->arena.escape = &escape;
	b->scratch.escape = &escape;
	enum err result = source_read(&b->source, dir, e);
	if (result == OK) {
		cells_add_units(&b->source, &b->scratch);
		cells_add_borders(&b->source, &b->scratch);
		cells_add_countrysides(&b->source, &b->scratch);
	}
	if (result == OK)
		result = gazetteer_compile(&b->source, &b->out, &b->counts, e);
	if (result == OK && b->n_makers)
		result = add_images(b, dir, e);
	b->arena.escape = NULL;
	return result;
}

enum err gazetteer_build(const char *source_dir, const char *out_path, struct gazetteer_build_counts *counts,
                         struct error *e)
{
	return gazetteer_build_with(source_dir, out_path, NULL, 0, counts, e);
}

enum err gazetteer_build_with(const char *source_dir, const char *out_path, const struct gazetteer_image_maker *makers,
                              size_t n, struct gazetteer_build_counts *counts, struct error *e)
{
	struct build b = {.makers = makers, .n_makers = n};
	arena_init(&b.arena, 0);
	arena_init(&b.scratch, 0);
	buf_init(&b.out, MAX_BUILT_BYTES);
	buf_init(&b.image, MAX_BUILT_BYTES);
	source_init(&b.source, &b.arena);
	enum err result = run(&b, source_dir, e);
	if (result == OK)
		result = file_write(out_path, buf_sv(&b.out), e);
	if (result == OK && counts)
		*counts = b.counts;
	source_release(&b.source);
	buf_release(&b.out);
	buf_release(&b.image);
	arena_release(&b.scratch);
	arena_release(&b.arena);
	return result;
}
