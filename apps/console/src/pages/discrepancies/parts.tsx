import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../kit/page-head.js';
import { Tabs } from '../../kit/tabs.js';

const PARTS = ['list', 'repairs', 'incidents', 'runs', 'drift'] as const;
export type PartName = (typeof PARTS)[number];
const placeOf = (part: PartName): string => (part === 'list' ? '/discrepancies' : `/discrepancies/${part}`);

interface PartsProps {
  readonly here: PartName;
  /** What one can do here. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** One of the lists about discrepancies, and the way to the others. */
export function Parts({ here, acts, children }: PartsProps) {
  const { t } = useTranslation('discrepancies');
  const tabs = PARTS.map((part) => ({ to: placeOf(part), label: t(part), isHere: part === here }));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('hint')}>
        {acts}
      </PageHead>
      <Tabs label={t('parts')} tabs={tabs} />
      {children}
    </div>
  );
}
