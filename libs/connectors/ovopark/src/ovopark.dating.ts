const SECOND_MS = 1_000;
/** A learned clock may be set back by minutes: then what was dated before says nothing any more. */
const MOST_AHEAD_SECONDS = 30;

/**
 * Gives the same request another second each time: the vendor refuses what it was sent before, signature and all
 * (-100), and a window's second pass asks for the same page within a second. A timestamp that is a few seconds
 * ahead is nothing beside the drift that the vendor must allow for anyway.
 */
export class OvoparkDating {
  /** By request, the last second that it was dated to; the earliest dated first. */
  private readonly dated = new Map<string, number>();

  /** @param request all of it but its date @param at on the vendor's clock */
  date(request: string, at: Date): Date {
    const now = Math.floor(at.getTime() / SECOND_MS);
    this.forgetBefore(now);
    const last = this.dated.get(request) ?? -Infinity;
    const second = last >= now && last < now + MOST_AHEAD_SECONDS ? last + 1 : now;
    this.dated.delete(request);
    this.dated.set(request, second);
    return new Date(second * SECOND_MS);
  }

  private forgetBefore(second: number): void {
    for (const [request, last] of this.dated) {
      if (last >= second) return;
      this.dated.delete(request);
    }
  }
}
