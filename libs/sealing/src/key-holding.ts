import type { Sql } from '#database/sql.js';
import { HOLDS_EVERY_MS, holdKeys, type KeyHolder, letKeysGo } from './key-holders.store.js';
import type { MasterKeys } from './master-keys.js';

/** Says, as long as a hub runs, which master keys it knows: a rotation asks before it makes one of them needed. */
export class KeyHolding {
  private readonly holder: KeyHolder;
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;

  constructor(
    private readonly sql: Sql,
    instanceId: string,
    masters: MasterKeys,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.holder = { instanceId, marks: masters.ids.map((id) => masters.mark(id)) };
  }

  async start(): Promise<void> {
    await holdKeys(this.sql, this.holder);
    this.timer = setInterval(() => {
      this.underWay ??= holdKeys(this.sql, this.holder)
        .catch((error: unknown) => this.onFault(error))
        .finally(() => (this.underWay = undefined));
    }, HOLDS_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
    await letKeysGo(this.sql, this.holder.instanceId);
  }
}
