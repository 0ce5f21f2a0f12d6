/** How many lanes each account has in this process, across all runs of the task. */
export class Lanes {
  private readonly open = new Map<string, number>();
  private readonly called = new Set<string>();

  hasRoom(accountId: string, most: number): boolean {
    return (this.open.get(accountId) ?? 0) < most;
  }

  /** @returns false when the account has all its lanes; one of them then looks once more before it ends */
  enter(accountId: string, most: number): boolean {
    if (!this.hasRoom(accountId, most)) {
      this.called.add(accountId);
      return false;
    }
    this.open.set(accountId, (this.open.get(accountId) ?? 0) + 1);
    return true;
  }

  leave(accountId: string): void {
    const open = (this.open.get(accountId) ?? 1) - 1;
    if (open === 0) this.open.delete(accountId);
    else this.open.set(accountId, open);
  }

  /** Whether somebody wanted another lane: what woke them may have come after this lane last looked. */
  takeCall(accountId: string): boolean {
    return this.called.delete(accountId);
  }
}
