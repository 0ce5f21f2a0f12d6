import { useTranslation } from 'react-i18next';
import { comment } from '../../api/discrepancies.js';
import { bulkOf, commentMany, type ListFilter, type Meant } from '../../api/many-discrepancies.js';
import { BulkButton } from '../../kit/bulk-button.js';
import type { Chosen } from './chosen.js';
import { ApproveMany } from './approve-many.js';
import { AssignMany } from './assign-many.js';
import { ManyButton } from './many-button.js';
import { Sample } from './sample.js';
import type { Told } from './told.js';

interface ManyActsProps {
  readonly chosen: Chosen;
  /** What the list is narrowed to; without a state: of any. */
  readonly filter: ListFilter;
  readonly tell: (told: Told) => void;
}

/** The states that what was judged is in. */
const JUDGED = 'dismissed,accepted';

/** What can be done with all that are chosen; off while nothing is. */
export function ManyActs({ chosen, filter, tell }: ManyActsProps) {
  const { t } = useTranslation('many');
  const { t: d } = useTranslation('discrepancies');
  const { state } = filter;
  const ids = chosen.all.map(({ id }) => id);
  const count = ids.length;
  const shared = { chosen, tell };
  const open = meantBy(chosen, { ...filter, state: state ?? 'open' });
  return (
    <div role="group" aria-label={t('acts')} className="flex flex-wrap gap-2">
      {(state === undefined || state === 'open') && (
        <>
          <ApproveMany chosen={chosen} open={open} />
          <Judge act="dismiss" chosen={chosen} meant={open} />
          <Judge act="accept" chosen={chosen} meant={open} />
        </>
      )}
      {state !== 'open' && state !== 'closed' && (
        <Judge act="reopen" chosen={chosen} meant={meantBy(chosen, { ...filter, state: state ?? JUDGED })} />
      )}
      {state !== 'closed' && <AssignMany {...shared} />}
      <ManyButton
        of={comment}
        {...shared}
        label={d('comment')}
        title={t('commentMany', { count })}
        reasonLabel={d('commentLabel')}
        act={(text, progress) => commentMany(ids, text, progress)}
      />
    </div>
  );
}

const meantBy = ({ isEverything, all }: Chosen, filter: ListFilter): Meant =>
  isEverything ? { filter } : { ids: all.map(({ id }) => id) };

const MEANS = { dismiss: 'dismissMeans', accept: 'acceptMeans', reopen: 'reopenMeans' } as const;

interface JudgeProps {
  readonly act: keyof typeof MEANS;
  readonly chosen: Chosen;
  readonly meant: Meant;
}

function Judge({ act, chosen, meant }: JudgeProps) {
  const { t } = useTranslation('discrepancies');
  return (
    <BulkButton
      label={t(act)}
      disabled={chosen.all.length === 0}
      asked={bulkOf(act, meant)}
      done={chosen.clear}
    >
      <p>{t(MEANS[act])}</p>
      <Sample meant={chosen.all} />
    </BulkButton>
  );
}
