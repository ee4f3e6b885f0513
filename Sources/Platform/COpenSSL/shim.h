#ifndef CNFD_COPENSSL_SHIM_H
#define CNFD_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// BIO_get_mem_data is a macro with a cast, which Swift does not import.
static inline long cnfd_BIO_get_mem_data(BIO *bio, char **start) { return BIO_get_mem_data(bio, start); }

// XN_FLAG_RFC2253 is built from other macros, which Swift does not import reliably.
// Bytes above 127 stay as they are (no ESC_MSB): the result is UTF-8.
static inline unsigned long cnfd_rfc2253_utf8_flags(void) { return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB; }

// The flags that PEM_read_bio_X509 uses, plus buffers that are wiped when freed; freeing is a macro with __FILE__.
static inline int cnfd_PEM_read_block(BIO *bio, char **name, char **header, unsigned char **data, long *length)
{
    return PEM_read_bio_ex(bio, name, header, data, length, PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE);
}

// Wipes before freeing: a block may hold a private key.
static inline void cnfd_PEM_free_block(char *name, char *header, unsigned char *data, long length)
{
    OPENSSL_secure_free(name);
    OPENSSL_secure_free(header);
    OPENSSL_secure_clear_free(data, (size_t)length);
}

// SSL_OP_… are macros with casts, which Swift does not import.
// Old gateways know nothing of secure renegotiation (RFC 5746); a peer that ends without close_notify just ends.
static inline uint64_t cnfd_SSL_lenient_options(void) { return SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_IGNORE_UNEXPECTED_EOF; }

static inline uint64_t cnfd_SSL_without_tickets(void) { return SSL_OP_NO_TICKET; }

// The stack functions are macros.
static inline int cnfd_X509_count(const STACK_OF(X509) *chain) { return chain ? sk_X509_num(chain) : 0; }
static inline X509 *cnfd_X509_at(const STACK_OF(X509) *chain, int index) { return sk_X509_value(chain, index); }

#endif
