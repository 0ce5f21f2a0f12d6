import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { groupBy } from '#reporting/figures/group-by.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { plannedByItself } from './policy-rule.js';
import { tellRepairs } from './repair-events.js';
import { lockOffering } from './offering.store.js';
import { insertRepairs, type NewRepair } from './repairs.store.js';
import { endOutdatedPlans } from './outdated-plans.store.js';
import {
  fetchingOf,
  type StatedPolicy,
  unplannedDiscrepancies,
  type UnplannedDiscrepancy,
} from './unplanned.query.js';

export interface RepairPlanningParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
}

const AT_ONCE = 200;
/** Of an account so many wait for its vendors' word at once: their calls are a small share of what is left. */
const MOST_FETCHING = 20;
/** What was not done for the circumstances is planned again after it. */
const AGAIN_AFTER_MS = 3_600_000;

/** Plans what mends discrepancies though nobody asks, by what their accounts say of the rule. */
export class RepairPlanning {
  constructor(private readonly parts: RepairPlanningParts) {}

  async plan(): Promise<void> {
    const { database, clock, accounts } = this.parts;
    await this.endOutdated();
    const facts = await accounts.read();
    const before = new Date(clock.now().getTime() - AGAIN_AFTER_MS);
    const unplanned = await unplannedDiscrepancies(database, statedPolicies(facts), before, AT_ONCE);
    if (unplanned.length === 0) return;
    const fetching = await fetchingOf(database);
    const repairs = unplanned.flatMap((one) => this.repairOf(one, facts)).filter(withinShare(fetching));
    await database.transaction(async (sql) => {
      const offering = await lockOffering(
        sql,
        unplanned.map(({ id }) => id),
      );
      const stands = new Map(
        offering.map(({ id, state, fingerprint }) => [id, state === 'open' && fingerprint]),
      );
      const still = repairs.filter((one) => stands.get(one.discrepancyId) === one.fingerprint);
      await insertRepairs(sql, still, clock.now());
    });
  }

  /** What they were planned for is another by now. */
  private async endOutdated(): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (sql) => {
      const now = clock.now();
      for (const [why, ended] of groupBy(await endOutdatedPlans(sql, now), (repair) => repair.why))
        await tellRepairs(sql, ended, { kind: 'repair_not_done', detail: { why } }, now);
    });
  }

  private repairOf(one: UnplannedDiscrepancy, accounts: AccountsFacts): NewRepair[] {
    const { id: discrepancyId, rule, orderId, storeId, hourStart, fingerprint } = one;
    const policy = accounts.get(one.accountId)?.repairPolicy.get(rule) ?? 'suggest';
    const planned = plannedByItself(policy, one.repairs);
    if (planned === null) return [];
    const { offer, byPolicy } = planned;
    const by = { byPolicy, askedBy: null, approvedBy: null, textId: null };
    const id = uuidV7(this.parts.clock.now(), randomBytes(10));
    return [{ id, discrepancyId, rule, ...offer, orderId, storeId, hourStart, fingerprint, ...by }];
  }
}

const statedPolicies = (accounts: AccountsFacts): StatedPolicy[] =>
  [...accounts.values()].flatMap(({ id, repairPolicy }) =>
    [...repairPolicy].map(([rule, policy]) => ({ account_id: id, rule, policy })),
  );

/** The newest first, until its account has its share. */
function withinShare(fetching: Map<string, number>): (repair: NewRepair) => boolean {
  return ({ accountId }) => {
    const count = fetching.get(accountId) ?? 0;
    if (count >= MOST_FETCHING) return false;
    fetching.set(accountId, count + 1);
    return true;
  };
}
