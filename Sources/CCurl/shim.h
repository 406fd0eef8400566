// libcurl for Swift. Its option and information calls take a variable argument, which Swift cannot pass, so each option
// that we set has a function of its own here. Handles are `void *`: the header's own type differs between versions.
#ifndef SIJIL_CCURL_SHIM_H
#define SIJIL_CCURL_SHIM_H

#include <curl/curl.h>
#include <stddef.h>
#include <string.h>

typedef size_t (*sijil_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*sijil_curl_start_callback)(
    void *context, char *remote, char *local, int remote_port, int local_port);
typedef int (*sijil_curl_trace_callback)(
    void *handle, curl_infotype kind, char *bytes, size_t count, void *context);

// 1 if this libcurl verifies through OpenSSL, whose result numbers CURLINFO_SSL_VERIFYRESULT then gives.
static inline int sijil_curl_uses_openssl(void) {
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    return info->ssl_version != NULL && strstr(info->ssl_version, "OpenSSL") != NULL;
}

// What holds for every request of ours, whatever it asks for.
static inline CURLcode sijil_curl_harden(void *handle) {
    CURLcode code = CURLE_OK;
#define SIJIL_SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, option, value)
#if LIBCURL_VERSION_NUM >= 0x075500
    SIJIL_SET(CURLOPT_PROTOCOLS_STR, "http,https");
#else
    SIJIL_SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    SIJIL_SET(CURLOPT_FOLLOWLOCATION, 0L);
    SIJIL_SET(CURLOPT_FRESH_CONNECT, 1L);
    SIJIL_SET(CURLOPT_FORBID_REUSE, 1L);
    // One known form of the request on the wire, and no second connection attempt for a newer protocol.
    SIJIL_SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SIJIL_SET(CURLOPT_HTTP09_ALLOWED, 0L);
    SIJIL_SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SIJIL_SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SIJIL_SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SIJIL_SET(CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SIJIL_SET(CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
    SIJIL_SET(CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
    // A proxy's answer to CONNECT is not the server's.
    SIJIL_SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SIJIL_SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SIJIL_SET(CURLOPT_NOSIGNAL, 1L);
    SIJIL_SET(CURLOPT_NOPROGRESS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // A name server that hangs must not hold us beyond the deadline: the resolver's thread ends by itself.
    SIJIL_SET(CURLOPT_QUICK_EXIT, 1L);
#endif
#undef SIJIL_SET
    return code;
}

static inline CURLcode sijil_curl_set_url(void *handle, const char *url) {
    return curl_easy_setopt((CURL *)handle, CURLOPT_URL, url);
}

static inline CURLcode sijil_curl_set_deadlines(void *handle, long connect_ms, long total_ms) {
    CURLcode code = curl_easy_setopt((CURL *)handle, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt((CURL *)handle, CURLOPT_TIMEOUT_MS, total_ms);
}

// Neither the proxy nor the exceptions from it then come from the environment. An empty text means no proxy.
static inline CURLcode sijil_curl_set_proxy(void *handle, const char *url) {
    CURLcode code = curl_easy_setopt((CURL *)handle, CURLOPT_PROXY, url);
    if (code != CURLE_OK) return code;
    return curl_easy_setopt((CURL *)handle, CURLOPT_NOPROXY, "");
}

// Trusts the certificates of this file and no others.
static inline CURLcode sijil_curl_set_authorities(void *handle, const char *path) {
    CURLcode code = curl_easy_setopt((CURL *)handle, CURLOPT_CAINFO, path);
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, CURLOPT_CAPATH, (char *)NULL);
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, CURLOPT_PROXY_CAINFO, path);
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, CURLOPT_PROXY_CAPATH, (char *)NULL);
    return code;
}

static inline CURLcode sijil_curl_set_get(void *handle) {
    return curl_easy_setopt((CURL *)handle, CURLOPT_HTTPGET, 1L);
}

// The body stays the caller's and must live until the transfer has ended.
static inline CURLcode sijil_curl_set_body(
    void *handle, const char *method, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt((CURL *)handle, CURLOPT_POST, 1L);
    if (code == CURLE_OK)
        code = curl_easy_setopt((CURL *)handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, CURLOPT_POSTFIELDS, (void *)bytes);
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, CURLOPT_CUSTOMREQUEST, method);
    return code;
}

static inline CURLcode sijil_curl_set_headers(void *handle, struct curl_slist *headers) {
    CURLcode code = curl_easy_setopt((CURL *)handle, CURLOPT_HTTPHEADER, headers);
    if (code != CURLE_OK) return code;
    // What is meant for the server is not shown to a proxy that only opens a tunnel.
    return curl_easy_setopt((CURL *)handle, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
}

// Headers may hold passwords, so their copies are wiped.
static inline void sijil_curl_free_headers(struct curl_slist *headers) {
    for (struct curl_slist *one = headers; one != NULL; one = one->next) {
        volatile char *byte = one->data;
        while (byte != NULL && *byte != 0) *byte++ = 0;
    }
    curl_slist_free_all(headers);
}

static inline CURLcode sijil_curl_set_callbacks(
    void *handle, void *context, sijil_curl_data_callback header, sijil_curl_data_callback body,
    sijil_curl_start_callback start, sijil_curl_trace_callback trace) {
    CURLcode code = CURLE_OK;
#define SIJIL_SET(option, value) \
    if (code == CURLE_OK) code = curl_easy_setopt((CURL *)handle, option, value)
    SIJIL_SET(CURLOPT_HEADERDATA, context);
    SIJIL_SET(CURLOPT_HEADERFUNCTION, (curl_write_callback)header);
    SIJIL_SET(CURLOPT_WRITEDATA, context);
    SIJIL_SET(CURLOPT_WRITEFUNCTION, (curl_write_callback)body);
    SIJIL_SET(CURLOPT_PREREQDATA, context);
    SIJIL_SET(CURLOPT_PREREQFUNCTION, (curl_prereq_callback)start);
    SIJIL_SET(CURLOPT_DEBUGDATA, context);
    SIJIL_SET(CURLOPT_DEBUGFUNCTION, (curl_debug_callback)trace);
    SIJIL_SET(CURLOPT_VERBOSE, 1L);
#undef SIJIL_SET
    return code;
}

// The buffer has CURL_ERROR_SIZE bytes and lives as long as the handle.
static inline CURLcode sijil_curl_set_error_buffer(void *handle, char *buffer) {
    return curl_easy_setopt((CURL *)handle, CURLOPT_ERRORBUFFER, buffer);
}

static inline long sijil_curl_long_info(void *handle, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo((CURL *)handle, info, &value) == CURLE_OK ? value : 0;
}

static inline long sijil_curl_status(void *handle) {
    return sijil_curl_long_info(handle, CURLINFO_RESPONSE_CODE);
}

static inline long sijil_curl_proxy_status(void *handle) {
    return sijil_curl_long_info(handle, CURLINFO_HTTP_CONNECTCODE);
}

static inline long sijil_curl_os_error(void *handle) {
    return sijil_curl_long_info(handle, CURLINFO_OS_ERRNO);
}

static inline long sijil_curl_verify_result(void *handle) {
    return sijil_curl_long_info(handle, CURLINFO_SSL_VERIFYRESULT);
}

static inline long sijil_curl_proxy_verify_result(void *handle) {
    return sijil_curl_long_info(handle, CURLINFO_PROXY_SSL_VERIFYRESULT);
}

static inline long long sijil_curl_microseconds(void *handle) {
    curl_off_t value = 0;
    return curl_easy_getinfo((CURL *)handle, CURLINFO_TOTAL_TIME_T, &value) == CURLE_OK ? value : 0;
}

#endif
