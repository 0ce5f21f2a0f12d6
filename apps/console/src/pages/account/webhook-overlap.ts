const HOUR_MS = 3_600_000;

/** How long the old address can work beside the new one, ms. */
const LENGTHS = {
  none: null,
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
} as const;

export type Overlap = keyof typeof LENGTHS;
export const OVERLAPS = Object.keys(LENGTHS) as readonly Overlap[];

/** @returns undefined where the old address is to be gone at once */
export const oldUntil = (overlap: Overlap, nowMs: number): string | undefined => {
  const length = LENGTHS[overlap];
  return length === null ? undefined : new Date(nowMs + length).toISOString();
};
