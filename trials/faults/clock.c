/* A clock that can be set for the processes of one container: LD_PRELOAD of what tells the time of day.
 *
 * The seconds in the file /tmp/clock are added, as they stand there from moment to moment. Other clocks, those that
 * measure how long something lasts, are true, as they are on a machine whose time of day is wrong.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
  static __thread time_t read_at = -1;
  static __thread long known = 0;
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  if (now.tv_sec != read_at) {
    char told[32] = {0};
    int file = open("/tmp/clock", O_RDONLY | O_CLOEXEC);
    known = 0;
    if (file >= 0) {
      if (read(file, told, sizeof told - 1) > 0) known = atol(told);
      close(file);
    }
    read_at = now.tv_sec;
  }
  return known;
}

int clock_gettime(clockid_t which, struct timespec *found) {
  int failed = (int)syscall(SYS_clock_gettime, which, found);
  if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) found->tv_sec += offset();
  return failed;
}

int gettimeofday(struct timeval *found, void *zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
  found->tv_sec = now.tv_sec;
  found->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *found) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (found) *found = now.tv_sec;
  return now.tv_sec;
}
