import { useTranslation } from 'react-i18next';
import { type Quota, useQuota } from '../../api/account.js';
import { useZone } from '../../api/me.js';
import { isUnlimited } from '../../api/quotas.js';
import { clockOf, timeOf } from '../../i18n/instants.js';
import { Card, CardNote } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { type Column, Table } from '../../kit/table.js';
import { useShown } from './shown.js';

/** How many calls the vendor takes, what they were used for, and what is kept for what. */
export function QuotaPage() {
  const { account } = useShown();
  const quota = useQuota(account.id);
  if (quota.data !== undefined) return <Known quota={quota.data} />;
  if (quota.error === null) return <Loading />;
  return <Failure error={quota.error} again={() => void quota.refetch()} />;
}

function Known({ quota }: { readonly quota: Quota }) {
  const { t } = useTranslation('account');
  const zone = useZone();
  const { limit, used, free, reservedFor, periodStart, periodEnd, readAt, emptyUntil } = quota;
  const reserved =
    reservedFor === null ? null : Object.values(reservedFor).reduce((sum, one) => sum + one, 0);
  const isAny = isUnlimited(limit);
  const number = (count: number | null) => (count === null ? t('quotaUnknown') : count.toLocaleString('en'));
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[2fr_3fr]">
      <Card title={t('quotaTitle')}>
        <Facts
          facts={[
            [t('quotaLimit'), isAny ? t('quotaAnyNumber') : number(limit)],
            [t('quotaUsed'), number(used)],
            [t('quotaReserved'), isAny ? '—' : number(reserved)],
            [t('quotaFree'), isAny || free === null ? t('quotaAnyNumber') : number(free)],
            [t('quotaPeriod'), `${clockOf(periodStart, zone)} – ${clockOf(periodEnd, zone)} ${zone}`],
            [t('quotaReadAt'), readAt === null ? t('quotaNeverRead') : clockOf(readAt, zone)],
          ]}
        />
        {emptyUntil !== null && <CardNote>{t('quotaEmpty', { time: clockOf(emptyUntil, zone) })}</CardNote>}
      </Card>
      <Card title={t('quotaUses')} hint={t('quotaUsesHint')}>
        <Uses quota={quota} />
      </Card>
    </div>
  );
}

type Use = keyof Quota['usedFor'];

function Uses({ quota }: { readonly quota: Quota }) {
  const { t } = useTranslation('account');
  const zone = useZone();
  const granted = (use: Use) =>
    use in quota.grantedFrom ? quota.grantedFrom[use as keyof Quota['grantedFrom']] : null;
  const reserved = (use: Use) =>
    isUnlimited(quota.limit)
      ? undefined
      : quota.reservedFor?.[use as keyof NonNullable<Quota['reservedFor']>];
  const now = Date.now();
  const when = (use: Use) => {
    const from = granted(use);
    if (from === null) return '—';
    return Date.parse(from) <= now + 1_000 ? t('quotaNow') : timeOf(from, zone);
  };
  const columns: readonly Column<Use>[] = [
    { key: 'use', head: t('quotaUse'), isRowHead: true, cell: (use) => t(`use_${use}`) },
    { key: 'used', head: t('quotaUsed'), isNumber: true, cell: (use) => quota.usedFor[use] },
    { key: 'reserved', head: t('quotaReserved'), isNumber: true, cell: (use) => reserved(use) ?? '—' },
    { key: 'granted', head: t('quotaGranted'), isNumber: true, cell: when },
  ];
  const uses = Object.keys(quota.usedFor) as Use[];
  return <Table caption={t('quotaUses')} columns={columns} rows={uses} keyOf={(use) => use} />;
}
