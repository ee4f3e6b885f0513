/*
 * How the daemon ends when it crashes: at once. Only what signal-safety(7) allows is done in between, which Swift cannot
 * promise.
 */
#ifndef CCRASH_H
#define CCRASH_H

/* From now on a crash writes a line to log_descriptor and ends the process by its own signal, without a core file, whatever
   the runtime's SWIFT_BACKTRACE says: its handler stops the process and starts another that shares its sockets and locks, and
   both live for as long as tracing takes.

   pipe_descriptor is read by what forwards standard error to the log, or negative: the line waits a moment for it. */
void crash_begin(int log_descriptor, int pipe_descriptor);

/* Says that somebody starts (1) or ends (-1) writing to the log, for whom the line of a crash waits a moment. */
void crash_log_writers(int change);

#endif
