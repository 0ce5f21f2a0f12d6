import { useTranslation } from 'react-i18next';
import { evidenceText } from '#admin-contract/discrepancy-words.js';
import { FACTS } from '#admin-contract/flag-words.js';
import { orderWord } from '#admin-contract/order-words.js';
import type { DispatchDetail } from '../../api/commands.js';
import { useNames } from '../../api/names.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

type Evidence = NonNullable<DispatchDetail['detail']>;

/** What a person needs to see before deciding. */
export function DispatchEvidence({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const { detail, accountId, storeId, tillDiffers } = dispatch;
  return (
    <>
      {detail?.items !== undefined && <Items items={detail.items} accountId={accountId} />}
      {detail?.similar !== undefined && <Similar similar={detail.similar} storeId={storeId} />}
      {detail !== null && <Said detail={detail} />}
      {tillDiffers.length > 0 && <Differs differences={tillDiffers} />}
    </>
  );
}

function Items({
  items,
  accountId,
}: {
  readonly items: NonNullable<Evidence['items']>;
  readonly accountId: string;
}) {
  const { t } = useTranslation('dispatches');
  return (
    <Card title={t('items')}>
      <Table
        caption={t('items')}
        rows={items}
        keyOf={({ itemName, itemSpec }) => `${itemName} ${itemSpec ?? ''}`}
        columns={[
          { key: 'item', head: t('item'), isRowHead: true, cell: ({ itemName }) => itemName },
          { key: 'spec', head: t('spec'), cell: ({ itemSpec }) => itemSpec ?? '—' },
        ]}
      />
      <p className="border-t border-line px-4 py-3">
        <PlaceLink to={`/accounts/${accountId}`}>{t('toMapping')}</PlaceLink>
      </p>
    </Card>
  );
}

interface SimilarProps {
  readonly similar: NonNullable<Evidence['similar']>;
  readonly storeId: string | null;
}

function Similar({ similar, storeId }: SimilarProps) {
  const { t } = useTranslation('dispatches');
  const both = useBoth();
  const zone = useNames().zoneOf(storeId);
  return (
    <Card title={t('similar')}>
      <Table
        caption={t('similar')}
        rows={similar}
        keyOf={({ vendorNo }) => vendorNo}
        columns={[
          { key: 'number', head: t('number'), isRowHead: true, cell: ({ vendorNo }) => vendorNo },
          {
            ...{ key: 'placed', head: t('placedAt') },
            cell: ({ placedAt }) => (placedAt === null ? '—' : <Instant at={placedAt} zone={zone} />),
          },
          {
            ...{ key: 'progress', head: t('progress') },
            cell: ({ fulfilment }) => both(orderWord('fulfilment', fulfilment)),
          },
        ]}
      />
    </Card>
  );
}

function Said({ detail: { notOurs, said, other } }: { readonly detail: Evidence }) {
  const { t } = useTranslation('dispatches');
  if (notOurs === undefined && said === undefined && other === undefined) return null;
  return (
    <div className="grid gap-1 rounded-lg border border-line bg-surface px-4 py-3">
      {said !== undefined && <p className="break-words">{t('saidLast', { said })}</p>}
      {other !== undefined && (
        <p>
          <PlaceLink to={`/orders/${other.orderId}`}>
            {t('otherNumber', { number: other.vendorNo })}
          </PlaceLink>
        </p>
      )}
      {notOurs !== undefined && <p>{t('notOurs', { numbers: notOurs.join(', ') })}</p>}
    </div>
  );
}

const WORDS: Readonly<Record<string, Both>> = FACTS;

function Differs({ differences }: { readonly differences: DispatchDetail['tillDiffers'] }) {
  const { t, i18n } = useTranslation('dispatches');
  const both = useBoth();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const named = (fact: string) => {
    const text = WORDS[fact.replace(/Fen$/, '')];
    return text === undefined ? fact : both(text);
  };
  return (
    <Card title={t('tillDiffers')}>
      <Table
        caption={t('tillDiffers')}
        rows={differences}
        keyOf={({ fact }) => fact}
        columns={[
          { key: 'fact', head: t('factIs'), isRowHead: true, cell: ({ fact }) => named(fact) },
          {
            ...{ key: 'placed', head: t('tillHas') },
            cell: ({ fact, placed }) => evidenceText(fact, placed, language),
          },
          { key: 'now', head: t('isNow'), cell: ({ fact, now }) => evidenceText(fact, now, language) },
        ]}
      />
    </Card>
  );
}
