import { useTranslation } from 'react-i18next';
import { setPaused } from '../../api/account.js';
import type { Account } from '../../api/accounts.js';
import { ActButton } from '../../kit/act-button.js';

/** Stops all that is sent to the vendor, or lets it go on; whoever comes next is told why. */
export function PauseButton({ account }: { readonly account: Account }) {
  const { t } = useTranslation('account');
  const { id, paused } = account;
  return (
    <ActButton
      of={setPaused}
      key={String(paused)}
      title={paused ? t('resume') : t('pause')}
      look={paused ? 'primary' : 'plain'}
      reason="required"
      act={(reason) => setPaused(id, !paused, reason)}
    >
      <p>{paused ? t('resumeMeans') : t('pauseMeans')}</p>
    </ActButton>
  );
}
