import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import type { UserWithLink } from '../../api/users.js';
import { clockOf } from '../../i18n/instants.js';
import { ShownOnce } from '../../kit/shown-once.js';

interface MadeLinkProps {
  readonly made: UserWithLink;
  readonly close: () => void;
}

/** The link by which somebody sets a password, to be handed on: nothing is mailed. */
export function MadeLink({ made: { name, link }, close }: MadeLinkProps) {
  const { t } = useTranslation('settings');
  const zone = useZone();
  const until = clockOf(link.expiresAt, zone);
  return (
    <>
      <ShownOnce title={t('userLink', { name })} secret={`${location.origin}${link.path}`} close={close} />
      <p className="text-muted">{t('userLinkMeans', { until })}</p>
    </>
  );
}
