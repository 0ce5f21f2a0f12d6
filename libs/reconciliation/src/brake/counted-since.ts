/** From when on something of a span counts: what was before a person has started it counts no more. */
export const countedSince = (now: Date, spanMs: number, startedAt: Date | null): Date =>
  new Date(Math.max(now.getTime() - spanMs, startedAt?.getTime() ?? -Infinity));
