import type { OpenedBy } from '#ledger/recording.js';
import type { ClaimedDelivery } from './claim.store.js';

/** One delivery that is news makes what it names news. */
export const openedBy = (deliveries: readonly Pick<ClaimedDelivery, 'replayed'>[]): OpenedBy =>
  deliveries.every(({ replayed }) => replayed) ? 'replay' : 'live';
