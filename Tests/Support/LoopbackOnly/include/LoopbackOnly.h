// A library that is loaded into every program a test starts, before all others (LD_PRELOAD), and lets no packet leave the
// machine. Nothing of it is linked into any program.
//
// CNFD_LOOPBACK_ONLY names the file that gets a line for each attempt, such as
//
//   cnfd connect 192.0.2.1:2445
//
// An attempt fails as it would without a network: ENETUNREACH, or EAI_NONAME for a name. Names under .invalid are answered
// so without a line, for that is what the top-level domain is for (RFC 6761, section 6.4).
#ifndef LOOPBACK_ONLY_H
#define LOOPBACK_ONLY_H

#endif
