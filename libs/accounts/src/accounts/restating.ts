import { RESTATE, type RestateMode } from '#connectors-core/restate-field.js';
import type { StoredAccount } from './account.mapping.js';

/** Whether hours that the account's vendor has, and that have changed, are covered without asking. */
export interface Restating {
  readonly mode: RestateMode;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
}

/**
 * What the setting says; where it says nothing, somebody is asked until a person has seen at the vendor what a cover
 * does there.
 * @param setting the account's, if it has one
 */
export const restateMode = (setting: unknown, confirmedAt: Date | null): RestateMode => {
  if (setting === 'ask' || setting === 'auto') return setting;
  return confirmedAt === null ? 'ask' : 'auto';
};

export const restatingOf = ({
  config,
  coverConfirmedAt,
  coverConfirmedBy,
}: Pick<StoredAccount, 'config' | 'coverConfirmedAt' | 'coverConfirmedBy'>): Restating => ({
  mode: restateMode(config[RESTATE.name], coverConfirmedAt),
  confirmedAt: coverConfirmedAt,
  confirmedBy: coverConfirmedBy,
});
