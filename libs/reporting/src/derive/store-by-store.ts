import type { Database } from '#database/database.js';
import { failsAll } from '#database/fails-all.js';
import type { Log } from '#domain/log.js';

/** What is taken in hand at once, of many stores. */
export interface Batch {
  readonly storeIds: readonly string[];
  /** @returns whether there may be more */
  takeAll(): Promise<boolean>;
  takeOf(storeId: string): Promise<void>;
}

/** Keeps what cannot be done for one store from holding up all others. */
export class StoreByStore {
  constructor(
    private readonly database: Database,
    private readonly log: Log,
    private readonly told: { readonly event: 'derive' | 'restate'; readonly outcome: string },
  ) {}

  /**
   * All at once; if that fails, store by store.
   * @param resting gets the stores that failed: the next batch is to leave them out
   * @returns whether there may be more
   * @throws what no store of its own has failed by; at once that the database is away, or that a lock is kept
   */
  async take(batch: Batch, resting: string[]): Promise<boolean> {
    try {
      return await batch.takeAll();
    } catch (error) {
      await this.throwIfAll(error);
      const failed = await this.takeEach(batch);
      if (failed.length === 0) throw error;
      resting.push(...failed);
      return true;
    }
  }

  /** @throws what no part of a batch would be spared: the error, or that the database is silent by now */
  async throwIfAll(error: unknown): Promise<void> {
    if (failsAll(error)) throw error;
    await this.database.rows({ text: 'SELECT' });
  }

  /** @returns the stores that failed */
  private async takeEach(batch: Batch): Promise<string[]> {
    const failed: string[] = [];
    for (const storeId of batch.storeIds)
      try {
        await batch.takeOf(storeId);
      } catch (error) {
        await this.tellFailed(storeId, error);
        failed.push(storeId);
      }
    return failed;
  }

  /**
   * That a store failed alone.
   * @throws that the database is away: the others would fail, too
   */
  async tellFailed(storeId: string, error: unknown): Promise<void> {
    await this.database.rows({ text: 'SELECT' });
    const later = { level: 'warn', outcome: 'later' } as const;
    this.log({ ...this.told, level: 'error', ...(failsAll(error) ? later : {}), storeId, error });
  }
}
