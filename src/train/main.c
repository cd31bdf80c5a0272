/* Fits lexicon/weights.tsv to annotated articles and tells, by cross-validation, what that is worth. */
#include "gazetteer/lexicon.h"
#include "train/figures.h"
#include "train/fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SETS = 16, MAX_FOLDS = 20 };

struct options {
	const char *gazetteer, *output;
	const char *train[MAX_SETS], *test[MAX_SETS];
	size_t n_train, n_test;
	unsigned folds, passes;
	struct fit_options fit;
};

static const char usage[] =
        "usage: kharita-train --gazetteer FILE --train DIR... [--test DIR...] [--folds N] [--passes N] [--penalty X]\n"
        "                     [--rounds N] [--output weights.tsv]\n"
        "\n"
        "Fits the weights of recognition and resolution to annotated articles (DIR/texts, DIR/gold), starting from the\n"
        "priors of lexicon/weights.tsv and held near them. Prints figures for each fold, left out of its fit, for all folds, and for the\n"
        "sets of --test, on which nothing is fitted. --output writes the weights fitted to all of --train.\n";

struct trainer {
	struct options o;
	struct gazetteer *gazetteer;
	struct toponym_rules *rules;
	struct corpus train, test;
	double given[TRAIN_MAX_WEIGHTS]; /* the weights in force */
	double prior[TRAIN_MAX_WEIGHTS]; /* set by hand: where fits begin and are held near */
	size_t n_weights;
};

static void set_weights(struct trainer *t, const double *w)
{
	for (size_t i = 0; i < t->n_weights; i++)
		toponym_set_weight(t->rules, i, w[i]);
}

/* Fits to the articles outside a fold (-1: to all). Features depend on what else is recognised, so on the weights:
 * they are taken anew in every pass. */
static void fit_without(struct trainer *t, int fold, double *w, double loss[2])
{
	struct examples x;
	double first = 0;
	examples_init(&x);
	memcpy(w, t->prior, t->n_weights * sizeof *w);
	for (unsigned pass = 0; pass < t->o.passes; pass++) {
		set_weights(t, w);
		examples_clear(&x);
		for (size_t i = 0; i < t->train.n; i++)
			if (fold < 0 || i % t->o.folds != (size_t)fold)
				examples_add(&x, t->gazetteer, t->rules, &t->train.articles[i]);
		fit_weights(&x, &t->o.fit, t->prior, w, t->n_weights, loss);
		first = pass == 0 ? loss[0] : first;
	}
	loss[0] = first;
	examples_release(&x);
}

static void print_figures(const char *label, const struct figures *f)
{
	printf("%-34s recognition %.4f (%zu of %zu said, %zu wanted)  located %.4f (%zu)\n", label, figures_recognition(f),
	       f->hits, f->said, f->wanted, figures_located(f), f->asked);
}

static void measure(struct trainer *t, const struct corpus *c, const char *label)
{
	struct figures all = {.hits = 0};
	for (size_t i = 0; i < c->n;) {
		struct figures set = {.hits = 0};
		struct sv name = c->articles[i].set;
		for (; i < c->n && sv_eq(c->articles[i].set, name); i++) {
			figures_add(&set, t->gazetteer, t->rules, &c->articles[i]);
			figures_add(&all, t->gazetteer, t->rules, &c->articles[i]);
		}
		char line[64];
		snprintf(line, sizeof line, "%s: %.*s", label, SV_ARG(name));
		print_figures(line, &set);
	}
	print_figures(label, &all);
}

/* Counts a fold's articles with weights that were not fitted to them; the loss is summed. */
static void measure_fold(struct trainer *t, unsigned fold, const double *w, const char *label, struct figures *all,
                         double *loss)
{
	struct figures f = {.hits = 0};
	struct examples x;
	char line[64];
	examples_init(&x);
	set_weights(t, w);
	for (size_t i = fold; i < t->train.n; i += t->o.folds) {
		examples_add(&x, t->gazetteer, t->rules, &t->train.articles[i]);
		figures_add(&f, t->gazetteer, t->rules, &t->train.articles[i]);
		figures_add(all, t->gazetteer, t->rules, &t->train.articles[i]);
	}
	double fold_loss = fit_loss(&x, w, t->n_weights);
	*loss += fold_loss / t->o.folds;
	snprintf(line, sizeof line, "fold %u, %s, loss %.4f", fold + 1, label, fold_loss);
	print_figures(line, &f);
	examples_release(&x);
}

static void cross_validate(struct trainer *t)
{
	struct figures by_hand = {.hits = 0};
	struct figures fitted = {.hits = 0};
	double w[TRAIN_MAX_WEIGHTS];
	double loss[2];
	double by_hand_loss = 0;
	double fitted_loss = 0;
	char line[64];
	for (unsigned fold = 0; fold < t->o.folds; fold++) {
		measure_fold(t, fold, t->prior, "by hand", &by_hand, &by_hand_loss);
		fit_without(t, (int)fold, w, loss);
		measure_fold(t, fold, w, "fitted", &fitted, &fitted_loss);
	}
	snprintf(line, sizeof line, "all folds, by hand, loss %.4f", by_hand_loss);
	print_figures(line, &by_hand);
	snprintf(line, sizeof line, "all folds, fitted, loss %.4f", fitted_loss);
	print_figures(line, &fitted);
}

