import { wordsOf } from '#domain/thrown.js';

/** Not more often is written that something is used. */
const WRITTEN_EVERY_MS = 60_000;

export interface Use {
  readonly id: string;
  readonly at: Date;
}

/** When things were used in this hub that is not written yet: written by the minute, not by the request. */
export class Uses {
  private readonly lastById = new Map<string, Date>();
  private isFailing = false;

  /** @param write into the table @param onFault told once of an outage of it */
  constructor(
    private readonly write: (uses: readonly Use[]) => Promise<void>,
    private readonly onFault: (message: string) => void,
  ) {}

  note(id: string, at: Date): void {
    this.lastById.set(id, at);
  }

  lastOf(id: string): Date | undefined {
    return this.lastById.get(id);
  }

  /**
   * Writes what is due. That it cannot be written is told, and keeps nobody out: a disk may be full.
   * @param writtenAt when each was used last by what is written; null: never
   */
  async tell(writtenAt: (id: string) => Date | null): Promise<void> {
    const due = this.due(writtenAt);
    try {
      if (due.length > 0) await this.write(due);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onFault(`uses were not written: ${wordsOf(error)}`);
      this.isFailing = true;
    }
  }

  private due(writtenAt: (id: string) => Date | null): Use[] {
    return [...this.lastById].flatMap(([id, at]) =>
      at.getTime() - (writtenAt(id)?.getTime() ?? -Infinity) >= WRITTEN_EVERY_MS ? [{ id, at }] : [],
    );
  }

  /** Forgets those that are there no more. */
  keepOnly(isThere: (id: string) => boolean): void {
    for (const id of this.lastById.keys()) if (!isThere(id)) this.lastById.delete(id);
  }
}
