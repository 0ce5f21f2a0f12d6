import type { RepairKind } from '#domain/repair.js';
import type { RepairAction } from './action.js';

/** Of every kind: one that is left out is no list. */
export type EveryAction = { readonly [Kind in RepairKind]: RepairAction<Kind> };

/** How each kind of repair is done. */
export class RepairActions {
  private readonly byKind: ReadonlyMap<RepairKind, RepairAction>;

  constructor(actions: readonly RepairAction[]) {
    this.byKind = new Map(actions.map((action) => [action.kind, action]));
  }

  of(kind: RepairKind): RepairAction {
    const action = this.byKind.get(kind);
    if (action === undefined) throw new Error(`nobody knows how to ${kind}`);
    return action;
  }
}
