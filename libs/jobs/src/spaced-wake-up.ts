import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Wake-ups that follow what they are for instead of being committed with it: one at a time, and none within so long of
 * the last. A hub that dies in between takes its wake-up along, so this is only for work that a tick looks for too.
 */
export class SpacedWakeUp {
  private isWanted = false;
  private isRunning = false;

  constructor(
    private readonly wake: () => Promise<void>,
    private readonly options: {
      readonly spacingMs: number;
      /** Told of a wake-up that could not be added; the tick makes up for it. */
      readonly onFailed: (error: unknown) => void;
      readonly pause?: (ms: number) => Promise<unknown>;
    },
  ) {}

  /** Never waits, never throws. What is wanted while one is added is had by one more afterwards. */
  want(): void {
    this.isWanted = true;
    if (!this.isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    const { spacingMs, onFailed, pause = unreferenced } = this.options;
    while (this.isWanted) {
      this.isWanted = false;
      try {
        await this.wake();
      } catch (error) {
        onFailed(error);
      }
      await pause(spacingMs);
    }
    this.isRunning = false;
  }
}

/** Nobody's end waits for it. */
const unreferenced = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });
