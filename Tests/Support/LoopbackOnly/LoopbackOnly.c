#define _GNU_SOURCE
#include "LoopbackOnly.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *record;

static int (*next_connect)(int, const struct sockaddr *, socklen_t);
static ssize_t (*next_sendto)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
static ssize_t (*next_sendmsg)(int, const struct msghdr *, int);
static int (*next_sendmmsg)(int, struct mmsghdr *, unsigned int, int);
static int (*next_getaddrinfo)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

__attribute__((constructor)) static void begin(void) {
    next_connect = dlsym(RTLD_NEXT, "connect");
    next_sendto = dlsym(RTLD_NEXT, "sendto");
    next_sendmsg = dlsym(RTLD_NEXT, "sendmsg");
    next_sendmmsg = dlsym(RTLD_NEXT, "sendmmsg");
    next_getaddrinfo = dlsym(RTLD_NEXT, "getaddrinfo");
    record = getenv("CNFD_LOOPBACK_ONLY");
}

/// Writes the attempt down; one that cannot be written down ends the program.
static void note(const char *call, const char *where) {
    int saved = errno;
    char line[512];
    int length = snprintf(line, sizeof line, "%s %s %s\n", program_invocation_short_name, call, where);
    if (length >= (int)sizeof line) length = sizeof line - 1;
    int descriptor = open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0 || write(descriptor, line, (size_t)length) != length) abort();
    close(descriptor);
    errno = saved;
}

/// Whether it is an address of this machine, for certain; the address of "any" means the loopback when it is connected to.
static int stays(const struct sockaddr *address, socklen_t length) {
    if (record == NULL || address == NULL || length < sizeof(sa_family_t)) return 1;
    if (address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
        in_addr_t number = ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr);
        return number >> 24 == IN_LOOPBACKNET || number == INADDR_ANY;
    }
    if (address->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
        const struct in6_addr *number = &((const struct sockaddr_in6 *)address)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(number)) return number->s6_addr[12] == IN_LOOPBACKNET;
        return IN6_IS_ADDR_LOOPBACK(number) || IN6_IS_ADDR_UNSPECIFIED(number);
    }
    // Sockets of files, of the kernel, and the end of a connection (AF_UNSPEC).
    return 1;
}

/// Refuses what would leave the machine; answers whether it did.
static int refused(const char *call, const struct sockaddr *address, socklen_t length) {
    if (stays(address, length)) return 0;
    char host[INET6_ADDRSTRLEN] = "?", where[INET6_ADDRSTRLEN + 16];
    int six = address->sa_family == AF_INET6;
    const void *number = six ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                             : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
    in_port_t port = six ? ((const struct sockaddr_in6 *)address)->sin6_port : ((const struct sockaddr_in *)address)->sin_port;
    inet_ntop(address->sa_family, number, host, sizeof host);
    snprintf(where, sizeof where, six ? "[%s]:%u" : "%s:%u", host, ntohs(port));
    note(call, where);
    errno = ENETUNREACH;
    return 1;
}

int connect(int socket, __CONST_SOCKADDR_ARG address, socklen_t length) {
    return refused("connect", address.__sockaddr__, length) ? -1 : next_connect(socket, address.__sockaddr__, length);
}

ssize_t sendto(int socket, const void *bytes, size_t count, int flags, __CONST_SOCKADDR_ARG address, socklen_t length) {
    if (refused("sendto", address.__sockaddr__, length)) return -1;
    return next_sendto(socket, bytes, count, flags, address.__sockaddr__, length);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    return refused("sendmsg", message->msg_name, message->msg_namelen) ? -1 : next_sendmsg(socket, message, flags);
}

int sendmmsg(int socket, struct mmsghdr *messages, unsigned int count, int flags) {
    for (unsigned int i = 0; i < count; i++) {
        if (refused("sendmmsg", messages[i].msg_hdr.msg_name, messages[i].msg_hdr.msg_namelen)) return -1;
    }
    return next_sendmmsg(socket, messages, count, flags);
}

static int ends_with(const char *name, const char *domain) {
    size_t length = strlen(name), tail = strlen(domain);
    if (length > 0 && name[length - 1] == '.') length--;
    if (length < tail || strncasecmp(name + length - tail, domain, tail) != 0) return 0;
    return length == tail || name[length - tail - 1] == '.';
}

/// Asks no name server: `localhost` stands in /etc/hosts, and a number needs nobody.
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **results) {
    if (record == NULL || name == NULL) return next_getaddrinfo(name, service, hints, results);
    if (ends_with(name, "invalid")) return EAI_NONAME;
    if (strcasecmp(name, "localhost") == 0) return next_getaddrinfo(name, service, hints, results);
    struct addrinfo numeric = {.ai_family = AF_UNSPEC};
    if (hints != NULL) numeric = *hints;
    numeric.ai_flags |= AI_NUMERICHOST;
    int result = next_getaddrinfo(name, service, &numeric, results);
    // A name it is then; whoever says that it is a number is told that it is none.
    int isName = result == EAI_NONAME && (hints == NULL || (hints->ai_flags & AI_NUMERICHOST) == 0);
    if (isName) note("look-up", name);
    return result;
}
