import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../api/settings.js';
import { Badge } from '../../kit/badge.js';
import { Instant } from '../../kit/instant.js';

/** Whether a key still holds. */
export function KeyState({ of: { revokedAt, expiresAt } }: { readonly of: ApiKey }) {
  const { t } = useTranslation('settings');
  if (revokedAt !== null)
    return (
      <span className="text-muted">
        {t('revokedAt')} <Instant at={revokedAt} />
      </span>
    );
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return <Badge>{t('keyExpired')}</Badge>;
  return <Badge tone="good">{t('valid')}</Badge>;
}
