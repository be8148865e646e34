/** sysexits.h: the command line is wrong. */
export const EX_USAGE = 64;

/** sysexits.h: the configuration is wrong. */
export const EX_CONFIG = 78;

/** sysexits.h: try again later. */
export const EX_TEMPFAIL = 75;

/** The shell's convention for a program that Ctrl-C ended. */
export const SIGINT_EXIT = 130;
