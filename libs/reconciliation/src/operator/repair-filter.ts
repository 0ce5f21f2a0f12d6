import type { StoreScope } from '#domain/access.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairKind } from '#domain/repair.js';
import type { RepairState } from '../mend/repair.js';

/** What a list of repairs is narrowed to. */
export interface RepairFilter {
  readonly state?: RepairState | undefined;
  readonly rule?: RuleCode | undefined;
  readonly kind?: RepairKind | undefined;
  readonly accountId?: string | undefined;
  readonly storeId?: string | undefined;
  /** Only of these stores, and of orders that are theirs with all their legs. */
  readonly stores?: StoreScope | undefined;
  readonly orderId?: string | undefined;
  readonly discrepancyId?: string | undefined;
}

export interface RepairPart extends RepairFilter {
  /** Only those made before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}
