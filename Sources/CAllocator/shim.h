#pragma once

/* glibc's allocator settings; Swift's Glibc module leaves <malloc.h> out. */
#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

/* Limits arenas, and gives free memory back to the system from `threshold` bytes on. Does nothing where the allocator
   is another. */
static inline void lakewright_be_sparing(int arenas, int threshold) {
#if defined(M_ARENA_MAX) && defined(M_TRIM_THRESHOLD) && defined(M_MMAP_THRESHOLD)
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_TRIM_THRESHOLD, threshold);
    mallopt(M_MMAP_THRESHOLD, threshold);
#else
    (void)arenas;
    (void)threshold;
#endif
}
