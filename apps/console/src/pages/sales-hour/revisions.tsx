import { useTranslation } from 'react-i18next';
import { revisionWhyText } from '#admin-contract/revision-words.js';
import { SUBMISSION_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useSearchParams } from 'react-router';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';
import type { Revision } from './hour.js';
import { SUBMISSION_TONES } from './submission-tones.js';

/** Each figure that the hour ever had, why, and how it was reported. */
export function Revisions({ revisions }: { readonly revisions: readonly Revision[] }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const columns: readonly Column<Revision>[] = [
    {
      key: 'number',
      head: t('revisions'),
      isRowHead: true,
      cell: ({ revision }) => t('revision', { number: revision }),
    },
    { key: 'total', head: t('total'), isNumber: true, cell: ({ totalFen }) => <Money fen={totalFen} /> },
    { key: 'orders', head: t('orders'), isNumber: true, cell: ({ orders }) => orders },
    { key: 'at', head: t('derivedAt'), cell: ({ derivedAt }) => <Instant at={derivedAt} /> },
    {
      key: 'why',
      head: t('madeBy'),
      cell: ({ why }) => why.map((one) => both(revisionWhyText(one))).join(' · '),
    },
    { key: 'reported', head: t('reported'), cell: (revision) => <Reported revision={revision} /> },
    {
      key: 'changed',
      head: '',
      cell: ({ revision }) => revision > 1 && <ChangedButton revision={revision} />,
    },
  ];
  return (
    <Card title={t('revisions')} hint={t('revisionsHint')}>
      <Table
        caption={t('revisions')}
        columns={columns}
        rows={revisions}
        keyOf={({ revision }) => String(revision)}
      />
    </Card>
  );
}

function Reported({ revision: { submissions } }: { readonly revision: Revision }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  if (submissions.length === 0) return <span className="text-muted">{t('notReported')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {submissions.map(({ id, state, cover }) => (
        <Badge key={id} tone={SUBMISSION_TONES[state]}>
          {both(SUBMISSION_STATE_TEXTS[state])}
          {cover && ` · ${t('cover')}`}
        </Badge>
      ))}
    </span>
  );
}

/** Shows what a revision has changed, beneath. */
function ChangedButton({ revision }: { readonly revision: number }) {
  const { t } = useTranslation('salesHour');
  const [params, setParams] = useSearchParams();
  const isShown = params.get('compare') === String(revision);
  const toggle = () =>
    setParams((before) => {
      if (isShown) before.delete('compare');
      else before.set('compare', String(revision));
      return before;
    });
  return (
    <Button aria-pressed={isShown} onClick={toggle}>
      {t('whatChanged')}
    </Button>
  );
}
