import { useTranslation } from 'react-i18next';
import type { RuleSetChange } from '../../api/settings.js';
import { Button } from '../../kit/button.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';

interface RulesTriedProps {
  readonly change: RuleSetChange;
  readonly zone: string;
  readonly isBusy: boolean;
  readonly state: () => void;
}

type Hour = RuleSetChange['largest'][number];

/** What a rule set would do, before it is stated. */
export function RulesTried({ change, zone, isBusy, state }: RulesTriedProps) {
  const { t } = useTranslation('settings');
  const { orders, hours, gain, largest, moreHours } = change;
  const columns: readonly Column<Hour>[] = [
    {
      key: 'hour',
      head: t('hour'),
      isRowHead: true,
      cell: ({ hourStart }) => <Instant at={hourStart} zone={zone} />,
    },
    { key: 'orders', head: t('gainOrders'), isNumber: true, cell: (hour) => hour.orders },
    { key: 'sales', head: t('gainSales'), isNumber: true, cell: ({ totalFen }) => <Money fen={totalFen} /> },
  ];
  return (
    <section aria-label={t('wouldDo')} className="grid gap-3 border-t border-line bg-warn-soft p-4">
      <h3 className="font-semibold text-warn">{t('wouldDo')}</h3>
      <p>
        {t('wouldChange', { orders, hours })} {t('inAll')} <Money fen={gain.totalFen} />
      </p>
      {largest.length > 0 && (
        <div className="rounded-md bg-surface">
          <Table
            caption={t('wouldDo')}
            columns={columns}
            rows={largest}
            keyOf={({ hourStart }) => hourStart}
          />
        </div>
      )}
      {moreHours > 0 && <p>{t('moreHours', { count: moreHours })}</p>}
      <p className="font-medium text-warn">{t('rulesStay')}</p>
      <Button look="primary" disabled={isBusy} onClick={state} className="justify-self-start">
        {t('stateRules')}
      </Button>
    </section>
  );
}
