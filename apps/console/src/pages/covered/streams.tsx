import { useTranslation } from 'react-i18next';
import { type Stream, useCoverage } from '../../api/coverage.js';
import { useNames } from '../../api/names.js';
import { Age } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { type Column, Table } from '../../kit/table.js';
import { useFilters } from '../../kit/use-filters.js';
import { Gaps } from './gaps.js';
import { StreamBar } from './stream-bar.js';

const HOURS = ['6', '24', '168', '720'] as const;
const USUAL = '24';
const HOUR_MS = 3_600_000;

interface StreamsProps {
  readonly accountId: string | undefined;
  readonly clear: (() => void) | undefined;
}

/** Each source with a bar of the time that has been read. */
export function Streams({ accountId, clear }: StreamsProps) {
  const { t } = useTranslation('coverage');
  const coverage = useCoverage();
  const isWanted = (stream: Stream) => accountId === undefined || stream.accountId === accountId;
  const items = coverage.data?.items.filter(isWanted) ?? [];
  const read = { ...coverage, data: coverage.data === undefined ? undefined : { items } };
  const { values, set } = useFilters(['hours']);
  const hours = HOURS.find((one) => one === values.hours) ?? USUAL;
  const to = coverage.data?.asOf ?? 0;
  return (
    <Card title={t('streamsTitle')} hint={t('legend')}>
      <div className="px-4 py-3">
        <Select
          label={t('shownTime')}
          value={hours}
          choices={HOURS.map((value) => ({ value, label: t(`last_${value}`) }))}
          onChange={(chosen) => set({ hours: chosen === USUAL ? undefined : chosen })}
        />
      </div>
      <ListStates list={read} empty={t('streamsEmpty')} clear={accountId === undefined ? undefined : clear}>
        <StreamTable streams={items} from={to - Number(hours) * HOUR_MS} to={to} />
      </ListStates>
    </Card>
  );
}

interface StreamTableProps {
  readonly streams: readonly Stream[];
  readonly from: number;
  readonly to: number;
}

function StreamTable({ streams, from, to }: StreamTableProps) {
  const { t } = useTranslation('coverage');
  const names = useNames();
  const columns: readonly Column<Stream>[] = [
    {
      key: 'stream',
      head: t('stream'),
      isRowHead: true,
      cell: ({ accountId, stream }) => (
        <>
          <PlaceLink to={`/accounts/${accountId}`}>{names.account(accountId)}</PlaceLink>
          <span className="block text-sm font-normal text-muted">{stream}</span>
        </>
      ),
    },
    { key: 'bar', head: t('bar'), cell: (stream) => <StreamBar stream={stream} from={from} to={to} /> },
    { key: 'until', head: t('readUntil'), cell: (stream) => <ReadUntil stream={stream} now={to} /> },
    { key: 'gaps', head: t('missing'), cell: (stream) => <Missing stream={stream} /> },
  ];
  return (
    <Table
      caption={t('streamsTitle')}
      columns={columns}
      rows={streams}
      keyOf={({ accountId, stream }) => `${accountId} ${stream}`}
    />
  );
}

function ReadUntil({ stream, now }: { readonly stream: Stream; readonly now: number }) {
  return (
    <>
      <Instant at={stream.completeTo} />
      <span className="block text-sm text-muted">
        <Age ms={now - Date.parse(stream.completeTo)} />
      </span>
    </>
  );
}

/** What is not read yet, and what stands in the way. */
function Missing({ stream }: { readonly stream: Stream }) {
  const { t } = useTranslation('coverage');
  const { gaps, failedWindows, soughtLegs, budget } = stream;
  const isShort = budget !== null && budget.callsNeeded > budget.callsAllowed;
  if (gaps.length === 0 && soughtLegs === null && !isShort)
    return <Badge tone="good">{t('nothingMissing')}</Badge>;
  return (
    <div className="grid justify-items-start gap-1">
      {failedWindows > 0 && <Badge tone="bad">{t('failedCount', { count: failedWindows })}</Badge>}
      {gaps.length > 0 && <Gaps stream={stream} />}
      {soughtLegs !== null && <span>{t('sought', { count: soughtLegs.waiting })}</span>}
      {isShort && (
        <span className="text-bad">
          {t('callsShort', { needed: budget.callsNeeded, allowed: budget.callsAllowed })}
        </span>
      )}
    </div>
  );
}
