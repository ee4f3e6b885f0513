// A library that is loaded into the daemon under test before all others (LD_PRELOAD) and lets its disk fail, or the
// daemon die, at a chosen write. Nothing of it is linked into any program.
//
// CNFD_FAILING_DISK names a file of two 64-bit numbers that the test writes and the library reads at each call:
//
//   remaining  how many calls pass before the action; negative: all of them
//   action     an errno value that every further call fails with; or one of the numbers below
//
// and of a third that the library counts calls with.
#ifndef FAILING_DISK_H
#define FAILING_DISK_H

enum failing_disk_action {
    /// The process dies before the call.
    failing_disk_kill = -1,
    /// The process dies in the middle of the call: half of the bytes are written.
    failing_disk_tear = -2,
    /// The process crashes before the call, on the thread that makes it, after it has said so on standard error as the
    /// runtime does.
    failing_disk_crash = -3,
};

#endif
