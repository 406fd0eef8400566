#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <sys/prctl.h>

// Swift does not import variadic functions.
static inline int process_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
