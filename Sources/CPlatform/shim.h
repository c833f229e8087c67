#pragma once
/* What the C library has and Swift's module of it lacks. */
#include <stddef.h>
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

/* The checksum of SQLite's write-ahead log, carried on over further bytes, a multiple of 8.
   Source: SQLite's documentation, "WAL-mode File Format", "Checksum Algorithm". */
static inline void lakewright_log_checksum(const void *bytes, size_t count, int is_big_endian, uint32_t *sums) {
    const unsigned char *b = bytes;
    uint32_t s0 = sums[0], s1 = sums[1];
    for (size_t i = 0; i + 8 <= count; i += 8) {
        const unsigned char *p = b + i;
        uint32_t x0, x1;
        if (is_big_endian) {
            x0 = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
            x1 = (uint32_t)p[4] << 24 | (uint32_t)p[5] << 16 | (uint32_t)p[6] << 8 | p[7];
        } else {
            x0 = (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
            x1 = (uint32_t)p[7] << 24 | (uint32_t)p[6] << 16 | (uint32_t)p[5] << 8 | p[4];
        }
        s0 += x0 + s1;
        s1 += x1 + s0;
    }
    sums[0] = s0;
    sums[1] = s1;
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
