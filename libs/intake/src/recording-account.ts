import type { ActiveAccount } from '#accounts/active-account.js';
import type { OpenedBy, RecordingAccount } from '#ledger/recording.js';
import type { Claimed } from './claim.store.js';

export const recordingAccount = ({ account, connector }: ActiveAccount): RecordingAccount => ({
  id: account.id,
  connector: connector.id,
  sells: connector.sells,
  storeIds: connector.storeIds,
});

/** One delivery that is news makes what it names news. */
export const openedBy = (deliveries: readonly Pick<Claimed, 'replayed'>[]): OpenedBy =>
  deliveries.every(({ replayed }) => replayed) ? 'replay' : 'live';
