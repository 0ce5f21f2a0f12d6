import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BULK_STATE_TEXTS } from '#admin-contract/bulk-texts.js';
import { type Bulk, type BulkItem, cancelBulk, useBulk, useBulkLeft } from '../api/bulks.js';
import { useMay } from '../api/may.js';
import { useBoth } from './both.js';
import { Button } from './button.js';
import { Failure } from './failure.js';
import { useFaultWords } from './error-words.js';
import { Loading } from './loading.js';
import { PlaceLink } from './place-link.js';
import { Refused } from './refused.js';

interface BulkProgressProps {
  readonly id: string;
  readonly close: () => void;
}

/** How far an act on many things is, what of it came to nothing, and to stop it. */
export function BulkProgress({ id, close }: BulkProgressProps) {
  const { t } = useTranslation();
  const both = useBoth();
  const read = useBulk(id);
  if (read.data === undefined)
    return read.error === null ? (
      <Loading />
    ) : (
      <Failure error={read.error} again={() => void read.refetch()} />
    );
  return (
    <div className="grid gap-4">
      <p>{both(read.data.words)}</p>
      <BulkSteps bulk={read.data} />
      <Left bulk={read.data} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <PlaceLink to={`/bulks/${id}`}>{t('bulkEach')}</PlaceLink>
        <StopBulk bulk={read.data} />
        <Button look="primary" onClick={close}>
          {t('close')}
        </Button>
      </div>
    </div>
  );
}

/** Only while it goes on. */
export function StopBulk({ bulk: { id, state } }: { readonly bulk: Bulk }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const stopping = useMutation({
    mutationFn: () => cancelBulk(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bulk'] }),
  });
  if (!useMay()(cancelBulk) || state !== 'running') return null;
  return (
    <>
      <Refused error={stopping.error} />
      <Button disabled={stopping.isPending} onClick={() => stopping.mutate()}>
        {t('bulkStop')}
      </Button>
    </>
  );
}

export function BulkSteps({ bulk }: { readonly bulk: Bulk }) {
  const { t } = useTranslation();
  const both = useBoth();
  const { state, total, done, failed, skipped, errorMessage } = bulk;
  const isGoing = state === 'running';
  const counts = { done, failed, skipped, count: total - done - failed - skipped };
  return (
    <>
      {isGoing && <p>{t('bulkGoesOn')}</p>}
      <progress
        className="w-full"
        max={Math.max(total, 1)}
        value={done + failed + skipped}
        aria-label={t('bulkProgress')}
      />
      <p role="status">
        {isGoing
          ? t('bulkSteps', counts)
          : t('bulkOver', { ...counts, state: both(BULK_STATE_TEXTS[state]) })}
      </p>
      {isGoing && errorMessage !== null && <p className="text-warn">{t('bulkWaits')}</p>}
    </>
  );
}

/** The first that came to nothing, and why. */
function Left({ bulk: { id, failed, skipped } }: { readonly bulk: Bulk }) {
  const words = useFaultWords();
  const left: readonly BulkItem[] = useBulkLeft(id, failed + skipped).data?.items ?? [];
  if (left.length === 0) return null;
  return (
    <ul className="list-disc pl-5 text-bad">
      {left.map((item) => (
        <li key={item.ordinal} className="break-words">
          {item.name ?? item.target.slice(0, 8)}: {words(item)}
        </li>
      ))}
    </ul>
  );
}
