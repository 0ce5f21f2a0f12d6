import type { OpenedBy } from '#ledger/recording.js';
import type { Claimed } from './claim.store.js';

/** One delivery that is news makes what it names news. */
export const openedBy = (deliveries: readonly Pick<Claimed, 'replayed'>[]): OpenedBy =>
  deliveries.every(({ replayed }) => replayed) ? 'replay' : 'live';
