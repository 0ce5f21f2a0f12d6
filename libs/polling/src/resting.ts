/** Accounts whose budget of calls is used up for now. In memory: another instance learns it by asking. */
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
