#include "train/fit.h"

#include <math.h>

static double dot(const float *x, const double *w, size_t first, size_t end)
{
	double sum = 0;
	for (size_t i = first; i < end; i++)
		sum += (double)x[i] * w[i];
	return sum;
}

static void add(double *gradient, const float *x, double share, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		gradient[i] += share * (double)x[i];
}

/* The blocks of features: [0, resolve) recognition, [resolve, end) resolution. */
struct blocks {
	size_t resolve, end;
};

static struct blocks find_blocks(size_t n_weights)
{
	struct blocks b = {.resolve = 0, .end = 0};
	for (size_t i = 0; i < n_weights; i++) {
		const char *name = toponym_weight_name(i);
		if (strncmp(name, "resolve.", 8) == 0 && !b.resolve)
			b.resolve = i;
		if (strcmp(name, "accept.threshold") == 0)
			b.end = i;
	}
	return b;
}

/* An item is taken when its best alternative is at 0 or above; where a place is known to be right, only that one counts. */
static double recognition_loss(const struct examples *x, const struct example *e, const double *w, struct blocks b,
                               double *gradient)
{
	const struct alternative *best = NULL;
	double score = -INFINITY;
	for (size_t i = e->first; i < e->first + e->n; i++) {
		const struct alternative *a = &x->alternatives[i];
		double s = dot(a->x, w, 0, b.resolve);
		if (s > score) {
			score = s;
			best = a;
		}
	}
	double sign = e->is_place ? 1 : -1;
	double p = 1 / (1 + exp(sign * score)); /* of being wrong */
	add(gradient, best->x, -sign * p, 0, b.resolve);
	return sign * score > 30 ? 0 : log1p(exp(-sign * score));
}

static double resolution_loss(const struct examples *x, const struct example *e, const double *w, struct blocks b,
                              double *gradient)
{
	double top = -INFINITY;
	double all = 0;
	double right = 0;
	for (size_t i = e->first; i < e->first + e->n; i++)
		if (x->alternatives[i].ranked)
			top = fmax(top, dot(x->alternatives[i].x, w, b.resolve, b.end));
	for (size_t i = e->first; i < e->first + e->n; i++) {
		const struct alternative *a = &x->alternatives[i];
		double mass = a->ranked ? exp(dot(a->x, w, b.resolve, b.end) - top) : 0;
		all += mass;
		right += a->right ? mass : 0;
	}
	for (size_t i = e->first; i < e->first + e->n; i++) {
		const struct alternative *a = &x->alternatives[i];
		double mass = a->ranked ? exp(dot(a->x, w, b.resolve, b.end) - top) : 0;
		add(gradient, a->x, mass / all - (a->right ? mass / right : 0), b.resolve, b.end);
	}
	return log(all) - log(right);
}

static double loss_of(const struct examples *x, const struct fit_options *o, const double *prior, const double *w,
                      struct blocks b, double *gradient)
{
	double loss = 0;
	for (size_t i = 0; i < b.end; i++) {
		double off = w[i] - prior[i];
		gradient[i] = 2 * o->penalty * off;
		loss += o->penalty * off * off;
	}
	for (size_t i = 0; i < x->n; i++) {
		loss += recognition_loss(x, &x->items[i], w, b, gradient);
		if (x->items[i].has_right)
			loss += resolution_loss(x, &x->items[i], w, b, gradient);
	}
	return loss;
}

void fit_weights(const struct examples *x, const struct fit_options *o, const double *prior, double *w, size_t n_weights,
                 double loss[2])
{
	struct blocks b = find_blocks(n_weights);
	double gradient[TRAIN_MAX_WEIGHTS];
	double next_gradient[TRAIN_MAX_WEIGHTS];
	double next[TRAIN_MAX_WEIGHTS];
	double n = x->n ? (double)x->n : 1;
	memcpy(w, prior, n_weights * sizeof *w);
	double now = loss_of(x, o, prior, w, b, gradient);
	double step = 1 / n;
	loss[0] = now / n;
	for (unsigned round = 0; round < o->rounds && step * n > 1e-9; round++) {
		memcpy(next, w, n_weights * sizeof *w);
		for (size_t i = 0; i < b.end; i++)
			next[i] -= step * gradient[i];
		double then = loss_of(x, o, prior, next, b, next_gradient);
		if (then < now) { /* longer steps as long as they lead down */
			memcpy(w, next, n_weights * sizeof *w);
			memcpy(gradient, next_gradient, b.end * sizeof *gradient);
			now = then;
			step *= 1.3;
		} else {
			step *= 0.5;
		}
	}
	loss[1] = now / n;
}

double fit_loss(const struct examples *x, const double *w, size_t n_weights)
{
	static const struct fit_options free_of_charge = {.penalty = 0};
	double gradient[TRAIN_MAX_WEIGHTS];
	double loss = loss_of(x, &free_of_charge, w, w, find_blocks(n_weights), gradient);
	return x->n ? loss / (double)x->n : 0;
}
