import { useTranslation } from 'react-i18next';
import { repairWhyText } from '#admin-contract/repair-words.js';
import { ruleText } from '#admin-contract/rule-texts.js';
import type { RunDetail } from '../../api/runs.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

const COUNTS = ['compared', 'agreeing', 'differing', 'waiting', 'notComparable', 'opened', 'closed'] as const;

/** What a run has shown in numbers, and what it could not judge. */
export function RunReport({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('runs');
  const { report, repaired } = run;
  const counts = [
    ...COUNTS.map((name) => [t(name), report[name]] as const),
    [t('repaired'), repaired] as const,
    ...(report.ordersLeft > 0 ? [[t('left'), report.ordersLeft] as const] : []),
  ];
  return (
    <>
      <Card title={t('report')}>
        <dl className="flex flex-wrap gap-x-8 gap-y-3 px-4 py-3">
          {counts.map(([name, count]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="text-xl font-semibold">{count}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {report.silent.length > 0 && <Silent silent={report.silent} />}
      {report.leftOrderIds.length > 0 && <Left ids={report.leftOrderIds} message={run.errorMessage} />}
    </>
  );
}

type Report = RunDetail['report'];

function Silent({ silent }: { readonly silent: Report['silent'] }) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const rows = [...silent].sort((a, b) => b.orders - a.orders);
  return (
    <Card title={t('silentTitle')} hint={t('silentHint')}>
      <Table
        caption={t('silentTitle')}
        rows={rows}
        keyOf={({ rule, reason }) => `${rule} ${reason}`}
        columns={[
          {
            key: 'reason',
            head: t('reason'),
            isRowHead: true,
            cell: ({ reason }) => both(repairWhyText(reason)),
          },
          { key: 'rule', head: t('rule'), cell: ({ rule }) => both(ruleText(rule)) },
          { key: 'orders', head: t('orders'), isNumber: true, cell: ({ orders }) => orders },
        ]}
      />
    </Card>
  );
}

function Left({ ids, message }: { readonly ids: readonly string[]; readonly message: string | null }) {
  const { t } = useTranslation('runs');
  return (
    <Card title={t('leftTitle')}>
      {message !== null && <p className="px-4 pt-3 break-words">{message}</p>}
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3">
        {ids.map((id) => (
          <li key={id}>
            <PlaceLink to={`/orders/${id}`}>{id.slice(0, 8)}</PlaceLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
