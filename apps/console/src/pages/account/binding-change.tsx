import { useTranslation } from 'react-i18next';
import type { BindingChange } from '../../api/bindings.js';
import { useNames } from '../../api/names.js';
import { Button } from '../../kit/button.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';

interface BindingChangeToldProps {
  readonly change: BindingChange;
  readonly confirm: () => void;
  readonly leave: () => void;
  readonly isBusy: boolean;
}

type Hour = BindingChange['hours'][number];
/** What fits a look; the sum of all is said above. */
const MOST = 50;

/** What a change of what was bound before would do, before it is done. */
export function BindingChangeTold({ change, confirm, leave, isBusy }: BindingChangeToldProps) {
  const { t } = useTranslation('account');
  const names = useNames();
  const { closes, reopens, orders, hours, moreHours } = change;
  const columns: readonly Column<Hour>[] = [
    { key: 'store', head: t('ourStore'), isRowHead: true, cell: ({ storeId }) => names.store(storeId) },
    {
      key: 'hour',
      head: t('hour'),
      cell: ({ storeId, hourStart }) => <Instant at={hourStart} zone={names.zoneOf(storeId)} />,
    },
    { key: 'orders', head: t('gainOrders'), isNumber: true, cell: (hour) => signed(hour.orders) },
    { key: 'sales', head: t('gainSales'), isNumber: true, cell: ({ saleFen }) => <Money fen={saleFen} /> },
  ];
  return (
    <section aria-label={t('wouldDo')} className="grid gap-3 border-t border-line bg-warn-soft p-4">
      <h3 className="font-semibold text-warn">{t('wouldDo')}</h3>
      <ul className="list-disc pl-5">
        {closes !== null && <li>{t('wouldClose')}</li>}
        {reopens !== null && <li>{t('wouldReopen')}</li>}
        <li>{t('wouldMove', { orders, hours: hours.length + moreHours })}</li>
      </ul>
      {hours.length > 0 && (
        <div className="rounded-md bg-surface">
          <Table
            caption={t('wouldDo')}
            columns={columns}
            rows={hours.slice(0, MOST)}
            keyOf={({ storeId, hourStart }) => `${storeId} ${hourStart}`}
          />
        </div>
      )}
      {hours.length + moreHours > MOST && <p>{t('moreHours', { count: hours.length + moreHours - MOST })}</p>}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={isBusy} onClick={confirm}>
          {t('doIt')}
        </Button>
        <Button onClick={leave}>{t('leaveIt')}</Button>
      </div>
    </section>
  );
}

const signed = (count: number): string => (count > 0 ? `+${String(count)}` : String(count).replace('-', '−'));
