/* The event rules as an image in the gazetteer's file (gazetteer/image.h). Internal to the event layer. */
#ifndef KHARITA_EVENT_RULES_IMAGE_H
#define KHARITA_EVENT_RULES_IMAGE_H

#include "base/buf.h"
#include "event/rules.h"

/* Fills the rules, most of them in place, the rest in their arena, whose escape must be set. False, and the rules unusable
 * until they are loaded, when there is no image that was made by this program's rules, or what it says cannot be. */
bool event_image_open(const struct gazetteer *g, struct event_rules *r);

void event_image_write(const struct event_rules *r, struct buf *out);

#endif
