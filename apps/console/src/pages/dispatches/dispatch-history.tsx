import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISPATCH_STEP_TEXTS, dispatchOutcomeText } from '#admin-contract/dispatch-step-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import type { DispatchDetail } from '../../api/commands.js';
import { useNames } from '../../api/names.js';
import { Button } from '../../kit/button.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Table } from '../../kit/table.js';

type Step = DispatchDetail['history'][number];

/** Everything that was sent and answered, and what people decided, in its order. */
export function DispatchHistory({ dispatch: { history, storeId } }: { readonly dispatch: DispatchDetail }) {
  const { t } = useTranslation('dispatches');
  const zone = useNames().zoneOf(storeId);
  return (
    <Card title={t('history')}>
      {history.length === 0 && <CardNote>{t('historyNone')}</CardNote>}
      {history.length > 0 && (
        <Table
          caption={t('history')}
          rows={history}
          keyOf={({ id }) => id}
          columns={[
            { key: 'step', head: t('step'), isRowHead: true, cell: (step) => <StepName step={step} /> },
            { key: 'outcome', head: t('outcome'), cell: (step) => <Outcome step={step} /> },
            {
              ...{ key: 'at', head: t('startedAt') },
              cell: ({ startedAt }) => <Instant at={startedAt} zone={zone} />,
            },
            { key: 'took', head: t('took'), isNumber: true, cell: (step) => <Took step={step} /> },
            { key: 'sent', head: t('sent'), cell: ({ request }) => <Sent request={request} /> },
          ]}
        />
      )}
    </Card>
  );
}

function StepName({ step: { step, request } }: { readonly step: Step }) {
  const both = useBoth();
  const { by, reason } = (request ?? {}) as { readonly by?: unknown; readonly reason?: unknown };
  const words = [by, reason].filter((word) => typeof word === 'string');
  return (
    <>
      {both(wordOf(DISPATCH_STEP_TEXTS, step))}
      {words.length > 0 && <span className="block text-sm font-normal text-muted">{words.join(' · ')}</span>}
    </>
  );
}

function Outcome({ step: { step, outcome, vendorCode, message } }: { readonly step: Step }) {
  const { t } = useTranslation('dispatches');
  const both = useBoth();
  if (outcome === null) return t('notKnown');
  const said = [vendorCode, message].filter((word) => word !== null);
  return (
    <div className="max-w-md">
      {both(dispatchOutcomeText(step, outcome))}
      {said.length > 0 && (
        <span className="block text-sm break-words text-muted" lang="en">
          {said.join(': ')}
        </span>
      )}
    </div>
  );
}

function Took({ step: { startedAt, finishedAt } }: { readonly step: Step }) {
  const { t } = useTranslation('dispatches');
  if (finishedAt === null) return '—';
  const ms = Date.parse(finishedAt) - Date.parse(startedAt);
  return t('seconds', { count: Math.round(ms / 100) / 10 });
}

/** Behind a click, personal fields masked. */
function Sent({ request }: { readonly request: unknown }) {
  const { t } = useTranslation('dispatches');
  const [isShown, setShown] = useState(false);
  if (request === null || request === undefined) return '—';
  return (
    <div className="grid justify-items-start gap-2">
      <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t(isShown ? 'hideSent' : 'showSent')}
      </Button>
      {isShown && (
        <pre
          className="max-h-96 max-w-xl overflow-auto rounded-md bg-raised p-2 text-sm"
          tabIndex={0}
          aria-label={t('sent')}
        >
          {JSON.stringify(request, null, 2)}
        </pre>
      )}
    </div>
  );
}
