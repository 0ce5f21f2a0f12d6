import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useMay, useWhyNot } from '../api/may.js';
import { readBy } from './page-access.js';
import { PAGES } from './pages.js';
import { useTitle } from './title.js';

/** A page for whoever may read what it shows; to others it says why not, and where one comes first it leads on. */
export function SeenPage({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const route = readBy(pathname);
  const why = useWhyNot();
  const first = useFirstPage();
  const refused = route === undefined ? undefined : why(route);
  if (refused === undefined) return <>{children}</>;
  if (pathname === '/' && first !== undefined) return <Navigate to={first} replace />;
  return <Unseen why={refused} />;
}

function useFirstPage(): string | undefined {
  const may = useMay();
  return PAGES.find(({ to }) => {
    const route = readBy(to);
    return route !== undefined && may(route);
  })?.to;
}

function Unseen({ why }: { readonly why: 'role' | 'scope' }) {
  const { t } = useTranslation();
  useTitle(t('unseen'));
  return (
    <div className="grid justify-items-start gap-2">
      <h1 className="text-xl font-semibold">{t('unseen')}</h1>
      <p className="text-muted">{t(why === 'role' ? 'unseenRole' : 'unseenScope')}</p>
    </div>
  );
}