/* The table as it is, with the new values and a first line that says where they are from. */
static enum err write_weights(const struct trainer *t, const double *w, struct error *e)
{
	const struct lexicon *table = lexicon_table(t->gazetteer, "weights");
	size_t name = lexicon_column(table, "name");
	size_t gloss = lexicon_column(table, "gloss");
	FILE *out = fopen(t->o.output, "w");
	if (!out)
		return error_errno(e, ERR_IO, "cannot write '%s'", t->o.output);
	fputs("# Weights of recognition (accept.*, unknown.*) and resolution (resolve.*), and parameters. A sum of features; "
	      "`kharita explain` shows them.\n"
	      "# prior: set by hand; value: fitted to annotated articles from there on (docs/accuracy.md says how).\n", out);
	fprintf(out, "# Fitted by kharita-train with penalty %g to %zu articles:", t->o.fit.penalty, t->train.n);
	for (size_t i = 0; i < t->o.n_train; i++) {
		const char *slash = strrchr(t->o.train[i], '/');
		fprintf(out, " %s", slash ? slash + 1 : t->o.train[i]);
	}
	fprintf(out, "\nname\tvalue\tprior\tgloss\n");
	for (size_t row = 0; row < table->n_rows; row++) {
		size_t i = 0;
		while (i < t->n_weights && !sv_eq_cstr(lexicon_cell(table, row, name), toponym_weight_name(i)))
			i++;
		fprintf(out, "%s\t%.2f\t%g\t%.*s\n", toponym_weight_name(i), w[i], t->prior[i],
		        SV_ARG(lexicon_cell(table, row, gloss)));
	}
	return fclose(out) == 0 ? OK : error_errno(e, ERR_IO, "cannot write '%s'", t->o.output);
}

static void print_weights(const struct trainer *t, const double *w)
{
	for (size_t i = 0; i < t->n_weights; i++)
		if (fabs(w[i] - t->prior[i]) >= 0.005)
			printf("  %-28s %6.2f -> %6.2f\n", toponym_weight_name(i), t->prior[i], w[i]);
}

static enum err run(struct trainer *t, struct error *e)
{
	double w[TRAIN_MAX_WEIGHTS];
	double loss[2];
	if (t->o.folds > 1)
		cross_validate(t);
	set_weights(t, t->given);
	measure(t, &t->test, "in force");
	set_weights(t, t->prior);
	measure(t, &t->test, "by hand");
	fit_without(t, -1, w, loss);
	set_weights(t, w);
	printf("fitted to %zu articles: loss per item %.4f -> %.4f\n", t->train.n, loss[0], loss[1]);
	print_weights(t, w);
	measure(t, &t->test, "fitted");
	return t->o.output ? write_weights(t, w, e) : OK;
}

static bool parse(int argc, char **argv, struct options *o)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		const char *value = argv[i + 1];
		if (strcmp(argv[i], "--gazetteer") == 0)
			o->gazetteer = value;
		else if (strcmp(argv[i], "--output") == 0)
			o->output = value;
		else if (strcmp(argv[i], "--train") == 0 && o->n_train < MAX_SETS)
			o->train[o->n_train++] = value;
		else if (strcmp(argv[i], "--test") == 0 && o->n_test < MAX_SETS)
			o->test[o->n_test++] = value;
		else if (strcmp(argv[i], "--folds") == 0)
			o->folds = (unsigned)strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--passes") == 0)
			o->passes = (unsigned)strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--rounds") == 0)
			o->fit.rounds = (unsigned)strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--penalty") == 0)
			o->fit.penalty = strtod(value, NULL);
		else
			return false;
	}
	return argc % 2 == 1 && o->gazetteer && o->n_train && o->folds <= MAX_FOLDS && o->fit.penalty >= 0;
}

/* The column `prior` of the table: weights set by hand. */
static enum err read_priors(struct trainer *t, struct error *e)
{
	const struct lexicon *table = lexicon_table(t->gazetteer, "weights");
	size_t name = lexicon_column(table, "name");
	size_t prior = lexicon_column(table, "prior");
	for (size_t row = 0; row < table->n_rows; row++)
		for (size_t i = 0; i < t->n_weights; i++)
			if (sv_eq_cstr(lexicon_cell(table, row, name), toponym_weight_name(i)) &&
			    !sv_to_double(lexicon_cell(table, row, prior), &t->prior[i]))
				return error_set(e, ERR_DATA, "'lexicon/weights.tsv', row %zu: the prior is no number", row + 1);
	return OK;
}

static enum err load(struct trainer *t, struct error *e)
{
	enum err result = gazetteer_open(t->o.gazetteer, &t->gazetteer, e);
	if (result == OK)
		result = toponym_rules_open(t->gazetteer, &t->rules, e);
	for (size_t i = 0; result == OK && i < t->o.n_train; i++)
		result = corpus_add(&t->train, t->o.train[i], e);
	for (size_t i = 0; result == OK && i < t->o.n_test; i++)
		result = corpus_add(&t->test, t->o.test[i], e);
	t->n_weights = toponym_weight_count();
	if (result == OK && t->n_weights > TRAIN_MAX_WEIGHTS)
		result = error_set(e, ERR_LIMIT, "%zu weights: raise TRAIN_MAX_WEIGHTS", t->n_weights);
	for (size_t i = 0; result == OK && i < t->n_weights; i++)
		t->given[i] = toponym_weight(t->rules, i);
	return result == OK ? read_priors(t, e) : result;
}

int main(int argc, char **argv)
{
	struct trainer t = {.o = {.folds = 5, .passes = 3, .fit = {.penalty = 3, .rounds = 200}}};
	struct error e;
	if (!parse(argc, argv, &t.o)) {
		fputs(usage, stderr);
		return 2;
	}
	corpus_init(&t.train);
	corpus_init(&t.test);
	enum err result = load(&t, &e);
	if (result == OK)
		result = run(&t, &e);
	if (result != OK)
		fprintf(stderr, "kharita-train: %s\n", e.msg);
	corpus_release(&t.train);
	corpus_release(&t.test);
	toponym_rules_free(t.rules);
	gazetteer_close(t.gazetteer);
	return result == OK ? 0 : err_exit_status(result);
}
