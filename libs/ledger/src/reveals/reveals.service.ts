import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { addReveal, type LegContact, readContacts, type Reveal } from './reveals.store.js';

/** Shows people's contacts to people, and remembers it. */
export class RevealsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Nothing is shown that is not written down as shown: both are one transaction. @param scope whose legs are seen */
  show(asked: Omit<Reveal, 'id' | 'at'>, scope: StoreScope = null): Promise<LegContact[]> {
    const at = this.clock.now();
    return this.database.transaction(async (sql) => {
      const row = { id: uuidV7(at, randomBytes(10)), at };
      await addReveal(sql, { ...asked, ...row });
      await audited(sql, { row, subject: { kind: 'order', id: asked.orderId }, reason: asked.reason });
      return readContacts(sql, asked.orderId, scope);
    });
  }
}
