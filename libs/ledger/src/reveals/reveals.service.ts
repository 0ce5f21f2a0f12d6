import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { addReveal, type LegContact, readContacts, type Reveal } from './reveals.store.js';

/** Shows people's contacts to people, and remembers it. */
export class RevealsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Nothing is shown that is not written down as shown: both are one transaction. */
  show(asked: Omit<Reveal, 'id' | 'at'>): Promise<LegContact[]> {
    const at = this.clock.now();
    return this.database.transaction(async (sql) => {
      await addReveal(sql, { ...asked, id: uuidV7(at, randomBytes(10)), at });
      return readContacts(sql, asked.orderId);
    });
  }
}
