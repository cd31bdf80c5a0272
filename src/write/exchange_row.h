/* An incident coded as ACLED and UCDP code: what their rows have in common. Internal to the exchange tables. */
#ifndef KHARITA_WRITE_EXCHANGE_ROW_H
#define KHARITA_WRITE_EXCHANGE_ROW_H

#include "write/csv.h"
#include "write/exchange.h"
#include "write/model_intern.h"

enum { INTER_STATE = 1, INTER_RIOTERS = 5, INTER_PROTESTERS = 6, INTER_CIVILIANS = 7, INTER_OTHER = 8 };

struct exchange_country {
	const char *name_ar, *acled, *ucdp;
	int iso;
	const char *iso3;
	int gwno;
	const char *acled_region, *ucdp_region;
};

struct exchange_admin {
	const char *name_ar, *acled, *ucdp, *country_ar;
};

/* Who acts or suffers; an empty name is unknown. inter: MODEL_UNKNOWN = unknown. */
struct party {
	struct sv name;
	int inter;
};

struct coded {
	const struct model_incident *incident;
	struct party actor1, actor2;
	struct party *involved; /* those whose side the text does not tell */
	size_t n_involved;
	const struct exchange_country *country; /* NULL = unknown */
	const struct exchange_admin *admin;     /* NULL = unknown */
	struct sv admin2, admin3;               /* English where known, else Arabic */
};

struct exchange {
	const struct model *model;
	const struct gazetteer *gazetteer;
	struct arena arena;      /* of the whole table */
	struct arena scratch;    /* of one row */
	struct intern by_source; /* source -> 1 + index of its article */
	bool labels;
};

/* Columns of a table and what writes a row; the row says in `keep` whether the data set would have the incident. */
struct exchange_table {
	const char *const *columns;
	size_t n_columns;
	bool (*keep)(const struct coded *c);
	void (*row)(struct exchange *x, const struct coded *c, struct csv_row *r);
};

extern const struct exchange_table exchange_acled, exchange_ged;

/* The article of a source; NULL if none. */
const struct model_article *exchange_article(struct exchange *x, struct sv source);

/* Who is behind a source: its outlet, else the source itself. */
struct sv exchange_outlet(struct exchange *x, struct sv source);

/* The year of an ISO date; MODEL_UNKNOWN if it is empty. */
int64_t exchange_year(struct sv date);

#endif
