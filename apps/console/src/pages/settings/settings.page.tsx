import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useMay } from '../../api/may.js';
import { useMe } from '../../api/me.js';
import { readBy } from '../../app/page-access.js';
import { SETTINGS_PARTS } from '../../app/settings-parts.js';
import { addTexts } from '../../i18n/texts.js';
import { PageHead } from '../../kit/page-head.js';
import { Tabs } from '../../kit/tabs.js';
import { settings as texts } from './settings.texts.js';

addTexts('settings', texts);

/** What is set once and seldom looked at. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { pathname } = useLocation();
  const may = useMay();
  const isUser = useMe().data?.actor.kind === 'user';
  const parts = SETTINGS_PARTS.filter(
    (part) => may(readBy(`/settings/${part}`) ?? 'GET /api/v1/me') && (part !== 'password' || isUser),
  );
  const tabs = parts.map((part) => ({
    to: `/settings/${part}`,
    label: t(part),
    isHere: pathname.startsWith(`/settings/${part}`),
  }));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} />
      <Tabs label={t('title')} tabs={tabs} />
      <Outlet />
    </div>
  );
}
