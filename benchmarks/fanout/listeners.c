// Many sockets that only listen, and remember when each numbered event reached each of them.
//
//   gcc -O2 -o listeners listeners.c
//   listeners PORT PATH COUNT KEYS        KEYS: a file of bearer keys, one a line, taken in turn; "-" for none
//
// Says "ready" when all are open. On each line of its standard input it says what was heard since the last one:
//   SEQ NANOSECONDS      of every event of every "update" and "updates" frame (CLOCK_MONOTONIC, as Python's)
//   end CLOSED
// and it leaves when its input ends. Pings are answered, as a browser does.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define READ_SIZE 65536
#define AT_ONCE 32  // handshakes that wait for their answer together: as busy a moment as we want to make of it

typedef struct {
  int fd, is_open;
  uint8_t *bytes;
  size_t have, room;
} Listener;

typedef struct {
  long seq;
  int64_t at;
} Hit;

static Listener *all;
static Hit *hits;
static size_t hit_count, hit_room;
static int poller, opened, closed;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void watch(int fd, uint32_t id) {
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = id};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
}

static void dial(int id, int port, const char *path, const char *key) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (void *)&address, sizeof address)) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char asked[2048];
  int size = snprintf(asked, sizeof asked,
                      "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                      path, port, *key ? "Authorization: Bearer " : "", key, *key ? "\r\n" : "");
  if (write(fd, asked, size) != size) fail("write");
  fcntl(fd, F_SETFL, O_NONBLOCK);
  all[id] = (Listener){.fd = fd, .bytes = malloc(READ_SIZE), .room = READ_SIZE};
  watch(fd, id);
}

// Every number in a frame whose type begins with "update".
static void note_events(const uint8_t *text, size_t size, int64_t at) {
  const uint8_t *end = text + size, *found = text;
  if (!memmem(text, size < 40 ? size : 40, "\"type\":\"update", 14)) return;
  while ((found = memmem(found, end - found, "\"seq\":", 6))) {
    found += 6;
    if (hit_count == hit_room) hits = realloc(hits, (hit_room = hit_room ? hit_room * 2 : 1 << 16) * sizeof *hits);
    hits[hit_count++] = (Hit){strtol((const char *)found, 0, 10), at};
  }
}

static void pong(int fd, const uint8_t *payload, size_t size) {
  uint8_t frame[6 + 125] = {0x8A, 0x80 | size};  // masked with zeros
  memcpy(frame + 6, payload, size);
  if (write(fd, frame, 6 + size) < 0) return;
}

// Takes whole frames off the front of what was read; how many bytes they were.
static size_t take_frames(Listener *listener, int64_t at, size_t from) {
  while (listener->have - from >= 2) {
    uint8_t *frame = listener->bytes + from;
    size_t size = frame[1] & 127, head = 2, left = listener->have - from;
    if (size == 126) head = 4; else if (size == 127) head = 10;
    if (left < head) break;
    if (head > 2) { size = 0; for (size_t i = 2; i < head; i++) size = size << 8 | frame[i]; }
    if (left < head + size) break;
    if ((frame[0] & 15) == 1) note_events(frame + head, size, at);
    if ((frame[0] & 15) == 9) pong(listener->fd, frame + head, size);
    from += head + size;
  }
  return from;
}

static void end_of(Listener *listener) {
  closed++;
  close(listener->fd);
}

static void hear(int id) {
  Listener *listener = &all[id];
  for (;;) {
    if (listener->room - listener->have < READ_SIZE) listener->bytes = realloc(listener->bytes, listener->room += READ_SIZE);
    ssize_t got = read(listener->fd, listener->bytes + listener->have, listener->room - listener->have - 1);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return end_of(listener);
    int64_t at = now();
    listener->have += got;
    listener->bytes[listener->have] = 0;
    size_t from = 0;
    if (!listener->is_open) {
      uint8_t *head_ends = memmem(listener->bytes, listener->have, "\r\n\r\n", 4);
      if (!head_ends) continue;
      if (memcmp(listener->bytes, "HTTP/1.1 101", 12)) { fprintf(stderr, "refused: %.60s\n", listener->bytes); exit(2); }
      listener->is_open = 1;
      opened++;
      from = head_ends + 4 - listener->bytes;
    }
    from = take_frames(listener, at, from);
    memmove(listener->bytes, listener->bytes + from, listener->have -= from);
  }
}

// 0 when our own input has a line (or its end).
static int listen_once(void) {
  struct epoll_event events[256];
  int asked = 0, count = epoll_wait(poller, events, 256, 100);
  for (int i = 0; i < count; i++) {
    if (events[i].data.u32 == UINT32_MAX) asked = 1; else hear(events[i].data.u32);
  }
  return !asked;
}

static void report(void) {
  for (size_t i = 0; i < hit_count; i++) printf("%ld %ld\n", hits[i].seq, (long)hits[i].at);
  printf("end %d\n", closed);
  fflush(stdout);
  hit_count = 0;
}

static char (*read_keys(const char *name, int *count))[128] {
  static char keys[1024][128];
  FILE *file = strcmp(name, "-") ? fopen(name, "r") : 0;
  while (file && *count < 1024 && fgets(keys[*count], sizeof keys[0], file)) { keys[*count][strcspn(keys[*count], "\n")] = 0; ++*count; }
  if (!*count) *count = 1;
  return keys;
}

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "usage: listeners PORT PATH COUNT KEYS\n"), 1;
  int count = atoi(argv[3]), key_count = 0;
  char (*keys)[128] = read_keys(argv[4], &key_count);
  all = calloc(count, sizeof *all);
  poller = epoll_create1(0);
  for (int id = 0; id < count; id++) {
    dial(id, atoi(argv[1]), argv[2], keys[id % key_count]);
    while (id - opened >= AT_ONCE) listen_once();
  }
  while (opened < count) listen_once();
  printf("ready\n");
  fflush(stdout);
  watch(STDIN_FILENO, UINT32_MAX);
  for (char line[16];;) {
    if (listen_once()) continue;
    if (!fgets(line, sizeof line, stdin)) return 0;
    report();
  }
}
