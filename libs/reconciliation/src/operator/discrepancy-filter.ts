import type { StoreScope } from '#domain/access.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import { uuidV7 } from '#domain/ids.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';

/** What a list of discrepancies is narrowed to. */
export interface DiscrepancyFilter {
  readonly state?: DiscrepancyState | undefined;
  readonly rule?: RuleCode | undefined;
  readonly severity?: Severity | undefined;
  readonly storeId?: string | undefined;
  /** Only of these stores, and of orders that are theirs with all their legs. */
  readonly stores?: StoreScope | undefined;
  readonly accountId?: string | undefined;
  readonly orderId?: string | undefined;
  /** Null: those of none. */
  readonly incidentId?: string | null | undefined;
  /** Null: those that nobody is assigned to. */
  readonly assignee?: string | null | undefined;
  /** First opened before it. */
  readonly openedBefore?: Date | undefined;
  /** First opened at or after it. */
  readonly openedAfter?: Date | undefined;
}

export interface DiscrepancyPart extends DiscrepancyFilter {
  /** Only those opened before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** An id begins with the instant at which its discrepancy was opened: a list is cut there and not read through. */
export const firstIdAt = (at: Date): string => uuidV7(at, Buffer.alloc(10));
