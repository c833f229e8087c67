// zlib's set-up functions are macros, which Swift cannot call: one plain function for what is needed of them.
#ifndef LAKEWRIGHT_CZLIB_SHIMS_H
#define LAKEWRIGHT_CZLIB_SHIMS_H

#include <string.h>
#include <zlib.h>

// The most bytes that `lakewright_gzip` writes for so many bytes of input: zlib's bound, and gzip's longer frame.
static inline unsigned long lakewright_gzip_bound(unsigned long count) {
    return compressBound(count) + 18;
}

// Writes `count` bytes as one gzip member (RFC 1952) of at most `capacity` bytes. Answers its length, 0 where it failed.
static inline unsigned long lakewright_gzip(const void *bytes, unsigned long count, void *out, unsigned long capacity) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    // 15 + 16: the largest window, in gzip's frame.
    if (deflateInit2(&stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)capacity;
    int code = deflate(&stream, Z_FINISH);
    unsigned long written = stream.total_out;
    deflateEnd(&stream);
    return code == Z_STREAM_END ? written : 0;
}

#endif
