/* One run a folder: an advisory lock that the system gives back when its holder ends, however it ends. */
#ifndef KHARITA_BASE_LOCK_H
#define KHARITA_BASE_LOCK_H

#include "base/error.h"

/* Hidden file of a folder in use; names the holder's process, host and command. */
#define LOCK_NAME ".kharita.lock"

struct folder_lock {
	int fd; /* -1: not held */
	char *path;
};

/* Takes the folder (which exists) for `command`, the holder's name in the message to others. A lock file that a dead
 * process left behind is taken over. ERR_IO when another process holds it, naming that process and its host, or when
 * the folder cannot be written into. */
enum err lock_take(const char *folder, const char *command, struct folder_lock *out, struct error *e);

/* Removes the lock file and gives the folder back; legal twice, and on {.fd = -1}. */
void lock_release(struct folder_lock *l);

#endif
