import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import type { Account } from '../../api/accounts.js';
import { clockOf } from '../../i18n/instants.js';

/** Who paused an account, or let it go on, when and why. */
export function PausedBy({ pausing }: { readonly pausing: Account['pausing'] }) {
  const { t } = useTranslation('accounts');
  const zone = useZone();
  if (pausing === null) return <span className="text-muted">{t('pausedNobodySaid')}</span>;
  const { paused, by, at, reason } = pausing;
  const who = { by: by ?? t('somebody'), at: clockOf(at, zone) };
  return (
    <span>
      {paused ? t('pausedBy', who) : t('resumedBy', who)}
      {reason !== null && <span className="block">{t('because', { reason })}</span>}
    </span>
  );
}
