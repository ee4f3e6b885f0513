#define _GNU_SOURCE
#include "addresses.h"

#include <endian.h>
#include <string.h>

void datagram_in6_split(const struct in6_addr *from, datagram_address *to)
{
    uint64_t words[2];
    memcpy(words, from, sizeof words);
    if (IN6_IS_ADDR_V4MAPPED(from)) {
        to->high = 0;
        to->low = be64toh(words[1]) & UINT32_MAX;
        to->family = 4;
        return;
    }
    to->high = be64toh(words[0]);
    to->low = be64toh(words[1]);
    to->family = 6;
}

struct in6_addr datagram_in6_join(const datagram_address *from)
{
    struct in6_addr to;
    bool is4 = from->family == 4;
    uint64_t words[2] = { htobe64(from->high), htobe64(is4 ? UINT64_C(0xffff) << 32 | from->low : from->low) };
    memcpy(&to, words, sizeof to);
    return to;
}

bool datagram_from_kernel(const struct sockaddr_storage *from, datagram_address *to)
{
    *to = (datagram_address){ 0 };
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)from;
        to->low = ntohl(in->sin_addr.s_addr);
        to->port = ntohs(in->sin_port);
        to->family = 4;
        return true;
    }
    if (from->ss_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)from;
        datagram_in6_split(&in->sin6_addr, to);
        to->port = ntohs(in->sin6_port);
        to->scope = in->sin6_scope_id;
        return true;
    }
    return false;
}

socklen_t datagram_to_kernel(const datagram_address *from, struct sockaddr_storage *to, datagram_reach reach)
{
    if (from->family == 4 && reach != datagram_reach_both) {
        struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(from->port),
                                  .sin_addr.s_addr = htonl((uint32_t)from->low) };
        memcpy(to, &in, sizeof in);
        return sizeof in;
    }
    struct sockaddr_in6 in = { .sin6_family = AF_INET6, .sin6_port = htons(from->port),
                               .sin6_addr = datagram_in6_join(from), .sin6_scope_id = from->scope };
    memcpy(to, &in, sizeof in);
    return sizeof in;
}
