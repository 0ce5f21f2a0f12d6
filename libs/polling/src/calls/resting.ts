/** A quota may be raised, or a vendor read anew, at any time: asking for a call again is one statement. */
const LONGEST_REST_MS = 60_000;

/** When a call that is not granted is asked for again. @param retryAt the earliest grant, as far as is known now */
export const askAgainAt = (retryAt: Date, now: Date): Date =>
  new Date(Math.min(retryAt.getTime(), now.getTime() + LONGEST_REST_MS));

/** What is granted no call for now, by its name. In memory: another instance learns it by asking. */
export class Resting {
  private readonly until = new Map<string, Date>();

  rest(name: string, until: Date): void {
    this.until.set(name, until);
  }

  has(name: string, now: Date): boolean {
    const until = this.until.get(name);
    if (until === undefined) return false;
    if (until > now) return true;
    this.until.delete(name);
    return false;
  }
}
