/** A vendor that names the largest number there is means that it has no limit. */
const NO_LIMIT = 1_000_000_000;

/** @param limit calls in a period; null while nobody knows */
export const isUnlimited = (limit: number | null): boolean => limit !== null && limit >= NO_LIMIT;
