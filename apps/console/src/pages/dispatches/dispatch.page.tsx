import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { COMMANDS } from '#admin-contract/flag-words.js';
import { type DispatchDetail, useDispatch } from '../../api/commands.js';
import { useNames } from '../../api/names.js';
import { addTexts } from '../../i18n/texts.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { DispatchEvidence } from './dispatch-evidence.js';
import { DispatchHistory } from './dispatch-history.js';
import { DispatchStanding } from './dispatch-standing.js';
import { dispatches as texts } from './dispatches.texts.js';

addTexts('dispatches', texts);

/** All of one command to a till: how it stands and why, what can be done, and what happened. */
export function DispatchPage() {
  const { id = '' } = useParams();
  const read = useDispatch(id);
  if (read.data !== undefined) return <Shown key={id} dispatch={read.data} />;
  return read.error === null ? <Loading /> : <Failure error={read.error} again={() => void read.refetch()} />;
}

function Shown({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const { t } = useTranslation('dispatches');
  const both = useBoth();
  const names = useNames();
  const { kind, accountId, orderId } = dispatch;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('one', { command: both(COMMANDS[kind]), account: names.account(accountId) })}>
        <PlaceLink to={`/orders/${orderId}`}>{t('seeOrder')}</PlaceLink>
      </PageHead>
      <DispatchStanding dispatch={dispatch} />
      <DispatchEvidence dispatch={dispatch} />
      <DispatchHistory dispatch={dispatch} />
      <DispatchFacts dispatch={dispatch} />
    </div>
  );
}

function DispatchFacts({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const { t } = useTranslation('dispatches');
  const names = useNames();
  const { accountId, storeId, vendorNo, marker, cause, generation, createdAt, settledAt, resolvedBy } =
    dispatch;
  const zone = names.zoneOf(storeId);
  return (
    <Card title={t('facts')}>
      <Facts
        facts={[
          [
            t('account'),
            <PlaceLink key="account" to={`/accounts/${accountId}`}>
              {names.account(accountId)}
            </PlaceLink>,
          ],
          [t('store'), names.store(storeId)],
          [t('number'), vendorNo ?? '—'],
          ...(marker === null ? [] : [[t('marker'), <code key="marker">{marker}</code>] as const]),
          [t('cause'), isCause(cause) ? t(`cause_${cause}`) : cause],
          ...(generation === 1 ? [] : [[t('generation'), generation] as const]),
          [t('madeAt'), <Instant key="made" at={createdAt} zone={zone} />],
          ...(settledAt === null
            ? []
            : [
                [t('settledAt'), <Instant key="settled" at={settledAt} zone={zone} />] as const,
                [t('decidedBy'), resolvedBy ?? t('byTill')] as const,
              ]),
        ]}
      />
    </Card>
  );
}

const CAUSES = ['rule', 'copy', 'operator', 'repair'] as const;
const isCause = (cause: string): cause is (typeof CAUSES)[number] =>
  (CAUSES as readonly string[]).includes(cause);
