#include "pipeline/pipeline.h"

#include "toponym/toponym.h"

/* Some 600 printed pages. No article is longer, and to weigh all its places by each other grows with the square. */
enum { MAX_TOKENS = 200000 };

static enum err open_rules(struct engine *en, struct error *e)
{
	enum err result = toponym_rules_open(en->gazetteer, &en->toponym, e);
	return result == OK ? event_rules_open(en->gazetteer, &en->event, e) : result;
}

enum err engine_open(const char *gazetteer_path, const char *const *overlays, size_t n_overlays, struct engine *out,
                     struct error *e)
{
	*out = (struct engine){.gazetteer = NULL};
	enum err result = gazetteer_open(gazetteer_path, &out->gazetteer, e);
	for (size_t i = 0; result == OK && i < n_overlays; i++)
		result = gazetteer_overlay(out->gazetteer, overlays[i], e);
	if (result == OK)
		result = open_rules(out, e);
	if (result != OK)
		engine_close(out);
	return result;
}

enum err engine_open_early(const char *gazetteer_path, const char *const *overlays, size_t n_overlays, struct engine *out,
                           struct error *e)
{
	struct error damage;
	if (n_overlays) /* an overlay is put on what is known to be sound */
		return engine_open(gazetteer_path, overlays, n_overlays, out, e);
	*out = (struct engine){.gazetteer = NULL};
	enum err result = gazetteer_open_early(gazetteer_path, &out->gazetteer, e);
	if (result == OK)
		result = open_rules(out, e);
	if (result != OK && out->gazetteer && gazetteer_confirm(out->gazetteer, &damage) != OK)
		result = error_set(e, damage.code, "%s", damage.msg); /* that is why */
	if (result != OK)
		engine_close(out);
	return result;
}

void engine_close(struct engine *en)
{
	event_rules_free(en->event);
	toponym_rules_free(en->toponym);
	gazetteer_close(en->gazetteer);
	*en = (struct engine){.gazetteer = NULL};
}

enum err engine_run(const struct engine *en, struct arena *a, const struct article *article, bool explain,
                    struct result *out, struct error *e)
{
	const struct toponym_options options = {.explain = explain};
	struct text *text = ARENA_NEW(a, struct text);
	struct mentions *mentions = ARENA_NEW(a, struct mentions);
	struct events *events = ARENA_NEW(a, struct events);
	struct incidents *incidents = ARENA_NEW(a, struct incidents);
	enum err result = text_parse(a, article->text, MAX_TOKENS, text, e);
	if (result != OK)
		return result;
	toponym_find(a, en->toponym, text, &options, mentions);
	event_find(a, en->event, text, article->published, events);
	incident_assemble(a, en->gazetteer, text, mentions, events, article->doc_id, incidents);
	*out = (struct result){
		.article = article,
		.text = text,
		.gazetteer = en->gazetteer,
		.mentions = mentions,
		.incidents = incidents,
		.events = events,
	};
	return OK;
}
