// libcurl's option functions are variadic, which Swift cannot call: one plain function for each argument type.
#ifndef LAKEWRIGHT_CCURL_SHIMS_H
#define LAKEWRIGHT_CCURL_SHIMS_H

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

typedef size_t (*shim_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode shim_curl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_curl_easy_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text, but for CURLOPT_POSTFIELDS, which this project does not use.
static inline CURLcode shim_curl_easy_setopt_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_curl_easy_setopt_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_curl_easy_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

// The bytes are copied by libcurl (CURL_BLOB_COPY).
static inline CURLcode shim_curl_easy_setopt_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob;
    blob.data = (void *)bytes;
    blob.len = count;
    blob.flags = CURL_BLOB_COPY;
    return curl_easy_setopt(handle, option, &blob);
}

static inline CURLcode shim_curl_easy_setopt_callback(CURL *handle, CURLoption option, shim_curl_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}

// Makes the socket of a connection if `permits` answers other than 0 for the address, given in words: IPv4 or IPv6.
typedef int (*shim_curl_address_check)(const char *address, void *context);

struct shim_curl_address_gate {
    shim_curl_address_check permits;
    void *context;
};

static inline curl_socket_t shim_curl_open_checked(void *gate, curlsocktype purpose, struct curl_sockaddr *address) {
    char text[INET6_ADDRSTRLEN];
    const struct shim_curl_address_gate *check = (const struct shim_curl_address_gate *)gate;
    const void *bytes;
    (void)purpose;
    if (address->family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)&address->addr)->sin_addr;
    } else if (address->family == AF_INET6) {
        bytes = &((const struct sockaddr_in6 *)(const void *)&address->addr)->sin6_addr;
    } else {
        return CURL_SOCKET_BAD;
    }
    if (inet_ntop(address->family, bytes, text, sizeof text) == NULL) return CURL_SOCKET_BAD;
    if (!check->permits(text, check->context)) return CURL_SOCKET_BAD;
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    return socket(address->family, address->socktype, address->protocol);
#endif
}

// The gate must live as long as the handle.
static inline CURLcode shim_curl_easy_check_addresses(CURL *handle, struct shim_curl_address_gate *gate) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, shim_curl_open_checked);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, gate);
}

static inline CURLcode shim_curl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode shim_curl_easy_getinfo_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode shim_curl_easy_getinfo_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode shim_curl_multi_setopt_long(CURLM *handle, CURLMoption option, long value) {
    return curl_multi_setopt(handle, option, value);
}

// A message's result lies in a C union: read here, so that Swift need not name its parts.
static inline CURLcode shim_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}

#endif
