/*
 * What a router has to know of IP: where a packet's parts are, how to cut it up (RFC 791 section 2.3), and how to say
 * that it is too big (RFC 1191 section 4, RFC 4443 section 3.2).
 */
#ifndef CNFD_BENCHMARKS_DATAGRAM_H
#define CNFD_BENCHMARKS_DATAGRAM_H

#include "wire.h"

#include <string.h>

enum {
    HEADER4 = 20,
    HEADER6 = 40,
    FRAGMENT_HEADER6 = 8,
    UDP_HEADER = 8,
    ICMP_HEADER = 8,
    LARGEST_IP = 65535,
    QUOTED4 = 576,  /* octets of an ICMP message at most: RFC 1812 section 4.3.2 */
    QUOTED6 = 1280, /* the same: RFC 4443 section 3.2 */
};

enum { DONT_FRAGMENT = 0x4000, MORE_FRAGMENTS = 0x2000, OFFSET_MASK = 0x1fff };
enum { PROTOCOL_ICMP = 1, PROTOCOL_UDP = 17, PROTOCOL_FRAGMENT = 44, PROTOCOL_ICMP6 = 58 };

struct datagram {
    bool valid, is_ipv6, may_be_cut;
    bool is_first;             /* not a later fragment */
    unsigned protocol;
    size_t header;             /* octets before UDP or ICMP */
    size_t address_size;
    const uint8_t *source, *destination;
    unsigned source_port, destination_port; /* of UDP */
    size_t payload;            /* octets in UDP, those of later fragments included, which have 0 themselves */
};

static inline void read_udp(struct datagram *datagram, const uint8_t *octets, size_t length)
{
    if (datagram->protocol != PROTOCOL_UDP || !datagram->is_first || length < datagram->header + UDP_HEADER) return;
    const uint8_t *udp = octets + datagram->header;
    datagram->source_port = read_number(udp);
    datagram->destination_port = read_number(udp + 2);
    datagram->payload = read_number(udp + 4) > UDP_HEADER ? read_number(udp + 4) - UDP_HEADER : 0;
}

static inline struct datagram read_datagram(const uint8_t *octets, size_t length)
{
    struct datagram datagram = { 0 };
    if (length >= HEADER4 && octets[0] >> 4 == 4) {
        datagram = (struct datagram){
            .header = (size_t)(octets[0] & 15) * 4, .protocol = octets[9], .address_size = 4,
            .source = octets + 12, .destination = octets + 16,
            .may_be_cut = !(read_number(octets + 6) & DONT_FRAGMENT),
            .is_first = !(read_number(octets + 6) & OFFSET_MASK),
        };
        datagram.valid = datagram.header >= HEADER4 && datagram.header <= length;
    } else if (length >= HEADER6 && octets[0] >> 4 == 6) {
        datagram = (struct datagram){
            .valid = true, .is_ipv6 = true, .header = HEADER6, .protocol = octets[6], .address_size = 16,
            .source = octets + 8, .destination = octets + 24, .is_first = true,
        };
        if (datagram.protocol == PROTOCOL_FRAGMENT && length >= HEADER6 + FRAGMENT_HEADER6) {
            datagram.header += FRAGMENT_HEADER6;
            datagram.protocol = octets[HEADER6];
            datagram.is_first = read_number(octets + HEADER6 + 2) >> 3 == 0;
        }
    }
    if (datagram.valid) read_udp(&datagram, octets, length);
    return datagram;
}

static inline uint32_t add_up(const uint8_t *octets, size_t length, uint32_t sum)
{
    for (size_t index = 0; index + 1 < length; index += 2) sum += read_number(octets + index);
    return length % 2 ? sum + ((uint32_t)octets[length - 1] << 8) : sum;
}

static inline unsigned checksum(uint32_t sum)
{
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    return ~sum & 0xffff;
}

static inline void write_checksum4(uint8_t *octets, size_t header)
{
    write_number(octets + 10, 0);
    write_number(octets + 10, checksum(add_up(octets, header, 0)));
}

/*
 * Writes the fragment that begins at `*offset` of an IPv4 packet's payload to `fragment`, and moves on; its length, or
 * 0 when nothing is left.
 */
static inline size_t cut_fragment(const uint8_t *octets, size_t length, size_t mtu, size_t *offset, uint8_t *fragment)
{
    size_t header = (size_t)(octets[0] & 15) * 4, left = length - header - *offset;
    if (!left) return 0;
    size_t room = (mtu - header) / 8 * 8, count = left < room ? left : room;
    unsigned place = read_number(octets + 6);
    memcpy(fragment, octets, header);
    memcpy(fragment + header, octets + header + *offset, count);
    unsigned more = left > count ? MORE_FRAGMENTS : place & MORE_FRAGMENTS;
    write_number(fragment + 2, (unsigned)(header + count));
    write_number(fragment + 6, more | (unsigned)((place & OFFSET_MASK) + *offset / 8));
    write_checksum4(fragment, header);
    *offset += count;
    return header + count;
}

/* Writes what a router says of a packet that is too big for `mtu` to `reply`, which has room for 1280 octets. */
static inline size_t say_too_big(const uint8_t *octets, size_t length, size_t mtu, const void *router, uint8_t *reply)
{
    bool is_ipv6 = octets[0] >> 4 == 6;
    size_t header = is_ipv6 ? HEADER6 : HEADER4;
    size_t most = (is_ipv6 ? QUOTED6 : QUOTED4) - header - ICMP_HEADER, quoted = length < most ? length : most;
    size_t message = ICMP_HEADER + quoted;
    uint8_t *icmp = reply + header;
    memset(reply, 0, header + ICMP_HEADER);
    memcpy(icmp + ICMP_HEADER, octets, quoted);
    write_number(icmp + 6, (unsigned)mtu);
    if (is_ipv6) {
        reply[0] = 6 << 4;
        write_number(reply + 4, (unsigned)message);
        reply[6] = PROTOCOL_ICMP6;
        reply[7] = 64;
        memcpy(reply + 8, router, 16);
        memcpy(reply + 24, octets + 8, 16);
        icmp[0] = 2; /* packet too big */
        uint32_t pseudo = add_up(reply + 8, 32, (uint32_t)message + PROTOCOL_ICMP6);
        write_number(icmp + 2, checksum(add_up(icmp, message, pseudo)));
    } else {
        reply[0] = 4 << 4 | HEADER4 / 4;
        write_number(reply + 2, (unsigned)(header + message));
        reply[8] = 64;
        reply[9] = PROTOCOL_ICMP;
        memcpy(reply + 12, router, 4);
        memcpy(reply + 16, octets + 12, 4);
        write_checksum4(reply, HEADER4);
        icmp[0] = 3; /* destination unreachable: */
        icmp[1] = 4; /* fragmentation needed and DF set */
        write_number(icmp + 2, checksum(add_up(icmp, message, 0)));
    }
    return header + message;
}

#endif
