/** A quota may be raised, or a vendor read anew, at any time: asking for a call again is one statement. */
const LONGEST_REST_MS = 60_000;

/** When a call that is not granted is asked for again. @param retryAt the earliest grant, as far as is known now */
export const askAgainAt = (retryAt: Date, now: Date): Date =>
  new Date(Math.min(retryAt.getTime(), now.getTime() + LONGEST_REST_MS));

/** Accounts whose quota is used up for now. In memory: another instance learns it by asking. */
export class Resting {
  private readonly until = new Map<string, Date>();

  rest(accountId: string, until: Date): void {
    this.until.set(accountId, until);
  }

  has(accountId: string, now: Date): boolean {
    const until = this.until.get(accountId);
    if (until === undefined) return false;
    if (until > now) return true;
    this.until.delete(accountId);
    return false;
  }
}
