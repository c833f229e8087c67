/* Preloaded before libfaketime: lets timers of the clocks that are not faked alone.
 *
 * libfaketime 0.9.10 moves the absolute time of every timerfd by the wall clock's offset, those of CLOCK_MONOTONIC and CLOCK_BOOTTIME
 * too, although FAKETIME_DONT_FAKE_MONOTONIC leaves these clocks as they are. With the wall clock far back such a timer would
 * go off hours late, and whoever sleeps by it with it: nothing that a real jump of the wall clock does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { KNOWN = 4096 };
static char isFaked[KNOWN];

int timerfd_create(int clock, int flags) {
    int descriptor = (int)syscall(SYS_timerfd_create, clock, flags);
    if (descriptor >= 0 && descriptor < KNOWN) isFaked[descriptor] = clock == CLOCK_REALTIME;
    return descriptor;
}

int timerfd_settime(int descriptor, int flags, const struct itimerspec *new, struct itimerspec *old) {
    if (descriptor >= 0 && descriptor < KNOWN && isFaked[descriptor]) {
        static int (*faked)(int, int, const struct itimerspec *, struct itimerspec *);
        if (!faked) faked = dlsym(RTLD_NEXT, "timerfd_settime");
        if (faked) return faked(descriptor, flags, new, old);
    }
    return (int)syscall(SYS_timerfd_settime, descriptor, flags, new, old);
}
