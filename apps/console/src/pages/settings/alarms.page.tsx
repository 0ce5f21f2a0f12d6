import { FAULT_TEXTS } from '#admin-contract/error-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import { ADDRESS_KIND_TEXTS, ALARM_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { LANGUAGE_TEXTS } from '#admin-contract/choice-texts.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AlarmAddress, useAlarmAddresses } from '../../api/settings.js';
import { Badge } from '../../kit/badge.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { ShownOnce } from '../../kit/shown-once.js';
import { type Column, Table } from '../../kit/table.js';
import { AddressActs } from './address-acts.js';
import { NewAddress } from './new-address.js';

/** Where alarms are sent to, and how that goes. */
export function AlarmAddressesPage() {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const addresses = useAlarmAddresses();
  const [secret, show] = useState<string | null>(null);
  const read = { ...addresses, data: addresses.data === undefined ? undefined : { items: addresses.data } };
  const columns: readonly Column<AlarmAddress>[] = [
    {
      key: 'name',
      head: t('addressName'),
      isRowHead: true,
      cell: ({ name, origin }) => (
        <>
          {name}
          <span className="block text-sm font-normal text-muted">{origin}</span>
        </>
      ),
    },
    {
      key: 'kind',
      head: t('addressKind'),
      cell: ({ kind, kinds }) => (
        <>
          {both(ADDRESS_KIND_TEXTS[kind])}
          {kinds.length > 0 && <HearsOf kinds={kinds} />}
        </>
      ),
    },
    { key: 'language', head: t('language'), cell: ({ language }) => both(LANGUAGE_TEXTS[language]) },
    {
      key: 'quiet',
      head: t('quiet'),
      cell: ({ quiet }) => (quiet === null ? t('never') : `${quiet.from}–${quiet.to} ${quiet.timeZone}`),
    },
    { key: 'state', head: t('state'), cell: (address) => <AddressState address={address} /> },
    { key: 'act', head: t('acts'), cell: (address) => <AddressActs address={address} shown={show} /> },
  ];
  return (
    <>
      {secret !== null && <ShownOnce title={t('addressSecret')} secret={secret} close={() => show(null)} />}
      <Card title={t('alarms')} hint={t('alarmsHint')}>
        <ListStates list={read} empty={t('alarmsEmpty')} clear={undefined}>
          <Table caption={t('alarms')} columns={columns} rows={addresses.data ?? []} keyOf={({ id }) => id} />
        </ListStates>
      </Card>
      <NewAddress shown={show} />
    </>
  );
}

const KIND_TEXTS: Readonly<Record<string, Both>> = ALARM_KIND_TEXTS;
/** One of a later version by its name. */
const kindText = (kind: string): Both => KIND_TEXTS[kind] ?? { zh: kind, en: kind };

/** What it is told of, where that is not all. */
function HearsOf({ kinds }: Pick<AlarmAddress, 'kinds'>) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const words = kinds.map((kind) => both(kindText(kind)));
  return <span className="block text-sm text-muted">{t('hearsOf', { kinds: words.join(' · ') })}</span>;
}

/** Whether messages get there. */
function AddressState({ address }: { readonly address: AlarmAddress }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const { paused, failing, lastSentAt, waiting, failed } = address;
  return (
    <div className="grid justify-items-start gap-1">
      {paused && <Badge tone="warn">{t('addressPaused')}</Badge>}
      {failing !== null && (
        <span className="text-bad">
          {t('failing', {
            ...{ why: both(wordOf(FAULT_TEXTS, failing.code)), message: failing.message },
            tries: failing.tries,
          })}
        </span>
      )}
      {failed > 0 && <span className="text-bad">{t('gaveUp', { count: failed })}</span>}
      {waiting > 0 && <span>{t('waiting', { count: waiting })}</span>}
      {lastSentAt === null ? (
        <span className="text-muted">{t('nothingSent')}</span>
      ) : (
        <span className="text-sm text-muted">
          {t('lastSent')} <Instant at={lastSentAt} />
        </span>
      )}
    </div>
  );
}
