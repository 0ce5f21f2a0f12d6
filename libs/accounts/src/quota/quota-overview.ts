import {
  type CallPurpose,
  CALL_PURPOSES,
  GRANTED_PURPOSES,
  type GrantedPurpose,
} from '#connectors-core/call-purpose.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { refusal } from '#domain/refusal.js';
import { ConflictError } from '../account-errors.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { freeOf, type Reserve, reserveOf } from './call-reserve.js';
import {
  type Asked,
  dispatchesOf,
  isAllowed,
  limitOf,
  repairShareOf,
  reserveInputOf,
  retryAt,
  termsOf,
} from './call-terms.js';
import { callerQuota } from './quota-key.js';
import { quotaAt, type QuotaRow } from './quota.store.js';

export interface QuotaView extends Pick<QuotaRow, 'used' | 'readAt' | 'emptyUntil'> {
  /** Null while nobody knows it: then calls are granted, and counted. */
  readonly limit: number | null;
  readonly periodStart: Date;
  readonly periodEnd: Date;
  /** `others`: in the same name, as the vendor told. */
  readonly usedFor: Readonly<Record<CallPurpose | 'others', number>>;
  /** What is kept until the period's end; null while nobody knows the limit. */
  readonly reservedFor: Reserve | null;
  /** What is left for anything, beside the reserve; null for any number. */
  readonly free: number | null;
  /** When a call for each purpose would be granted, as far as is known now. */
  readonly grantedFrom: Readonly<Record<GrantedPurpose, Date>>;
}

/** What a caller's calls were used for, and what becomes of the rest. */
export class QuotaOverview {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
  ) {}

  /** @throws NotFoundError; ConflictError where the connector has no quota */
  async view(accountId: string): Promise<QuotaView> {
    const active = await this.directory.known(accountId);
    const { quota, id } = active.connector;
    if (quota === undefined) throw new ConflictError(refusal('no_quota', { connector: id }));
    const now = this.clock.now();
    const shared = callerQuota(quota, active, this.directory.all(), now);
    const row = await quotaAt(this.database, shared, now);
    return viewOf(
      { ...shared, calls: 1, dispatches: dispatchesOf(active), repairShare: repairShareOf(active), now },
      row,
    );
  }
}

function viewOf(asked: Omit<Asked, 'purpose'>, row: QuotaRow): QuotaView {
  const { used, others, readAt, emptyUntil, made, vendorLimit } = row;
  const input = reserveInputOf(asked, row);
  const reservedFor = input === undefined ? null : reserveOf(input);
  const grantedFrom = (purpose: GrantedPurpose): Date => {
    const one = { ...asked, purpose };
    return isAllowed(one, termsOf(one, row), row) ? asked.now : retryAt(one, row);
  };
  return {
    ...{ used, readAt, emptyUntil },
    limit: limitOf(asked, vendorLimit),
    periodStart: asked.period.start,
    periodEnd: asked.period.end,
    usedFor: { ...each(CALL_PURPOSES, (purpose) => made[purpose] ?? 0), others },
    reservedFor,
    free:
      input === undefined || reservedFor === null
        ? null
        : freeOf(emptyUntil === null ? input.limit - used : 0, reservedFor),
    grantedFrom: each(GRANTED_PURPOSES, grantedFrom),
  };
}

const each = <Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
