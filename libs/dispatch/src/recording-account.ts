import type { ActiveAccount } from '#accounts/active-account.js';
import type { RecordingAccount } from '#ledger/recording.js';

/** The account as the ledger wants to know it. */
export const recordingAccount = ({ account, connector }: ActiveAccount): RecordingAccount => ({
  id: account.id,
  connector: connector.id,
  sells: connector.sells,
  storeIds: connector.storeIds,
});
