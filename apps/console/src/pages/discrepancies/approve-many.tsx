import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discrepancy } from '../../api/discrepancies.js';
import { bulkOf, type Meant } from '../../api/many-discrepancies.js';
import { useBoth } from '../../kit/both.js';
import { BulkButton } from '../../kit/bulk-button.js';
import { Select } from '../../kit/select.js';
import type { Chosen } from './chosen.js';
import { kindText } from './repair-words.js';
import { Sample } from './sample.js';
import { StopToName } from './stop-to-name.js';

interface ApproveManyProps {
  readonly chosen: Chosen;
  /** Which of them, where all that match are meant. */
  readonly open: Meant;
}

/** Approves one kind of repair of all that are chosen and offer it. */
export function ApproveMany({ chosen, open }: ApproveManyProps) {
  const { t } = useTranslation('many');
  const both = useBoth();
  const offering = chosen.all.filter(({ state }) => state === 'open');
  const kinds = [...new Set(offering.flatMap(({ repairs }) => repairs.map(({ kind }) => kind)))];
  const [picked, setPicked] = useState<string>();
  const kind = kinds.find((one) => one === picked) ?? kinds[0];
  const meant = kind === undefined ? [] : offering.filter((one) => offersOnce(one, kind));
  const those = chosen.isEverything ? open : { ids: meant.map(({ id }) => id) };
  return (
    <BulkButton
      label={t('approve')}
      disabled={chosen.all.length === 0}
      asked={meant.length === 0 ? undefined : bulkOf('approve', those, { repair: kind })}
      done={chosen.clear}
    >
      {kind === undefined ? (
        <p>{t('offersNone')}</p>
      ) : (
        <>
          <Select
            label={t('kind')}
            value={kind}
            choices={kinds.map((value) => ({ value, label: both(kindText(value)) }))}
            onChange={setPicked}
          />
          <p>{t('offering', { count: meant.length, of: chosen.all.length })}</p>
          <Sample meant={meant} />
          <StopToName count={meant.length} />
        </>
      )}
    </BulkButton>
  );
}

/** Where several of a kind are offered, which of them is chosen on the page of the discrepancy. */
const offersOnce = ({ repairs }: Discrepancy, kind: string): boolean =>
  repairs.filter((offer) => offer.kind === kind).length === 1;
