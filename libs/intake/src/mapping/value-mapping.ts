import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { Sql } from '#database/sql.js';
import type { Log } from '#domain/log.js';
import type { LedgerService } from '#ledger/ledger.service.js';
import { type Recording, recordingAccount } from '#ledger/recording.js';
import { type UnmappedLeg, unmappedLegs } from '#ledger/unmapped-values.store.js';
import { type MappedValue, mappedStatement, mappedValues } from './mapped-statement.js';

export interface MappingParts {
  readonly database: Sql;
  readonly accounts: Pick<AccountDirectory, 'all'>;
  readonly ledger: LedgerService;
  readonly log: Log;
}

/** Orders of one transaction: their locks are held for so long. */
const SLICE = 200;

/**
 * Gives recorded legs the states that their accounts' maps have for their values by now, however the maps came to
 * say so. The rows of the values are the work: what a stop leaves is found by the next run.
 */
export class ValueMapping {
  constructor(private readonly parts: MappingParts) {}

  async run(signal: AbortSignal): Promise<void> {
    const active = new Map(this.parts.accounts.all().map((one) => [one.account.id, one]));
    const values = [...active.values()].flatMap(mappedValues);
    if (values.length === 0) return;
    let legs = await this.slice(values, null);
    for (let mapped = 0; legs.length > 0 && !signal.aborted;) {
      mapped += await this.map(legs, values, active);
      const after = legs.at(-1)?.legId ?? null;
      legs = legs.length < SLICE ? [] : await this.slice(values, after);
      if (legs.length === 0 && mapped > 0) this.parts.log({ event: 'values_mapped', count: mapped });
    }
  }

  /** A leg that the bound cuts in two comes with its other values in the next run. */
  private slice(values: readonly MappedValue[], after: string | null): Promise<UnmappedLeg[]> {
    return unmappedLegs(this.parts.database, values, { after, limit: SLICE });
  }

  /** @returns how many values were given a state */
  private async map(
    legs: readonly UnmappedLeg[],
    values: readonly MappedValue[],
    active: ReadonlyMap<string, ActiveAccount>,
  ): Promise<number> {
    const mapped = new Map(values.map((value) => [keyOf(value), { value, body: evidenceOf(value) }]));
    const recordings = legs.flatMap((leg): Recording[] => {
      const one = mapped.get(keyOf(leg));
      const account = active.get(leg.accountId);
      if (one === undefined || account === undefined) return [];
      const observation = mappedStatement(leg, one.value);
      const evidence = { body: one.body };
      return observation === null ? [] : [{ account: recordingAccount(account), observation, evidence }];
    });
    const recorded = await this.parts.ledger.record(recordings);
    return recorded.filter(({ changed }) => changed).length;
  }
}

const keyOf = ({ accountId, group, value }: Pick<MappedValue, 'accountId' | 'group' | 'value'>): string =>
  JSON.stringify([accountId, group, value]);

/** What is behind such a statement: not the vendor's bytes, which are those of the entry before. */
const evidenceOf = ({ group, value, state }: MappedValue): Buffer =>
  Buffer.from(JSON.stringify({ mapped: { group, value, state } }));
