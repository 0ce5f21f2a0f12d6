import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import { createStore } from '../../api/settings.js';
import { May } from '../../kit/may.js';
import { Card } from '../../kit/card.js';
import { SimpleForm } from './simple-form.js';

/** @param moving recorded orders that name the store's code go to it by a job of this id */
export function NewStore({ moving }: { readonly moving: (jobId: string) => void }) {
  const { t } = useTranslation('settings');
  const zone = useZone();
  return (
    <May of={createStore}>
      <Card title={t('newStore')}>
        <SimpleForm
          of={createStore}
          fields={[
            { name: 'code', label: t('storeCode'), hint: t('storeCodeHint') },
            { name: 'name', label: t('storeName') },
            { name: 'timeZone', label: t('timeZone'), hint: t('timeZoneHint') },
            {
              name: 'businessDayStart',
              label: t('businessDayStart'),
              hint: t('businessDayHint'),
              type: 'time',
            },
          ]}
          begin={{ code: '', name: '', timeZone: zone, businessDayStart: '00:00' }}
          save={createStore}
          saved={(made) => 'jobId' in made && moving(made.jobId)}
          label={t('makeStore')}
        />
      </Card>
    </May>
  );
}
