import { useTranslation } from 'react-i18next';
import { useAccounts } from '../../api/accounts.js';
import { addTexts } from '../../i18n/texts.js';
import { PageHead } from '../../kit/page-head.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { Backfills } from './backfills.js';
import { coverage as texts } from './coverage.texts.js';
import { FailedWindows } from './failed-windows.js';
import { OtherWork } from './other-work.js';
import { Streams } from './streams.js';

addTexts('coverage', texts);

/** Whether every order of every source has been read, and what is missing. */
export function CoveragePage() {
  const { t } = useTranslation('coverage');
  const accounts = useAccounts().data ?? [];
  const { values, set, clear } = useFilters(['accountId']);
  const { accountId } = values;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('hint')}>
        <Select
          label={t('account')}
          value={accountId ?? ''}
          choices={[
            { value: '', label: t('allAccounts') },
            ...accounts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(chosen) => set({ accountId: chosen })}
        />
      </PageHead>
      <Streams accountId={accountId} clear={clear} />
      <FailedWindows accountId={accountId} />
      <Backfills accountId={accountId} />
      <OtherWork />
    </div>
  );
}
