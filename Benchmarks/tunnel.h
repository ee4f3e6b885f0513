/*
 * The two ends of an emulated path: network namespaces that have nothing but loopback and one TUN device each, whose
 * packets this process reads and writes. There is no other way out of them.
 *
 * The addresses are those reserved for documentation (RFC 5737, RFC 3849): no packet with them is ever routed.
 */
#ifndef CNFD_BENCHMARKS_TUNNEL_H
#define CNFD_BENCHMARKS_TUNNEL_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <net/route.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEVICE "path"
#define ROUTER "203.0.113.1"
#define ROUTER6 "2001:db8:ffff::1"

enum {
    TRANSMIT_QUEUE = 10000, /* packets; the emulator must lose none that the path does not lose */
    PREFIX = 24,
    PREFIX6 = 64,
    MOST_ADDRESSES = 250,   /* of one PREFIX */
    MOST_LOOKS = 10000,     /* a millisecond apart */
};

enum side { SERVERS, CLIENTS, SIDES };

/* The first address of each side; the others follow it. */
static const char *const first_addresses[SIDES] = { "192.0.2.1", "198.51.100.1" };
static const char *const first_addresses6[SIDES] = { "2001:db8::1", "2001:db8:1::1" };

struct tunnel {
    int device;    /* a packet is one read or one write */
    int namespace; /* for setns(2) and nsenter(1) */
};

static inline struct sockaddr_in address_of(uint32_t number)
{
    return (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(number) };
}

/* The functions below answer what failed, or NULL. */

static inline const char *set_up_interface(int control, const char *name, short flags)
{
    struct ifreq request = { .ifr_flags = flags };
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return ioctl(control, SIOCSIFFLAGS, &request) ? "cannot take an interface up" : NULL;
}

static inline const char *add_addresses(int control, int control6, enum side side, unsigned count)
{
    struct in_addr first;
    struct in6_ifreq address6 = { .ifr6_prefixlen = PREFIX6, .ifr6_ifindex = (int)if_nametoindex(DEVICE) };
    inet_pton(AF_INET, first_addresses[side], &first);
    inet_pton(AF_INET6, first_addresses6[side], &address6.ifr6_addr);
    for (unsigned number = 0; number < count; number++) {
        struct ifreq request = { 0 };
        /* Further addresses of an interface go by a label, which is how ioctl(2) keeps them apart. */
        snprintf(request.ifr_name, IFNAMSIZ, number ? DEVICE ":%u" : DEVICE, number);
        *(struct sockaddr_in *)&request.ifr_addr = address_of(ntohl(first.s_addr) + number);
        if (ioctl(control, SIOCSIFADDR, &request)) return "cannot add an IPv4 address";
        *(struct sockaddr_in *)&request.ifr_netmask = address_of(~0u << (32 - PREFIX));
        if (ioctl(control, SIOCSIFNETMASK, &request)) return "cannot set a netmask";
        if (ioctl(control6, SIOCSIFADDR, &address6)) return "cannot add an IPv6 address";
        address6.ifr6_addr.s6_addr[15]++;
    }
    return NULL;
}

/* The kernel lets an IPv6 address be used once it has noticed, by and by, that its interface is up. */
static inline const char *wait_for_addresses6(enum side side, unsigned count)
{
    struct sockaddr_in6 own = { .sin6_family = AF_INET6 };
    inet_pton(AF_INET6, first_addresses6[side], &own.sin6_addr);
    for (unsigned number = 0, looks = 0; number < count;) {
        int probe = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        bool is_usable = !bind(probe, (struct sockaddr *)&own, sizeof own);
        close(probe);
        if (is_usable) {
            own.sin6_addr.s6_addr[15]++;
            number++;
        } else if (looks++ == MOST_LOOKS) {
            return "an IPv6 address does not become usable";
        } else {
            usleep(1000);
        }
    }
    return NULL;
}

static inline const char *add_default_routes(int control, int control6)
{
    struct rtentry route = { .rt_flags = RTF_UP, .rt_dev = DEVICE };
    *(struct sockaddr_in *)&route.rt_dst = address_of(0);
    *(struct sockaddr_in *)&route.rt_genmask = address_of(0);
    if (ioctl(control, SIOCADDRT, &route)) return "cannot add the IPv4 route";
    struct in6_rtmsg route6 = {
        .rtmsg_flags = RTF_UP, .rtmsg_metric = 1, .rtmsg_ifindex = (int)if_nametoindex(DEVICE),
    };
    return ioctl(control6, SIOCADDRT, &route6) ? "cannot add the IPv6 route" : NULL;
}

static inline const char *configure(enum side side, unsigned addresses, int mtu)
{
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int control6 = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (control < 0 || control6 < 0) return "cannot make a socket";
    struct ifreq request = { .ifr_name = DEVICE, .ifr_mtu = mtu };
    const char *failed = ioctl(control, SIOCSIFMTU, &request) ? "cannot set the MTU" : NULL;
    request.ifr_qlen = TRANSMIT_QUEUE;
    if (!failed && ioctl(control, SIOCSIFTXQLEN, &request)) failed = "cannot set the length of the queue";
    if (!failed) failed = set_up_interface(control, "lo", IFF_UP | IFF_LOOPBACK);
    if (!failed) failed = set_up_interface(control, DEVICE, IFF_UP | IFF_NOARP | IFF_POINTOPOINT);
    if (!failed) failed = add_addresses(control, control6, side, addresses);
    if (!failed) failed = add_default_routes(control, control6);
    if (!failed) failed = wait_for_addresses6(side, addresses);
    close(control);
    close(control6);
    return failed;
}

/* Makes one end; this process is in its namespace from then on. */
static inline const char *open_tunnel(struct tunnel *tunnel, enum side side, unsigned addresses, int mtu)
{
    if (unshare(CLONE_NEWNET)) return "cannot make a network namespace";
    /* Others reach it as /proc/PID/fd/N. */
    tunnel->namespace = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    tunnel->device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (tunnel->namespace < 0) return "cannot open the namespace";
    if (tunnel->device < 0) return "cannot open /dev/net/tun";
    struct ifreq request = { .ifr_name = DEVICE, .ifr_flags = IFF_TUN | IFF_NO_PI };
    if (ioctl(tunnel->device, TUNSETIFF, &request)) return "cannot make a TUN device";
    return configure(side, addresses, mtu);
}

#endif
