/* Nearness: exp(-distance / scale), the same on every machine. Private to toponym/. */
#ifndef KHARITA_TOPONYM_NEAR_H
#define KHARITA_TOPONYM_NEAR_H

#include <stdint.h>
#include <string.h>

/* exp(-t) for t >= 0, within 3e-7: the power of two apart from a polynomial on [-0.5, 0.5] (Taylor, degree 6). */
static inline float near_exp(float t)
{
	const float log2_e = 1.44269504F;
	const float ln_2 = 0.693147181F;
	float y = t * log2_e;
	if (!(y < 126))
		return 0;
	int32_t whole = (int32_t)(y + 0.5F);
	float r = ((float)whole - y) * ln_2;
	float p = 1 + r * (1 + r * (1 / 2.0F + r * (1 / 6.0F + r * (1 / 24.0F + r * (1 / 120.0F + r * (1 / 720.0F))))));
	uint32_t bits = (uint32_t)(127 - whole) << 23;
	float scale;
	memcpy(&scale, &bits, sizeof scale);
	return p * scale;
}

#endif
