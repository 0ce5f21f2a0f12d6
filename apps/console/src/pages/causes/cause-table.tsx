import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { causeAdvice } from '#admin-contract/cause-advice.js';
import { useNames } from '../../api/names.js';
import { queryOf } from '../../api/use-list.js';
import { addTexts } from '../../i18n/texts.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';
import { causes as texts } from './causes.texts.js';

addTexts('causes', texts);

export interface CauseRow {
  readonly state: string;
  readonly accountId: string;
  readonly errorCode: string;
  readonly text: Both | null;
  readonly message: string | null;
  readonly count: number;
  readonly isMore: boolean;
  readonly since: string;
  readonly lastAt: string;
}

interface CauseTableProps<Cause extends CauseRow> {
  readonly kind: 'delivery' | 'dispatch';
  /** Where the list is: each number leads to what is behind it. */
  readonly list: string;
  readonly caption: string;
  readonly causes: readonly Cause[];
  readonly states: Readonly<Record<Cause['state'], Both>>;
  readonly tones: Readonly<Record<Cause['state'], Tone>>;
  readonly act: (cause: Cause) => ReactNode;
}

/** What failed, a row for each cause: why, how many, since when, what to do, and to do it. */
export function CauseTable<Cause extends CauseRow>(props: CauseTableProps<Cause>) {
  const { kind, list, caption, causes, states, tones, act } = props;
  const { t } = useTranslation('causes');
  const both = useBoth();
  const names = useNames();
  const behind = ({ state, accountId, errorCode }: Cause) =>
    `${list}?${queryOf({ state, accountId, errorCode })}`;
  return (
    <Table
      caption={caption}
      rows={causes}
      keyOf={({ state, accountId, errorCode }) => [state, accountId, errorCode].join(' ')}
      columns={[
        {
          ...{ key: 'cause', head: t('cause'), isRowHead: true },
          cell: (cause) => <Why kind={kind} cause={cause} />,
        },
        {
          ...{ key: 'count', head: t('count'), isNumber: true },
          cell: (cause) => (
            <PlaceLink to={behind(cause)}>
              {cause.isMore ? t('more', { count: cause.count }) : cause.count}
            </PlaceLink>
          ),
        },
        {
          ...{ key: 'state', head: t('state') },
          cell: ({ state }) => (
            <span className="block min-w-24">
              <Badge tone={tones[state as Cause['state']]}>{both(states[state as Cause['state']])}</Badge>
            </span>
          ),
        },
        { key: 'account', head: t('account'), cell: ({ accountId }) => names.account(accountId) },
        { key: 'since', head: t('since'), cell: ({ since }) => <Instant at={since} /> },
        { key: 'last', head: t('last'), cell: ({ lastAt }) => <Instant at={lastAt} /> },
        { key: 'act', head: t('act'), cell: (cause) => <div className="min-w-28">{act(cause)}</div> },
      ]}
    />
  );
}

function Why({ kind, cause }: { readonly kind: 'delivery' | 'dispatch'; readonly cause: CauseRow }) {
  const both = useBoth();
  const { errorCode, text, message } = cause;
  const advice = causeAdvice(kind, errorCode);
  return (
    <div className="grid max-w-xl min-w-56 gap-0.5">
      <span>{text === null ? errorCode : both(text)}</span>
      {advice !== undefined && <span className="font-normal">{both(advice)}</span>}
      {message !== null && (
        <span className="text-sm font-normal break-words text-muted" lang="en">
          {message}
        </span>
      )}
    </div>
  );
}
