/** Calls of each caller in the running calendar second, the usual counter behind such a limit. */
export class CallsPerSecond {
  private readonly counted = new Map<string, { second: number; calls: number }>();

  /** Counts one call. @returns how many there were in this second, this one among them */
  count(caller: string, now: number): number {
    const second = Math.floor(now / 1_000);
    const known = this.counted.get(caller);
    const calls = known?.second === second ? known.calls + 1 : 1;
    this.counted.set(caller, { second, calls });
    return calls;
  }
}
