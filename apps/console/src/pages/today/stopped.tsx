import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { Banner } from '../../kit/banner.js';
import { useBoth } from '../../kit/both.js';

/** Automatic repairs that are stopped, and why. */
export function Stopped({ brakes }: { readonly brakes: Overview['brakes'] }) {
  const { t } = useTranslation('today');
  const both = useBoth();
  return brakes.map(({ scope, account, text }) => (
    <Banner key={scope} tone="bad">
      {t('brake', { account: account ?? t('brakeAll') })}
      {' · '}
      <span className="font-normal">{both(text)}</span>
    </Banner>
  ));
}
