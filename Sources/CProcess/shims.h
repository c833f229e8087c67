// prctl is variadic, which Swift cannot call: one plain function for each use.
#ifndef LAKEWRIGHT_CPROCESS_SHIMS_H
#define LAKEWRIGHT_CPROCESS_SHIMS_H

#ifdef __linux__
#include <sys/prctl.h>

// Keeps the kernel from writing this process's memory anywhere when it crashes, and other processes of the user from
// reading it. Answers 0 where it took.
static inline int lakewright_forbid_dumps(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// Whether the kernel may write this process's memory: 0 for no.
static inline int lakewright_is_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}
#else
static inline int lakewright_forbid_dumps(void) { return 0; }
static inline int lakewright_is_dumpable(void) { return 0; }
#endif

#endif
