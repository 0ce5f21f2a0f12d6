import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairToDo } from './action.js';

export const REPAIR_STATES = [
  'fetching',
  'planned',
  'approved',
  'begun',
  'done',
  'failed',
  'not_done',
  'dismissed',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** Of a discrepancy one repair at a time is in one of these. */
export const LIVE_STATES = [
  'fetching',
  'planned',
  'approved',
  'begun',
] as const satisfies readonly RepairState[];

/** What a repair is about, and whose vendor is asked or told. */
export interface RepairSubject extends Omit<RepairToDo, 'stretch'> {
  readonly rule: RuleCode;
}

/** A repair as its row says. */
export interface Repair extends RepairSubject {
  readonly id: string;
  readonly discrepancyId: string;
  readonly state: RepairState;
  /** Begun because the account's policy says so, for no person. */
  readonly byPolicy: boolean;
  /** Of the discrepancy for which it is planned. */
  readonly fingerprint: string;
  /** When its order's vendors were asked anew; null: not yet, or it needs no word of theirs. */
  readonly fetchAskedAt: Date | null;
  readonly plannedAt: Date | null;
  readonly approvedAt: Date | null;
  /** A person's key, by its name. */
  readonly approvedBy: string | null;
  readonly begunAt: Date | null;
  /** By which whoever does it knows it. */
  readonly ref: string | null;
  readonly endedAt: Date | null;
  /** By which a listing is known that was asked for to look for the order once more. */
  readonly findRef: string | null;
  /** What it waits for, or why it was not done. */
  readonly why: string | null;
  readonly failures: number;
  readonly dueAt: Date;
  /** When it is next looked at whether it has mended anything. */
  readonly verifyAt: Date | null;
  readonly createdAt: Date;
}
