/** What would mend a difference; each is done by the lib that owns it. `submit`: the hour, as if a person asked for it. */
export const REPAIR_KINDS = [
  'place',
  'ship',
  'complete',
  'cancel',
  'fetch',
  'list',
  'replay',
  'derive',
  'submit',
] as const;
export type RepairKind = (typeof REPAIR_KINDS)[number];

/**
 * Those that only look again, or work out anew what is known: an account may have them done without asking anybody. None
 * of the others is ever begun but for a person.
 */
export const AUTO_REPAIR_KINDS = [
  'fetch',
  'list',
  'replay',
  'derive',
] as const satisfies readonly RepairKind[];
export type AutoRepairKind = (typeof AUTO_REPAIR_KINDS)[number];

export const isAutoRepair = (kind: RepairKind): kind is AutoRepairKind =>
  AUTO_REPAIR_KINDS.some((one) => one === kind);
