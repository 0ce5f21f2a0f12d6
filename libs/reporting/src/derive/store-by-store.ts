import type { Database } from '#database/database.js';
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
   * @throws what no store of its own has failed by, and that the database is away
   */
  async take(batch: Batch, resting: string[]): Promise<boolean> {
    try {
      return await batch.takeAll();
    } catch (error) {
      const failed = await this.takeEach(batch);
      if (failed.length === 0) throw error;
      resting.push(...failed);
      return true;
    }
  }

  /** @returns the stores that failed */
  private async takeEach(batch: Batch): Promise<string[]> {
    const failed: string[] = [];
    for (const storeId of batch.storeIds)
      try {
        await batch.takeOf(storeId);
      } catch (error) {
        await this.database.rows({ text: 'SELECT' });
        this.log({ ...this.told, level: 'error', storeId, error });
        failed.push(storeId);
      }
    return failed;
  }
}
