/* Assertions that cmocka lacks. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_CHECK_H
#define KHARITA_TESTS_CHECK_H

#include "base/sv.h"
#include "geo/geo.h"

#include <math.h>
#include <stdio.h>

#define assert_sv_equal(actual, expected)                                                                               \
	do {                                                                                                            \
		struct sv a_ = (actual);                                                                                \
		struct sv e_ = sv_cstr(expected);                                                                       \
		if (!sv_eq(a_, e_)) {                                                                                   \
			print_error("'%.*s' != '%.*s'\n", SV_ARG(a_), SV_ARG(e_));                                      \
			fail();                                                                                         \
		}                                                                                                       \
	} while (0)

#define assert_near(actual, expected, tolerance)                                                                        \
	do {                                                                                                            \
		double a_ = (actual);                                                                                   \
		double e_ = (expected);                                                                                 \
		if (!(fabs(a_ - e_) <= (tolerance))) {                                                                  \
			print_error("%.9g is not within %.9g of %.9g\n", a_, (double)(tolerance), e_);                  \
			fail();                                                                                         \
		}                                                                                                       \
	} while (0)

/* Two positions at most tolerance_m metres apart. */
#define assert_near_m(actual, expected, tolerance_m)                                                                    \
	do {                                                                                                            \
		struct lonlat p_ = (actual);                                                                            \
		struct lonlat q_ = (expected);                                                                          \
		double d_ = geo_distance_m(p_, q_);                                                                     \
		if (!(d_ <= (tolerance_m))) {                                                                           \
			print_error("(%.6f %.6f) is %.3f m from (%.6f %.6f)\n", p_.lon_deg, p_.lat_deg, d_, q_.lon_deg, \
			            q_.lat_deg);                                                                        \
			fail();                                                                                         \
		}                                                                                                       \
	} while (0)

#endif
