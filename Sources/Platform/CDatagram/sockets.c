#define _GNU_SOURCE
#include "addresses.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int set(int fd, int level, int name, int value)
{
    return setsockopt(fd, level, name, &value, sizeof value) ? -errno : 0;
}

int datagram_open(datagram_reach reach)
{
    bool is6 = reach != datagram_reach_4;
    int fd = socket(is6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int failed = is6 ? set(fd, IPPROTO_IPV6, IPV6_V6ONLY, reach == datagram_reach_6) : 0;
    if (failed) {
        close(fd);
        return failed;
    }
    return fd;
}

int datagram_bind(int fd, datagram_reach reach, const datagram_address *address)
{
    struct sockaddr_storage storage = { 0 };
    socklen_t size = datagram_to_kernel(address, &storage, reach);
    return bind(fd, (const struct sockaddr *)&storage, size) ? -errno : 0;
}

int datagram_bound_address(int fd, datagram_address *address)
{
    struct sockaddr_storage storage = { 0 };
    socklen_t size = sizeof storage;
    int type = 0;
    socklen_t type_size = sizeof type;
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_size)) return -errno;
    if (getsockname(fd, (struct sockaddr *)&storage, &size)) return -errno;
    return type == SOCK_DGRAM && datagram_from_kernel(&storage, address) ? 0 : -EINVAL;
}

int datagram_share_port(int fd) { return set(fd, SOL_SOCKET, SO_REUSEPORT, 1); }

datagram_reach datagram_reach_of(int fd)
{
    int domain = AF_INET, only = 1;
    socklen_t size = sizeof domain;
    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) || domain != AF_INET6) return datagram_reach_4;
    if (getsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, &size)) return datagram_reach_6;
    return only ? datagram_reach_6 : datagram_reach_both;
}

int datagram_prepare(int fd, datagram_reach reach, bool arrivals)
{
    bool has4 = reach != datagram_reach_6, has6 = reach != datagram_reach_4;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) || fcntl(fd, F_SETFD, FD_CLOEXEC)) return -errno;
    int failed = arrivals && has6 ? set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1) : 0;
    if (!failed && arrivals && has4) failed = set(fd, IPPROTO_IP, IP_PKTINFO, 1);
    if (failed) return failed;
    /* The rest is welcome, and done without where a kernel or a sandbox refuses it. */
    if (has6) set(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
    if (has4) set(fd, IPPROTO_IP, IP_RECVERR, 1);
    /* A datagram that may not be cut up needs no identification (RFC 6864), which is dear to find on an unconnected
       socket. */
    if (has4) set(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
    return 0;
}

void datagram_allow_fragments(int fd, datagram_reach reach, bool allowed)
{
    if (reach != datagram_reach_6)
        set(fd, IPPROTO_IP, IP_MTU_DISCOVER, allowed ? IP_PMTUDISC_DONT : IP_PMTUDISC_DO);
}

int datagram_drops(int fd, uint32_t *drops)
{
    uint32_t figures[SK_MEMINFO_VARS] = { 0 };
    socklen_t size = sizeof figures;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, figures, &size)) return -errno;
    *drops = figures[SK_MEMINFO_DROPS];
    return 0;
}

static int buffer(int fd, int force, int plain, int bytes)
{
    /* The forced size fails without CAP_NET_ADMIN, the plain one is cut to net.core.[rw]mem_max. */
    if (set(fd, SOL_SOCKET, force, bytes) && set(fd, SOL_SOCKET, plain, bytes)) return -errno;
    int got = 0;
    socklen_t size = sizeof got;
    return getsockopt(fd, SOL_SOCKET, plain, &got, &size) ? -errno : got;
}

int datagram_receive_buffer(int fd, int bytes) { return buffer(fd, SO_RCVBUFFORCE, SO_RCVBUF, bytes); }
int datagram_send_buffer(int fd, int bytes) { return buffer(fd, SO_SNDBUFFORCE, SO_SNDBUF, bytes); }

int datagram_interface_mtu(int fd, uint32_t interface_index)
{
    struct ifreq request = { 0 };
    request.ifr_ifindex = (int)interface_index;
    if (ioctl(fd, SIOCGIFNAME, &request) || ioctl(fd, SIOCGIFMTU, &request)) return -errno;
    return request.ifr_mtu;
}

bool datagram_interface_is_loopback(int fd, uint32_t interface_index)
{
    struct ifreq request = { 0 };
    request.ifr_ifindex = (int)interface_index;
    if (ioctl(fd, SIOCGIFNAME, &request) || ioctl(fd, SIOCGIFFLAGS, &request)) return false;
    return request.ifr_flags & IFF_LOOPBACK;
}
