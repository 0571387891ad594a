/* Every so often a sync of the disk takes half a second: LD_PRELOAD=stall.so STALL_EVERY=20 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static void stall(void) {
  static atomic_int syncs;
  const char *every = getenv("STALL_EVERY");
  if (every && atomic_fetch_add(&syncs, 1) % atoi(every) == 0) usleep(500000);
}

int fsync(int file) {
  stall();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
  stall();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
