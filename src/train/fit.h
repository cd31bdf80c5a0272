/* Fits weights to examples: logistic loss for recognition, softmax loss for resolution, both with a square penalty on
 * the distance from the weights given, so that few examples change little. Deterministic. */
#ifndef KHARITA_TRAIN_FIT_H
#define KHARITA_TRAIN_FIT_H

#include "train/example.h"

struct fit_options {
	double penalty;  /* on the squared distance from the prior, per weight, in examples */
	unsigned rounds; /* of gradient descent */
};

/* w: `prior` at first; overwritten. n_weights at most TRAIN_MAX_WEIGHTS. Weights whose name begins with "accept." or
 * "unknown." serve recognition, "resolve." resolution; parameters that are no features stay. Returns the loss per
 * example before and after in loss[2]. */
void fit_weights(const struct examples *x, const struct fit_options *o, const double *prior, double *w, size_t n_weights,
                 double loss[2]);

/* The loss per example of weights as they are, without the penalty: how surprised they are by the annotations. */
double fit_loss(const struct examples *x, const double *w, size_t n_weights);

#endif
