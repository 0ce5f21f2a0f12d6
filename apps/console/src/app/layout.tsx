import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useMe } from '../api/me.js';
import { isSignedOut, UnreachableError } from '../api/problem-error.js';
import { useEvents } from '../api/use-events.js';
import { Banner } from '../kit/banner.js';
import { Failure } from '../kit/failure.js';
import { Loading } from '../kit/loading.js';
import { BegunBulk } from './begun-bulk.js';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import { useNewAlarms } from './new-alarms.js';
import { StoppedRepairs } from './stopped-repairs.js';
import { SeenPage } from './unseen.js';

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
  const openAlarms = useNewAlarms();
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:absolute focus:z-10"
      >
        {t('toContent')}
      </a>
      <Header name={name} openAlarms={openAlarms} />
      {isLost && <Banner tone="warn">{isUnreachable ? t('offline') : t('silent')}</Banner>}
      <StoppedRepairs />
      <BegunBulk />
      <div className="lg:grid lg:min-h-[calc(100dvh-4rem)] lg:grid-cols-[11rem_minmax(0,1fr)]">
        <aside className="hidden border-r border-line bg-surface p-3 lg:block">
          <Navigation openAlarms={openAlarms} />
        </aside>
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[1440px] p-4 lg:p-6">
          <SeenPage>
            <Outlet />
          </SeenPage>
        </main>
      </div>
    </div>
  );
}
