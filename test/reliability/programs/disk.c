/* A disk that fails on demand, loaded before a program: while the file $DISK_FAULT says "write 28" or "sync 5", whatever is
   written at a position, or synced, fails with that errno. With $DISK_STEPS=7 the process is killed before it does the seventh of
   all things that change the disk; otherwise it says at its end how many there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long steps = 0;

static void step(void) {
  const char *last = getenv("DISK_STEPS");
  if (last && ++steps == atol(last)) kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void tell(void) {
  if (getenv("DISK_STEPS")) fprintf(stderr, "changes of the disk: %ld\n", steps);
}

static int fails(const char *doing) {
  const char *path = getenv("DISK_FAULT");
  FILE *file = path ? fopen(path, "r") : NULL;
  char what[16] = "";
  int error = 0;
  step();
  if (!file) return 0;
  if (fscanf(file, "%15s %d", what, &error) != 2 || strcmp(what, doing) != 0) error = 0;
  fclose(file);
  errno = error;
  return error;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file) { return fails("sync") ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return fails("sync") ? -1 : REAL(fdatasync)(file); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return fails("write") ? -1 : REAL(pwrite)(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return fails("write") ? -1 : REAL(pwrite64)(file, bytes, count, at);
}
int rename(const char *from, const char *to) { step(); return REAL(rename)(from, to); }
int link(const char *from, const char *to) { step(); return REAL(link)(from, to); }
int unlink(const char *path) { step(); return REAL(unlink)(path); }
int ftruncate(int file, off_t size) { step(); return REAL(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { step(); return REAL(ftruncate64)(file, size); }
