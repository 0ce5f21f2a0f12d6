/** Calls that were granted before they are made, and count as made until they are given back. */
export class ReservedCalls {
  constructor(private left: number) {}

  /** How many were not made. */
  get rest(): number {
    return this.left;
  }

  /** @returns whether there was one left */
  use(): boolean {
    if (this.left === 0) return false;
    this.left -= 1;
    return true;
  }

  /** Of a call that was taken for made: nothing of it was sent. */
  unuse(): void {
    this.left += 1;
  }
}
