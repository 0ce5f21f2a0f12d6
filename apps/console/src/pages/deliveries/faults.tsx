import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../api/deliveries.js';
import { Card } from '../../kit/card.js';
import { faultWords } from '../../kit/problem-words.js';
import { Table } from '../../kit/table.js';

type Fault = DeliveryDetail['faults'][number];

/** Why a delivery was refused, field by field, as its sender was told. */
export function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  const { t, i18n } = useTranslation('deliveries');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <Card title={t('faults')}>
      <Table
        caption={t('faults')}
        rows={faults}
        keyOf={({ field, message }) => `${field} ${message}`}
        columns={[
          {
            ...{ key: 'field', head: t('field'), isRowHead: true },
            cell: ({ field }) => (field === '' ? t('wholeBody') : <code className="break-all">{field}</code>),
          },
          { key: 'fault', head: t('fault'), cell: (fault) => faultWords(fault, language) },
        ]}
      />
    </Card>
  );
}
