import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigate } from 'react-router';
import { signOut, useMe } from '../api/me.js';
import { isSignedOut, UnreachableError } from '../api/problem-error.js';
import { useEvents } from '../api/use-events.js';
import { Banner } from '../kit/banner.js';
import { Button } from '../kit/button.js';
import { useErrorWords } from '../kit/error-words.js';
import { Failure } from '../kit/failure.js';
import { Loading } from '../kit/loading.js';
import { Switches } from './switches.js';

/** What stands around every page, for who is signed in. */
export function Layout() {
  const me = useMe();
  // Who is signed out is on the way to where one signs in.
  if (me.isPending || isSignedOut(me.error)) return <Loading />;
  if (me.isError && me.data === undefined) {
    return (
      <main className="p-4">
        <Failure error={me.error} again={() => void me.refetch()} />
      </main>
    );
  }
  return <SignedIn name={me.data.actor.name} />;
}

function SignedIn({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const isLost = useEvents();
  const isUnreachable = useMe().failureReason instanceof UnreachableError;
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:absolute focus:z-10"
      >
        {t('toContent')}
      </a>
      <Header name={name} />
      {isLost && <Banner tone="warn">{isUnreachable ? t('offline') : t('silent')}</Banner>}
      <main id="content" tabIndex={-1} className="mx-auto max-w-[1440px] p-4 lg:p-6">
        <Outlet />
      </main>
    </div>
  );
}

const PAGES = [{ to: '/', label: 'today' }] as const;

function Header({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 lg:px-6">
        <p className="text-lg font-bold text-accent">{t('product')}</p>
        <nav aria-label={t('navigation')} className="flex flex-1 gap-1">
          {PAGES.map(({ to, label }) => (
            <NavLink
              key={to}
              to={to}
              end
              className="rounded-md px-3 py-1.5 font-medium aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              {t(label)}
            </NavLink>
          ))}
        </nav>
        <Switches />
        <SignOut name={name} />
      </div>
    </header>
  );
}

function SignOut({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queries.clear();
      return navigate('/sign-in');
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="max-w-48 truncate text-sm text-muted">{t('signedInAs', { name })}</span>
      <Button disabled={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('signOut')}
      </Button>
      {leaving.error !== null && (
        <p role="alert" className="text-sm font-medium text-bad">
          {t('stillSignedIn', { why: words(leaving.error) })}
        </p>
      )}
    </div>
  );
}
