// Fan-out load for any protocol over TCP: subscribers, one publisher, deliveries counted by a marker byte.
//   load PORT SUBSCRIBERS MESSAGES MODE AMOUNT SUBSCRIBER PUBLISHER FRAME
// SUBSCRIBER and PUBLISHER are files: each line is a step of the handshake in hex, sent when something was received
// after the step before. FRAME is a file of raw bytes whose payload holds "|a" once; nothing else a peer sends does.
// MODE flood: as fast as it goes, with at most AMOUNT messages that not every subscriber has yet.
//      single: one message at a time; AMOUNT is unused. Time to the first and to the last subscriber.
//      paced: AMOUNT messages a second.
//      stalled: the same, and the first subscriber stops reading before the first of them.
//      idle: MESSAGES is seconds to wait with all subscribers connected.
// Prints "ready" when all are connected and "connect" ms; a line on standard input begins; then one JSON line.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MOST 70000
static char buffer[1 << 18];
static long count_of[MOST];
static int closed_of[MOST];
static struct epoll_event ready[1024];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void fail(const char *what) {
  perror(what);
  exit(2);
}

static char *read_file(const char *name, long *length) {
  FILE *file = fopen(name, "rb");
  if (!file) fail(name);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  if (fread(bytes, 1, *length, file) != (size_t)*length) fail(name);
  bytes[*length] = 0;
  fclose(file);
  return bytes;
}

/** `room`: bytes that the kernel takes in for a connection which does not read, 0 for its default. */
static int dial(int port, int room) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (room) setsockopt(s, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  if (s < 0 || s >= MOST || connect(s, (void *)&address, sizeof address)) fail("connect");
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return s;
}

static void handshake(int s, const char *script) {
  struct timeval patience = {5, 0};
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  for (const char *at = script; *at;) {
    const char *end = strchr(at, '\n');
    long length = (end ? end - at : (long)strlen(at)) / 2;
    unsigned char *step = malloc(length + 1);
    for (long i = 0; i < length; i++) sscanf(at + 2 * i, "%2hhx", &step[i]);
    if (length && send(s, step, length, MSG_NOSIGNAL) != length) fail("handshake");
    free(step);
    if (length && recv(s, buffer, sizeof buffer, 0) <= 0) fail("no answer in the handshake");
    if (!strncmp(buffer, "HTTP/1.1 ", 9) && strncmp(buffer + 9, "101", 3)) {
      fprintf(stderr, "%.60s\n", buffer);
      exit(2);
    }
    memset(buffer, 0, 16);
    at = end ? end + 1 : "";
  }
  fcntl(s, F_SETFL, O_NONBLOCK);
}

/** Reads what is there; answers how many messages that was. Each subscriber's n-th marker is the n-th message. */
static long drain(int s, const double *sent_at, double *delay, long *delays, long most) {
  long found = 0;
  double at = now();
  for (int turns = 0; turns < 4; turns++) {
    ssize_t n = recv(s, buffer, sizeof buffer, 0);
    if (n == 0 || (n < 0 && errno != EAGAIN)) closed_of[s] = 1;
    if (n <= 0) break;
    for (char *x = buffer; (x = memchr(x, '|', buffer + n - x)); x++) {
      // The length of a frame may look like a marker; only the payload goes on like this.
      if (x + 1 < buffer + n && x[1] != 'a') continue;
      found++;
      if (delay && *delays < most) delay[(*delays)++] = at - sent_at[count_of[s]];
      count_of[s]++;
    }
    if (n < (ssize_t)sizeof buffer) break;
  }
  return found;
}

static int by_size(const void *a, const void *b) {
  double x = *(double *)a, y = *(double *)b;
  return x < y ? -1 : x > y;
}

