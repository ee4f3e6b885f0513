#define _GNU_SOURCE
#include "addresses.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <stdlib.h>
#include <string.h>

/* Room for an arrival address of either family. */
enum { CONTROL_BYTES = CMSG_SPACE(sizeof(struct in6_pktinfo)) + 64 };

struct control { _Alignas(struct cmsghdr) char bytes[CONTROL_BYTES]; };

struct datagram_receiver {
    uint32_t capacity, bytes, used;
    struct mmsghdr *messages;
    struct iovec *vectors;
    struct sockaddr_storage *names;
    struct control *controls;
    datagram_received *received;
    uint8_t *buffer;
};

datagram_receiver *datagram_receiver_create(uint32_t messages, uint32_t bytes)
{
    datagram_receiver *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->capacity = r->used = messages;
    r->bytes = bytes;
    r->messages = calloc(messages, sizeof *r->messages);
    r->vectors = calloc(messages, sizeof *r->vectors);
    r->names = calloc(messages, sizeof *r->names);
    r->controls = calloc(messages, sizeof *r->controls);
    r->received = calloc(messages, sizeof *r->received);
    r->buffer = calloc(messages, bytes);
    if (!r->messages || !r->vectors || !r->names || !r->controls || !r->received || !r->buffer) {
        datagram_receiver_destroy(r);
        return NULL;
    }
    for (uint32_t i = 0; i < messages; i++) {
        r->vectors[i] = (struct iovec){ r->buffer + (size_t)i * bytes, bytes };
        struct msghdr *m = &r->messages[i].msg_hdr;
        m->msg_iov = &r->vectors[i];
        m->msg_iovlen = 1;
        m->msg_name = &r->names[i];
        m->msg_control = r->controls[i].bytes;
        r->received[i].bytes = r->buffer + (size_t)i * bytes;
    }
    return r;
}

void datagram_receiver_destroy(datagram_receiver *r)
{
    free(r->messages);
    free(r->vectors);
    free(r->names);
    free(r->controls);
    free(r->received);
    free(r->buffer);
    free(r);
}

static void read_control(struct msghdr *m, datagram_received *to)
{
    to->local = (datagram_address){ 0 };
    to->interface_index = 0;
    to->to_group = false;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
        if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(c), sizeof info);
            /* spec_dst, not addr: for a broadcast it is the address to answer from. */
            to->local.low = ntohl(info.ipi_spec_dst.s_addr);
            to->local.family = 4;
            /* Where it went is where it would be answered from, unless it went to more than this host. */
            to->to_group = info.ipi_addr.s_addr != info.ipi_spec_dst.s_addr;
            to->interface_index = (uint32_t)info.ipi_ifindex;
        } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo info;
            memcpy(&info, CMSG_DATA(c), sizeof info);
            to->interface_index = info.ipi6_ifindex;
            if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) to->to_group = true;
            /* Of a mapped address IP_PKTINFO tells, broadcasts included. */
            if (!IN6_IS_ADDR_MULTICAST(&info.ipi6_addr) && !IN6_IS_ADDR_V4MAPPED(&info.ipi6_addr))
                datagram_in6_split(&info.ipi6_addr, &to->local);
        }
    }
}

int datagram_receiver_receive(datagram_receiver *r, int fd)
{
    for (uint32_t i = 0; i < r->used; i++) {
        r->messages[i].msg_hdr.msg_namelen = sizeof r->names[i];
        r->messages[i].msg_hdr.msg_controllen = sizeof r->controls[i].bytes;
    }
    r->used = 0;
    int n = recvmmsg(fd, r->messages, r->capacity, MSG_DONTWAIT, NULL);
    if (n < 0) return -errno;
    r->used = (uint32_t)n;
    for (int i = 0; i < n; i++) {
        datagram_received *to = &r->received[i];
        to->count = r->messages[i].msg_len;
        to->truncated = r->messages[i].msg_hdr.msg_flags & MSG_TRUNC;
        datagram_from_kernel(&r->names[i], &to->peer);
        read_control(&r->messages[i].msg_hdr, to);
    }
    return n;
}

const datagram_received *datagram_receiver_message(const datagram_receiver *r, uint32_t index)
{
    return &r->received[index < r->capacity ? index : 0];
}

int datagram_next_failure(int fd, datagram_failure *failure)
{
    struct sockaddr_storage name = { 0 };
    _Alignas(struct cmsghdr) char control[512];
    struct msghdr m = { .msg_name = &name, .msg_namelen = sizeof name, .msg_control = control,
                        .msg_controllen = sizeof control };
    if (recvmsg(fd, &m, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return errno == EAGAIN ? 0 : -errno;
    failure->error = 0;
    failure->mtu = 0;
    datagram_from_kernel(&name, &failure->peer);
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
        bool is_error = (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVERR)
                     || (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_RECVERR);
        if (!is_error) continue;
        struct sock_extended_err error;
        memcpy(&error, CMSG_DATA(c), sizeof error);
        failure->error = (int)error.ee_errno;
        if (error.ee_errno == EMSGSIZE) failure->mtu = error.ee_info;
    }
    return 1;
}
