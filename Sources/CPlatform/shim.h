#pragma once
/* What the C library has and Swift's module of it lacks. */
#include <stdint.h>

/* A counter in memory that processes share, which Swift's atomics can't be: they own their storage. */
static inline uint64_t lakewright_counter(const uint64_t *counter) {
    return __atomic_load_n(counter, __ATOMIC_SEQ_CST);
}

/* Raises a counter to a value that it may have passed already. */
static inline void lakewright_raise(uint64_t *counter, uint64_t value) {
    uint64_t now = __atomic_load_n(counter, __ATOMIC_SEQ_CST);
    while (now < value && !__atomic_compare_exchange_n(counter, &now, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
}

#if defined(__linux__)
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* The number of the kind of file system that a path lies on (f_type of statfs(2)); 0 and errno where that fails. */
static inline unsigned int lakewright_file_system_magic(const char *path) {
    struct statfs information;
    return statfs(path, &information) == 0 ? (unsigned int)information.f_type : 0;
}

/* The device of the file system that a path lies on; whether that is known. */
static inline int lakewright_device(const char *path, unsigned int *major_number, unsigned int *minor_number) {
    struct stat information;
    if (stat(path, &information) != 0) return 0;
    *major_number = major(information.st_dev);
    *minor_number = minor(information.st_dev);
    return 1;
}

/* Gives memory that was freed back to the system. */
static inline void lakewright_trim_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
#endif

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* Limits arenas, and has blocks from `large` bytes on mapped each by itself. Of the rest, what is freed goes back to the system from
   `kept` bytes on, down to half of that, and as much is asked for at a time. Does nothing where the allocator is another. */
static inline void lakewright_be_sparing(int arenas, int large, int kept) {
#if defined(M_ARENA_MAX) && defined(M_TRIM_THRESHOLD) && defined(M_MMAP_THRESHOLD) && defined(M_TOP_PAD)
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_TOP_PAD, kept / 2);
#else
    (void)arenas;
    (void)large;
    (void)kept;
#endif
}
