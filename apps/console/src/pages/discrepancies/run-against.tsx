import { useTranslation } from 'react-i18next';
import { ruleText } from '#admin-contract/rule-texts.js';
import type { RunDetail } from '../../api/runs.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

/** Whether more differs than in the run before it, rule by rule. */
export function RunAgainst({ run: { drift, report } }: { readonly run: RunDetail }) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  if (drift === null)
    return (
      <Card title={t('againstTitle')}>
        <CardNote>{t('againstNone')}</CardNote>
      </Card>
    );
  const rows = [
    { name: t('allDiffering'), before: drift.differingBefore, now: report.differing },
    { name: t('compared'), before: drift.comparedBefore, now: report.compared },
    ...drift.rules.map(({ rule, before, now }) => ({ name: both(ruleText(rule)), before, now })),
  ];
  return (
    <Card title={t('againstTitle')}>
      <Table
        caption={t('againstTitle')}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', head: t('rule'), isRowHead: true, cell: ({ name }) => name },
          {
            key: 'before',
            head: <PlaceLink to={`/discrepancies/runs/${drift.runId}`}>{t('before')}</PlaceLink>,
            isNumber: true,
            cell: ({ before }) => before,
          },
          { key: 'now', head: t('now'), isNumber: true, cell: ({ now }) => now },
        ]}
      />
    </Card>
  );
}
