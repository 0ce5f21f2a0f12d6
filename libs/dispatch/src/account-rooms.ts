import type { Room } from './claim.store.js';

/** Who is being served: a bounded number at once, and of these a bounded share for each account. */
export class AccountRooms {
  private readonly held = new Map<string, number>();
  private inUse = 0;
  private poked = false;
  private wake: () => void = () => undefined;

  constructor(private readonly total: number) {}

  get isIdle(): boolean {
    return this.inUse === 0;
  }

  get isFull(): boolean {
    return this.inUse >= this.total;
  }

  /** What each account may still have, of what is left in all. @param shares how many each may have at once */
  roomsOf(shares: ReadonlyMap<string, number>): Room[] {
    let left = this.total - this.inUse;
    return [...shares].flatMap(([accountId, share]) => {
      const most = Math.min(left, share - (this.held.get(accountId) ?? 0));
      if (most <= 0) return [];
      left -= most;
      return [{ accountId, most }];
    });
  }

  /** Holds a place until the work ends; the work must not reject. */
  hold(accountId: string, work: Promise<void>): void {
    this.count(accountId, 1);
    void work.finally(() => {
      this.count(accountId, -1);
      this.poke();
    });
  }

  /** Somebody should look whether there is more to do. */
  poke(): void {
    this.poked = true;
    this.wake();
  }

  /** Whether anybody poked since this was last asked. */
  takePoke(): boolean {
    const poked = this.poked;
    this.poked = false;
    return poked;
  }

  /** Resolves when anybody poked since it was last asked; what ends together is waited for together. */
  async nextPoke(): Promise<void> {
    if (!this.poked) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    await new Promise(setImmediate);
    this.poked = false;
  }

  private count(accountId: string, by: 1 | -1): void {
    this.inUse += by;
    const held = (this.held.get(accountId) ?? 0) + by;
    if (held === 0) this.held.delete(accountId);
    else this.held.set(accountId, held);
  }
}
