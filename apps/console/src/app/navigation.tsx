import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useMay } from '../api/may.js';
import { Badge } from '../kit/badge.js';
import { readBy } from './page-access.js';
import { PAGES } from './pages.js';

interface NavigationProps {
  readonly openAlarms: number;
  /** After one has been chosen. */
  readonly chosen?: () => void;
}

/** Every page of whoever is signed in, and how many alarms nobody has taken. */
export function Navigation({ openAlarms, chosen }: NavigationProps) {
  const { t } = useTranslation();
  const may = useMay();
  const seen = PAGES.filter(({ to }) => may(readBy(to) ?? 'GET /api/v1/me'));
  return (
    <nav aria-label={t('navigation')}>
      <ul className="grid gap-0.5">
        {seen.map(({ to, label }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === '/'}
              {...(chosen === undefined ? {} : { onClick: chosen })}
              className="flex min-h-9 items-center justify-between gap-2 rounded-md px-3 py-1.5 font-medium hover:bg-raised aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              {t(label)}
              {to === '/alarms' && openAlarms > 0 && <Badge tone="bad">{openAlarms}</Badge>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
