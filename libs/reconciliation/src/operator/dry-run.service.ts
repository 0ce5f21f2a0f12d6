import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { refusal } from '#domain/refusal.js';
import type { RepairKind } from '#domain/repair.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareOrder } from '../compare/compare-order.js';
import type { ComparedOrder } from '../compare/compared-order.js';
import type { Difference, Evidence } from '../compare/difference.js';
import { ORDER_RULES } from '../compare/rules.js';
import { type KnownOf, readKnown } from '../keep/discrepancies.store.js';
import { keep } from '../keep/keep-rule.js';
import { plannedByItself } from '../mend/policy-rule.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { readComparedOrders } from '../read/compared-orders.query.js';
import type { RepairSettings } from '../reconciliation-settings.js';
import type { RunPlace } from '../runs/run.js';
import { readSlice } from '../runs/run-slices.query.js';
import { aboutOrder } from '../watch/comparing.js';
import { assertKnown } from './known-scope.js';

export interface DryRunScope {
  readonly rule: RuleCode;
  readonly from: Date;
  readonly to: Date;
  readonly storeId: string | null;
  readonly accountId: string | null;
}

/** One difference that would be found, and what would be done about it. */
export interface DryFinding {
  readonly orderId: string;
  readonly storeId: string | null;
  readonly accountId: string;
  readonly key: string;
  readonly since: Date;
  readonly evidence: Evidence;
  /** Whether it would be kept anew: it is no discrepancy now. */
  readonly opens: boolean;
  /** What would be planned by itself; null: nothing. */
  readonly plan: { readonly kind: RepairKind; readonly byPolicy: boolean } | null;
}

export interface DryRun {
  readonly compared: number;
  readonly found: number;
  readonly opened: number;
  /** Of what would be found: what would be planned and shown, and what would be begun without a person. */
  readonly suggested: number;
  readonly automatic: number;
  /** Could not be judged, by why. */
  readonly silent: Readonly<Record<string, number>>;
  /** Accounts whose automatic repairs would be stopped, as more would begin at once than may within an hour. */
  readonly stopped: readonly string[];
  readonly stopsAll: boolean;
  /** The first of them. */
  readonly sample: readonly DryFinding[];
}

interface DryRunParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly limits: RepairSettings;
  /** In one dry run. */
  readonly mostOrders: number;
}

/** Orders that are compared at once. */
const AT_ONCE = 500;
const MOST_SHOWN = 50;

interface Gathered {
  compared: number;
  readonly silent: Map<string, number>;
  readonly findings: DryFinding[];
}

/** Says what a rule would find over a period, and what would be done about it, and keeps nothing. */
export class DryRunService {
  constructor(private readonly parts: DryRunParts) {}

  /** @throws DomainError `rule` of one that is not about orders; `to` where there are too many orders; a store or account that is none */
  async run(scope: DryRunScope): Promise<DryRun> {
    if (!Object.hasOwn(ORDER_RULES, scope.rule))
      throw new DomainError(
        refusal('must_be_order_rule', { rules: Object.keys(ORDER_RULES).join(', ') }),
        'rule',
      );
    await assertKnown(this.parts.database, scope);
    const accounts = await this.parts.accounts.read();
    const made: Gathered = { compared: 0, silent: new Map(), findings: [] };
    let place: RunPlace | null = { isUnplaced: false, afterAt: null, afterId: null };
    while (place !== null) {
      const { orderIds, next } = await readSlice(this.parts.database, scope, place, AT_ONCE);
      if (made.compared + orderIds.length > this.parts.mostOrders)
        throw tooMany(this.parts.mostOrders, place);
      await this.compare(scope.rule, orderIds, accounts, made);
      place = next;
    }
    return toDryRun(made, this.parts.limits);
  }

  private async compare(
    rule: RuleCode,
    orderIds: readonly string[],
    accounts: AccountsFacts,
    made: Gathered,
  ): Promise<void> {
    if (orderIds.length === 0) return;
    const { database, clock } = this.parts;
    const now = clock.now();
    const subjects = orderIds.map((id) => aboutOrder({ id, storeId: null }).subject);
    const known = await readKnown(database, subjects, now);
    for (const order of await readComparedOrders(database, orderIds, accounts)) {
      made.compared += 1;
      const comparison = compareOrder(order, accounts, now);
      const silence = comparison.silent.get(rule);
      if (silence !== undefined) made.silent.set(silence, (made.silent.get(silence) ?? 0) + 1);
      for (const one of comparison.differences)
        if (one.rule === rule) made.findings.push(toFinding(order, one, known, accounts));
    }
  }
}

const tooMany = (most: number, { afterAt }: RunPlace): DomainError =>
  new DomainError(
    afterAt === null
      ? refusal('run_too_large', { most })
      : refusal('run_too_large_until', { most, until: afterAt.toISOString() }),
    'to',
  );

function toFinding(
  order: ComparedOrder,
  one: Difference,
  known: KnownOf,
  accounts: AccountsFacts,
): DryFinding {
  const { accountId, key, since, evidence, repairs, rule } = one;
  const changes = keep(known.get(aboutOrder(order).subject) ?? [], {
    ...{ differences: [one], silent: new Map(), pending: [], lookAgainAt: null },
  });
  const policy = accounts.get(accountId)?.repairPolicy.get(rule) ?? 'suggest';
  const planned = plannedByItself(policy, repairs);
  return {
    ...{ orderId: order.id, storeId: order.storeId, accountId, key, since, evidence },
    opens: changes.some(({ step }) => step === 'open' || step === 'reopen'),
    plan: planned && { kind: planned.offer.kind, byPolicy: planned.byPolicy },
  };
}

function toDryRun({ compared, silent, findings }: Gathered, limits: RepairSettings): DryRun {
  const planned = findings.flatMap(({ accountId, plan }) => (plan === null ? [] : [{ accountId, ...plan }]));
  const automatic = planned.filter(({ byPolicy }) => byPolicy);
  const most = Math.min(limits.mostOfRule, limits.mostOfAccount);
  const accountIds = [...new Set(automatic.map(({ accountId }) => accountId))].sort();
  return {
    compared,
    found: findings.length,
    opened: findings.filter(({ opens }) => opens).length,
    suggested: planned.length - automatic.length,
    automatic: automatic.length,
    silent: Object.fromEntries(silent),
    stopped: accountIds.filter((id) => automatic.filter(({ accountId }) => accountId === id).length > most),
    stopsAll: automatic.length > limits.mostOfAll,
    sample: findings.slice(0, MOST_SHOWN),
  };
}
