import { FAULT_TEXTS, UNVERIFIED_TEXTS } from '#admin-contract/error-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AccountTest, testAccount } from '../../api/account.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { useBoth } from '../../kit/both.js';
import { Refused } from '../../kit/refused.js';
import { Instant } from '../../kit/instant.js';
import type { Shown } from './shown.js';

/** One call that changes nothing, and what came of it. */
export function TestCard({ account }: Pick<Shown, 'account'>) {
  const { t } = useTranslation('account');
  const testing = useMutation({ mutationFn: () => testAccount(account.id) });
  return (
    <May of={testAccount}>
      <Card title={t('testTitle')} hint={t('testHint')}>
        <div className="grid justify-items-start gap-3 p-4">
          <Button disabled={testing.isPending || account.paused} onClick={() => testing.mutate()}>
            {testing.isPending ? t('testing') : t('test')}
          </Button>
          {account.paused && <p className="text-muted">{t('testPaused')}</p>}
          <div role="status" className="grid gap-2">
            {testing.data !== undefined && <Result result={testing.data} />}
          </div>
          <Refused error={testing.error} />
        </div>
      </Card>
    </May>
  );
}

const NO_QUESTION = 'unsupported';

function Result({ result }: { readonly result: AccountTest }) {
  const { t } = useTranslation('account');
  const both = useBoth();
  const { ok, code, vendorCode, message, deliveries } = result;
  // The vendor has nothing that could be asked, and was not: that is no fault of the account.
  if (code === NO_QUESTION) return <p>{t('testNothing')}</p>;
  return (
    <>
      <p className={ok ? 'font-semibold text-good' : 'font-semibold text-bad'}>
        {ok
          ? t('testOk')
          : t('testNotOk', {
              why:
                code === null ? t('testSaid') : both(wordOf({ ...FAULT_TEXTS, ...UNVERIFIED_TEXTS }, code)),
            })}
      </p>
      {deliveries !== null && <Deliveries deliveries={deliveries} />}
      <p className="text-sm text-muted">
        {t('saidWords', { message })}
        {vendorCode !== null && ` ${t('vendorCode', { code: vendorCode })}`}
      </p>
    </>
  );
}

function Deliveries({ deliveries }: { readonly deliveries: NonNullable<AccountTest['deliveries']> }) {
  const { t } = useTranslation('account');
  const both = useBoth();
  const { lastRightAt, lastRefused, refusedInARow } = deliveries;
  return (
    <>
      <p>
        {lastRightAt === null ? (
          t('neverPushed')
        ) : (
          <>
            {t('lastPushed')} <Instant at={lastRightAt} />
          </>
        )}
      </p>
      {lastRefused !== null && refusedInARow > 0 && (
        <p className="text-bad">
          {t('refused', {
            count: refusedInARow,
            why: both(wordOf(UNVERIFIED_TEXTS, lastRefused.reason)),
          })}{' '}
          <Instant at={lastRefused.at} />
        </p>
      )}
    </>
  );
}
