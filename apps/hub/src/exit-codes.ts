/** What the hub ends with, for whoever keeps it running. */
export const EXIT = {
  /** Something failed; started again, it may well work. */
  fault: 1,
  /** It cannot work on this database before a person has done something ("configuration error" of sysexits). */
  unfit: 78,
} as const;
