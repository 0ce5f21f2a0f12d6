import { z } from 'zod';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { digits } from '../input.js';

/** A developer key at Ovopark, the one enterprise that it may report for, and that enterprise's stores. */
export const enterpriseInput = z.strictObject({
  akey: z.string().min(1).max(20),
  secret: z.string().min(1).max(200),
  aid: z.string().min(1).max(20).default('S107'),
  enterpriseId: digits,
  shops: z.array(z.strictObject({ depId: digits, shopId: z.string().min(1).max(100) })).min(1),
  expired: z.boolean().default(false),
  /** stat.code and stat.systime as text in every second answer: page and SDKs disagree on their types. */
  looseTypes: z.boolean().default(true),
});

export type OvoparkEnterprise = z.output<typeof enterpriseInput>;
export type OvoparkShop = OvoparkEnterprise['shops'][number];

export class OvoparkEnterprises implements Remembered {
  private readonly byKey = new Map<string, OvoparkEnterprise>();
  readonly replay = {
    'ovopark.enterprise': (record: JournalRecord): void => {
      const { enterprise } = record as unknown as { enterprise: OvoparkEnterprise };
      this.byKey.set(enterprise.akey, enterprise);
    },
  };

  constructor(private readonly journal: Journal) {}

  /** Adds an enterprise, or replaces the one of the same akey; its reports stay. */
  save(enterprise: OvoparkEnterprise): void {
    this.byKey.set(enterprise.akey, enterprise);
    this.journal.append([{ kind: 'ovopark.enterprise', enterprise }]);
  }

  get(akey: string): OvoparkEnterprise | undefined {
    return this.byKey.get(akey);
  }

  list(): OvoparkEnterprise[] {
    return [...this.byKey.values()];
  }

  snapshot(): JournalRecord[] {
    return this.list().map((enterprise) => ({ kind: 'ovopark.enterprise', enterprise }));
  }
}
