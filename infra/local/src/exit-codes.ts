/** sysexits.h: the command line is wrong. */
export const EX_USAGE = 64;

/** sysexits.h: the configuration is wrong. */
export const EX_CONFIG = 78;
