import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SUBMISSION_ERROR_TEXTS, SUBMISSION_OUTCOME_TEXTS } from '#admin-contract/error-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import { SUBMISSION_CAUSE_TEXTS } from '#admin-contract/kind-texts.js';
import { SUBMISSION_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { Loading } from '../../kit/loading.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';
import { type HourPlace, type Submission, useSubmission, useSubmissions } from './hour.js';
import { SUBMISSION_TONES } from './submission-tones.js';

/** What was reported of the hour, and what the vendor has answered. */
export function Submissions({ place }: { readonly place: HourPlace }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const list = useSubmissions(place);
  const columns: readonly Column<Submission>[] = [
    {
      key: 'state',
      head: t('state'),
      isRowHead: true,
      cell: (submission) => <State submission={submission} />,
    },
    { key: 'cause', head: t('cause'), cell: ({ cause }) => both(SUBMISSION_CAUSE_TEXTS[cause]) },
    { key: 'revision', head: t('revisions'), cell: ({ revision }) => t('revision', { number: revision }) },
    { key: 'cover', head: t('cover'), cell: ({ cover }) => t(cover ? 'cover' : 'first') },
    { key: 'total', head: t('total'), isNumber: true, cell: ({ totalFen }) => <Money fen={totalFen} /> },
    { key: 'made', head: t('made'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { key: 'answer', head: t('answer'), cell: (submission) => <Answer submission={submission} /> },
  ];
  return (
    <Card title={t('submissions')} hint={t('submissionsHint')}>
      <ListStates list={list} empty={t('noSubmissions')} clear={undefined}>
        <Table
          caption={t('submissions')}
          columns={columns}
          rows={list.data?.items ?? []}
          keyOf={({ id }) => id}
        />
      </ListStates>
    </Card>
  );
}

function State({ submission: { state } }: { readonly submission: Submission }) {
  const both = useBoth();
  return <Badge tone={SUBMISSION_TONES[state]}>{both(SUBMISSION_STATE_TEXTS[state])}</Badge>;
}

function Answer({ submission }: { readonly submission: Submission }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const [isOpen, setOpen] = useState(false);
  const { receipt, advice, errorCode, errorMessage, attempts } = submission;
  return (
    <div className="grid max-w-md min-w-48 justify-items-start gap-1">
      {receipt !== null && (
        <p>
          {receipt.message} <span className="text-muted">{receipt.vendorCode}</span>
        </p>
      )}
      {receipt === null && errorCode !== null && (
        <p className="text-bad">{both(wordOf(SUBMISSION_ERROR_TEXTS, errorCode))}</p>
      )}
      {receipt === null && errorMessage !== null && (
        <p className="text-sm text-muted" lang="en">
          {errorMessage}
        </p>
      )}
      {advice !== null && <p className="text-sm text-muted">{both(advice)}</p>}
      {attempts > 0 && (
        <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('close') : t('attempts', { count: attempts })}
        </Button>
      )}
      {isOpen && <Attempts id={submission.id} />}
    </div>
  );
}

/** Every call that was made for a report, and its outcome. */
function Attempts({ id }: { readonly id: string }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const { data, error, refetch } = useSubmission(id);
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} again={() => void refetch()} />;
  return (
    <ol className="list-decimal pl-5 text-sm">
      {data.attemptsMade.map(({ id: attempt, startedAt, outcome, vendorCode, message }) => (
        <li key={attempt}>
          <Instant at={startedAt} />{' '}
          {[
            outcome === null ? t('noOutcome') : both(wordOf(SUBMISSION_OUTCOME_TEXTS, outcome)),
            vendorCode,
            message,
          ]
            .filter(Boolean)
            .join(' · ')}
        </li>
      ))}
    </ol>
  );
}
