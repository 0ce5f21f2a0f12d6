import type { Account } from './account.js';

export interface QuotaPeriod {
  readonly start: Date;
  readonly end: Date;
}

export interface QuotaReading {
  /** Null where the vendor does not name it. */
  readonly limit: number | null;
  readonly used: number;
}

/** A vendor's quota of calls, which all instances and all accounts of one caller share. */
export interface CallQuota {
  /** Whose quota it is, e.g. the appId; unique within the connector. */
  caller(account: Account): string;
  /** The period that an instant belongs to. */
  period(at: Date, account: Account): QuotaPeriod;
  /** Known from the account's settings; null where only the vendor knows, or nobody. */
  limit(account: Account): number | null;
  /** Whether the vendor counts calls of an operation at all, e.g. a login; absent: of every one. */
  counts?(operation: string): boolean;
  /** Asks the vendor, by calls that are counted like any other. Absent where it cannot be asked. @throws ConnectorError */
  read?(period: QuotaPeriod, account: Account): Promise<QuotaReading>;
}
