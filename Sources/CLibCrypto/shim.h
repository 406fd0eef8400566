#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <sys/prctl.h>

// Swift does not import variadic functions.
static inline int process_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

// Swift does not import macros with arguments, which is what OpenSSL's lists are made of.
static inline int certificate_count(const STACK_OF(X509) * list) {
    return list == NULL ? 0 : sk_X509_num(list);
}
static inline X509 *certificate_at(const STACK_OF(X509) * list, int place) {
    return sk_X509_value(list, place);
}
static inline STACK_OF(X509) * signed_data_certificates(PKCS7 *data) {
    return PKCS7_type_is_signed(data) && data->d.sign != NULL ? data->d.sign->cert : NULL;
}
static inline int text_count(const STACK_OF(ASN1_UTF8STRING) * list) {
    return list == NULL ? 0 : sk_ASN1_UTF8STRING_num(list);
}
static inline const ASN1_STRING *text_at(const STACK_OF(ASN1_UTF8STRING) * list, int place) {
    return sk_ASN1_UTF8STRING_value(list, place);
}
static inline void free_memory(void *memory) { OPENSSL_free(memory); }
