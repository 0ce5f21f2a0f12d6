import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { repairPage } from '#admin-contract/repair.js';
import { useStoppedBrakes } from '../../api/brakes.js';
import { call } from '../../api/call.js';
import type { Repair } from '../../api/repairs.js';
import { Card, CardNote } from '../../kit/card.js';
import { RepairRow } from './repair-row.js';

const MOST_SHOWN = 20;

/** While automatic repairs are stopped: which of them wait for it. */
export function WaitingForBrake() {
  const { t } = useTranslation('repairs');
  const isStopped = (useStoppedBrakes().data ?? []).length > 0;
  const read = useQuery({
    queryKey: ['repair', 'brake'],
    queryFn: () =>
      call<z.input<typeof repairPage>>('GET', 'repairs?state=fetching,planned,approved&limit=200'),
    enabled: isStopped,
    meta: { hints: ['brake'] },
  });
  if (!isStopped || read.data === undefined) return null;
  const waiting = read.data.items.filter(({ why }: Repair) => why === 'brake');
  const isMore = read.data.nextCursor !== null;
  if (waiting.length === 0) return <CardNote>{t('brakeNone')}</CardNote>;
  return (
    <Card title={t(isMore ? 'brakeMore' : 'brakeTitle', { count: waiting.length })} hint={t('brakeHint')}>
      <ul className="divide-y divide-line">
        {waiting.slice(0, MOST_SHOWN).map((repair) => (
          <RepairRow key={repair.id} repair={repair} />
        ))}
      </ul>
    </Card>
  );
}
