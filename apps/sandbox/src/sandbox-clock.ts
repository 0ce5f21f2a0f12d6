/** The time of everything that the sandbox plays: the machine's, until somebody sets it. Then it stands still. */
export class SandboxClock {
  private set: number | null = null;

  /** @param machine epoch ms */
  constructor(private readonly machine: () => number) {}

  now(): number {
    return this.set ?? this.machine();
  }

  /** @param at epoch ms; null: it goes with the machine's again */
  setTo(at: number | null): void {
    this.set = at;
  }
}
