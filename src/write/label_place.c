#include "write/label_place.h"

#include <math.h>

enum { BUCKETS = 4096 };

struct crowd_box {
	struct box box;
	int32_t cell_x, cell_y;
	struct crowd_box *next;
};

struct crowd {
	struct arena *arena;
	struct box area;
	double cell;
	bool bounded;
	struct crowd_box *buckets[BUCKETS];
};

struct crowd *crowd_new(struct arena *a, struct box area, double cell)
{
	struct crowd *c = ARENA_NEW(a, struct crowd);
	c->arena = a;
	c->area = area;
	c->bounded = area.x0 < area.x1;
	c->cell = cell;
	return c;
}

struct cells {
	int32_t x0, y0, x1, y1;
};

static struct cells cells_of(const struct crowd *c, struct box b)
{
	return (struct cells){(int32_t)floor(b.x0 / c->cell), (int32_t)floor(b.y0 / c->cell),
	                      (int32_t)floor(b.x1 / c->cell), (int32_t)floor(b.y1 / c->cell)};
}

static size_t bucket_of(int32_t x, int32_t y)
{
	uint32_t h = (uint32_t)x * 2654435761u ^ (uint32_t)y * 2246822519u;
	return (h ^ h >> 15) % BUCKETS;
}

void crowd_add(struct crowd *c, struct box b)
{
	struct cells r = cells_of(c, b);
	for (int32_t y = r.y0; y <= r.y1; y++) {
		for (int32_t x = r.x0; x <= r.x1; x++) {
			struct crowd_box *item = ARENA_NEW(c->arena, struct crowd_box);
			struct crowd_box **head = &c->buckets[bucket_of(x, y)];
			*item = (struct crowd_box){.box = b, .cell_x = x, .cell_y = y, .next = *head};
			*head = item;
		}
	}
}

bool crowd_is_free(const struct crowd *c, struct box b)
{
	if (c->bounded && !box_inside(b, c->area))
		return false;
	struct cells r = cells_of(c, b);
	for (int32_t y = r.y0; y <= r.y1; y++) {
		for (int32_t x = r.x0; x <= r.x1; x++) {
			for (const struct crowd_box *i = c->buckets[bucket_of(x, y)]; i; i = i->next) {
				if (i->cell_x == x && i->cell_y == y && box_overlaps(i->box, b))
					return false;
			}
		}
	}
	return true;
}

/* Centre of the text from the point, in units of (gap + half width, gap + half height). */
static const double beside[][2] = {
	{1, 0},  {1, -0.55}, {1, 0.55}, {-1, 0},	{-1, -0.55}, {-1, 0.55},
	{0, -1}, {0, 1},	 {0.6, -1}, {-0.6, -1}, {0.6, 1},    {-0.6, 1},
};
/* The same for an area's name, in units of the text's own size. */
static const double around[][2] = {
	{0, 0}, {0, -1.2}, {0, 1.2}, {-0.7, 0}, {0.7, 0}, {-0.7, -1.2}, {0.7, -1.2}, {-0.7, 1.2}, {0.7, 1.2},
	{0, -2.4}, {0, 2.4}, {-1.3, 0}, {1.3, 0},
};

static bool find_room(const struct crowd *c, const struct label_request *r, struct box *out)
{
	const double(*offsets)[2] = r->centred ? around : beside;
	size_t n = r->centred ? sizeof around / sizeof *around : sizeof beside / sizeof *beside;
	double reach_x = r->centred ? r->width : r->gap + r->width / 2.0;
	double reach_y = r->centred ? r->height : r->gap + r->height / 2.0;
	for (size_t i = 0; i < n; i++) {
		double x = r->x + offsets[i][0] * (r->rtl ? -reach_x : reach_x);
		double y = r->y + offsets[i][1] * reach_y;
		*out = (struct box){x - r->width / 2.0, y - r->height / 2.0, x + r->width / 2.0, y + r->height / 2.0};
		if (crowd_is_free(c, *out))
			return true;
	}
	return false;
}

bool label_place(struct crowd *c, const struct label_request *r, struct box *out)
{
	if (!find_room(c, r, out))
		return false;
	crowd_add(c, *out);
	return true;
}

bool label_may_fit(const struct crowd *c, const struct label_request *r, double em)
{
	static const double narrowest = 0.1, lowest = 0.2; /* of the type's size: letters of no font are smaller */
	struct label_request least = *r;
	struct box unused;
	size_t letters = 0;
	for (size_t i = 0; i < r->text.len && r->text.ptr[i] != '\n'; i++)
		letters += ((unsigned char)r->text.ptr[i] & 0xc0) != 0x80 && r->text.ptr[i] != ' ';
	least.width = narrowest * em * (double)letters;
	least.height = lowest * em;
	return r->centred || find_room(c, &least, &unused);
}
