import { REPAIR_TEXTS } from '#admin-contract/repair-words.js';
import type { Repair, RepairOffer } from '../../api/repairs.js';
import type { Both } from '../../kit/both.js';

const KINDS: Readonly<Record<string, Both>> = REPAIR_TEXTS;

/** A kind that is not in the table, of another version, speaks for itself. */
export const kindText = (kind: string): Both => KINDS[kind] ?? { zh: kind, en: kind };

/** Those after which a vendor has been told something; the others only look, or say what is known. */
const TELLS: ReadonlySet<string> = new Set(['place', 'ship', 'complete', 'cancel', 'submit']);
export const isForever = ({ kind }: Pick<RepairOffer, 'kind'>): boolean => TELLS.has(kind);

export const isSameOffer = (one: RepairOffer, other: RepairOffer): boolean =>
  one.kind === other.kind && one.accountId === other.accountId && one.legId === other.legId;

/** What is approved of a repair that is planned. */
export const offerOf = ({ kind, accountId, legId }: Repair): RepairOffer => ({ kind, accountId, legId });
