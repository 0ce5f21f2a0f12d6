import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EXPORT_BY_TEXTS } from '#admin-contract/choice-texts.js';
import { useStores } from '../../api/stores.js';
import { queryOf } from '../../api/use-list.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { DayField } from '../../kit/day-field.js';
import { Dialog } from '../../kit/dialog.js';
import { Select } from '../../kit/select.js';
import { type DaySpan, type Period, PERIODS, spanOf } from './export-periods.js';

type By = keyof typeof EXPORT_BY_TEXTS;
const BYS = Object.keys(EXPORT_BY_TEXTS) as readonly By[];

/** Writes hourly sales of a time as a file for finance. */
export function Export({ today }: { readonly today: string }) {
  const { t } = useTranslation('sales');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('export')}</Button>
      <Dialog title={t('exportTitle')} isOpen={isOpen} close={() => setOpen(false)}>
        <ExportForm today={today} />
      </Dialog>
    </>
  );
}

function ExportForm({ today }: { readonly today: string }) {
  const { t } = useTranslation('sales');
  const both = useBoth();
  const stores = useStores().data ?? [];
  const [period, setPeriod] = useState<Period>('lastMonth');
  const [own, setOwn] = useState<DaySpan>(() => spanOf('lastMonth', today));
  const [by, setBy] = useState<By>('day');
  const [storeId, setStoreId] = useState('');
  const span = period === 'ownPeriod' ? own : spanOf(period, today);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4">
        <Select
          label={t('period')}
          value={period}
          choices={PERIODS.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => setPeriod(PERIODS.find((one) => one === value) ?? 'lastMonth')}
        />
        <Select
          label={t('by')}
          value={by}
          choices={BYS.map((value) => ({ value, label: both(EXPORT_BY_TEXTS[value]) }))}
          onChange={(value) => setBy(BYS.find((one) => one === value) ?? 'day')}
        />
        <Select
          label={t('whichStore')}
          value={storeId}
          choices={[
            { value: '', label: t('everyStore') },
            ...stores.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setStoreId}
        />
      </div>
      {period === 'ownPeriod' && (
        <div className="flex flex-wrap gap-4">
          <DayField
            label={t('from')}
            value={own.fromDay}
            onChange={(fromDay) => setOwn({ ...own, fromDay })}
          />
          <DayField label={t('to')} value={own.toDay} onChange={(toDay) => setOwn({ ...own, toDay })} />
        </div>
      )}
      <p>{t('byBusinessDay', { from: span.fromDay, to: span.toDay })}</p>
      <p className="text-sm text-muted">{t('exportHint')}</p>
      <Download by={by} span={span} storeId={storeId} />
    </div>
  );
}

interface DownloadProps {
  readonly by: By;
  readonly span: DaySpan;
  readonly storeId: string;
}

function Download({ by, span, storeId }: DownloadProps) {
  const { t } = useTranslation('sales');
  const { fromDay, toDay } = span;
  if (fromDay === '' || toDay === '' || fromDay > toDay)
    return (
      <p role="alert" className="font-medium text-bad">
        {t('endsBefore')}
      </p>
    );
  const query = queryOf({ by, fromDay, toDay, storeId: storeId === '' ? undefined : storeId });
  return (
    <a
      href={`/api/v1/sales/export?${query}`}
      download={`sales-${fromDay}-${toDay}.csv`}
      className="inline-flex min-h-9 items-center justify-self-end rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink hover:opacity-90"
    >
      {t('download')}
    </a>
  );
}