int main(int argc, char **argv) {
  if (argc < 9) return fprintf(stderr, "see the head of load.c\n"), 2;
  int port = atoi(argv[1]), subscribers = atoi(argv[2]);
  long messages = atol(argv[3]), amount = atol(argv[5]), script_length, length;
  const char *mode = argv[4];
  int single = !strcmp(mode, "single"), stalled = !strcmp(mode, "stalled"), paced = stalled || !strcmp(mode, "paced"), idle = !strcmp(mode, "idle");
  char *subscriber = read_file(argv[6], &script_length), *publisher = read_file(argv[7], &script_length);
  char *frame = read_file(argv[8], &length);
  struct rlimit files = {65536, 65536};
  if (setrlimit(RLIMIT_NOFILE, &files)) {
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }

  int poll = epoll_create1(0), first = -1;
  double begun = now();
  for (int i = 0; i < subscribers; i++) {
    // Megabytes of the kernel would hide for long that the stopped one does not read.
    int s = dial(port, stalled && i == 0 ? 64 << 10 : 0);
    handshake(s, subscriber);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = s};
    if (i == 0) first = s;
    if (!(stalled && i == 0)) epoll_ctl(poll, EPOLL_CTL_ADD, s, &event);
  }
  double connected = now() - begun;
  if (idle) {
    printf("ready %.0f\n", connected);
    fflush(stdout);
    getchar();
    printf("{\"connectMs\":%.0f}\n", connected);
    return 0;
  }
  int p = dial(port, 0);
  handshake(p, publisher);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = p};
  epoll_ctl(poll, EPOLL_CTL_ADD, p, &event);
  // What came with the handshake is not part of what is measured.
  for (double quiet = now() + 500; now() < quiet;) {
    int n = epoll_wait(poll, ready, 1024, 50);
    for (int i = 0; i < n; i++) drain(ready[i].data.fd, 0, 0, 0, 0);
  }
  memset(count_of, 0, sizeof count_of);
  printf("ready %.0f\n", connected);
  fflush(stdout);
  getchar();

  long listening = stalled ? subscribers - 1 : subscribers, want = listening * messages, got = 0, delays = 0, sent = 0, closed = 0;
  double *sent_at = malloc(sizeof(double) * messages), *last = malloc(sizeof(double) * messages);
  double *delay = single || paced ? malloc(sizeof(double) * want) : 0;
  const long most_at_once = 64;
  char *block = malloc(length * most_at_once);
  for (long i = 0; i < most_at_once; i++) memcpy(block + i * length, frame, length);
  long written = 0;
  begun = now();
  double limit = begun + 60e3 + (paced ? messages * 1e3 / amount : 0);
  while (got < want && now() < limit) {
    long due = single ? got / listening + 1 : paced ? (long)((now() - begun) * amount / 1e3) : got / listening + amount;
    if (due > messages) due = messages;
    while (written < due * length) {
      long from = written % (length * most_at_once), size = length * most_at_once - from;
      if (size > due * length - written) size = due * length - written;
      // Before it is sent: a delivery may be read before this returns.
      double at = now();
      ssize_t n = send(p, block + from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n <= 0) break;
      written += n;
      for (; sent < (written + length - 1) / length; sent++) sent_at[sent] = at;
    }
    int n = epoll_wait(poll, ready, 1024, 1);
    for (int i = 0; i < n; i++) {
      int s = ready[i].data.fd;
      if (s == p) drain(p, 0, 0, 0, 0), count_of[p] = 0;
      else got += drain(s, sent_at, delay, &delays, want);
      if (closed_of[s]) {
        epoll_ctl(poll, EPOLL_CTL_DEL, s, 0);
        closed++;
      }
    }
    if (single && got >= sent * listening && sent > 0) {
      last[sent - 1] = now() - sent_at[sent - 1];
      usleep(2000);
    }
  }
  double took = now() - begun;
  printf("{\"deliveries\":%ld,\"lost\":%ld,\"closed\":%ld,\"seconds\":%.3f", got, want - got, closed, took / 1e3);
  if (single && got == want) {
    qsort(last, messages, sizeof(double), by_size);
    printf(",\"lastMedianMs\":%.2f,\"lastP99Ms\":%.2f", last[messages / 2], last[messages * 99 / 100]);
  }
  if (delays) {
    qsort(delay, delays, sizeof(double), by_size);
    printf(",\"medianMs\":%.2f,\"p99Ms\":%.2f,\"worstMs\":%.2f", delay[delays / 2], delay[delays * 99 / 100], delay[delays - 1]);
  }
  if (stalled) {
    // The stopped one reads again: what it was told, and whether it was let go.
    long told = 0;
    double until = now() + 3e3;
    while (now() < until && !closed_of[first]) {
      told += drain(first, 0, 0, 0, 0);
      usleep(1000);
    }
    printf(",\"stalledGot\":%ld,\"stalledClosed\":%s", told, closed_of[first] ? "true" : "false");
  }
  printf("}\n");
  return got < want;
}
