/* Between the kernel's socket addresses and ours. */
#ifndef CDATAGRAM_ADDRESSES_H
#define CDATAGRAM_ADDRESSES_H

#include "CDatagram.h"

#include <netinet/in.h>
#include <sys/socket.h>

void datagram_in6_split(const struct in6_addr *from, datagram_address *to);
struct in6_addr datagram_in6_join(const datagram_address *from);
bool datagram_from_kernel(const struct sockaddr_storage *from, datagram_address *to);
/* For a socket that reaches both, IPv4 addresses are mapped. */
socklen_t datagram_to_kernel(const datagram_address *from, struct sockaddr_storage *to, datagram_reach reach);

#endif
