import { randomFillSync } from 'node:crypto';

/** Random bytes for ids, drawn from the kernel a page at a time: one call per request would cost more than the id. */
export class RandomBytes {
  private readonly page = Buffer.alloc(4_000);
  private used = 4_000;

  next(): Uint8Array {
    if (this.used >= this.page.length) {
      randomFillSync(this.page);
      this.used = 0;
    }
    this.used += 10;
    return this.page.subarray(this.used - 10, this.used);
  }
}
