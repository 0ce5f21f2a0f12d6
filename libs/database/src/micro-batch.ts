/**
 * Collects items while a batch is under way and then sends them all as the next one: under load many
 * items share one commit, and a single item never waits for company.
 */
export class MicroBatch<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private underWay = 0;
  private isGathering = false;
  /** Of the batch that was sent last. */
  private lastLength = 0;

  constructor(
    private readonly send: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: BatchLimits<Item>,
  ) {}

  /** Resolves with the item's own result once its batch is done; rejects when the whole batch failed. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.next();
    });
  }

  /** How many items wait for a batch. */
  get backlog(): number {
    return this.waiting.length;
  }

  private next(): void {
    if (this.isGathering || !this.mayBegin()) return;
    if (this.limits.gathers !== true) {
      this.sendNext();
      return;
    }
    this.isGathering = true;
    setImmediate(() => {
      this.isGathering = false;
      this.sendNext();
      this.next();
    });
  }

  private mayBegin(): boolean {
    const { atOnce, evenly = false } = this.limits;
    if (this.underWay >= atOnce || this.waiting.length === 0) return false;
    return !evenly || this.underWay === 0 || this.waiting.length >= this.lastLength;
  }

  private sendNext(): void {
    this.underWay += 1;
    const batch = this.waiting.splice(0, this.nextLength());
    this.lastLength = batch.length;
    void this.run(batch).finally(() => {
      this.underWay -= 1;
      this.next();
    });
  }

  /** As many as the limits allow, and one in any case. */
  private nextLength(): number {
    const { largest, largestBytes = Infinity, sizeOf = () => 0 } = this.limits;
    let bytes = 0;
    const end = this.waiting.findIndex(({ item }, at) => {
      bytes += sizeOf(item);
      return at === largest || (at > 0 && bytes > largestBytes);
    });
    return end === -1 ? this.waiting.length : end;
  }

  private async run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.send(batch.map((one) => one.item));
      batch.forEach((one, at) => {
        const result = results[at];
        if (result === undefined) one.reject(new Error('the batch gave no result for this item'));
        else one.resolve(result);
      });
    } catch (error) {
      const alike = this.limits.failsAllWaiting?.(error) === true ? this.waiting.splice(0) : [];
      for (const one of [...batch, ...alike]) one.reject(error);
    }
  }
}

export interface BatchLimits<Item> {
  /** Items in one batch. */
  readonly largest: number;
  readonly atOnce: number;
  /** Whether one beside others waits until it is as large as the last: small ones cost the server as much as large ones. */
  readonly evenly?: boolean;
  /** Waits for those that are added in the same turn of the event loop; else the first goes alone. */
  readonly gathers?: boolean;
  /** Bytes in one batch; a single item may be larger. */
  readonly largestBytes?: number;
  readonly sizeOf?: (item: Item) => number;
  /** Whether what waits would fare no better than the batch that failed, and is told so at once. */
  readonly failsAllWaiting?: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
