import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mapValue, type UnmappedValue } from '../../api/account.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Refused } from '../../kit/refused.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { useSettingWords } from '../accounts/setting-words.js';
import type { Shown } from './shown.js';

/** Words of the vendor that nobody has said the meaning of; orders with them wait in a state of their own. */
export function UnmappedValues({ account, connector }: Shown) {
  const { t } = useTranslation('account');
  return (
    <Card title={t('valuesTitle')} hint={t('valuesHint')}>
      <ul className="divide-y divide-line">
        {account.unmappedValues.map((value) => (
          <Value
            key={`${value.field} ${value.value}`}
            account={account}
            connector={connector}
            value={value}
          />
        ))}
      </ul>
    </Card>
  );
}

function Value({ account, connector, value }: Shown & { readonly value: UnmappedValue }) {
  const { t } = useTranslation('account');
  const words = useSettingWords();
  const queries = useQueryClient();
  const [state, choose] = useState('');
  const mapping = useMutation({
    mutationFn: () => mapValue(account.id, { field: value.field, value: value.value, state }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
  const setting = connector.fields.find(({ name }) => name === value.setting);
  const label = t('meaningOf', { value: value.value });
  const choices = value.states.map((one) => ({
    value: one,
    label: setting === undefined ? one : words.word(setting, one),
  }));
  return (
    <li className="grid gap-2 px-4 py-3">
      <p>
        <code>{value.field}</code> = <strong>{value.value}</strong>{' '}
        <PlaceLink to={`/orders/${value.newestOrderId}`}>
          {t('ordersHaveIt', { count: value.count })}
        </PlaceLink>
      </p>
      {value.mappedTo !== null ? (
        <p className="text-muted">{t('beingMapped')}</p>
      ) : (
        <May of={mapValue}>
          <div className="flex flex-wrap items-end gap-2">
            <Select
              label={label}
              value={state}
              choices={[{ value: '', label: t('chooseMeaning') }, ...choices]}
              onChange={choose}
            />
            <Button disabled={state === '' || mapping.isPending} onClick={() => mapping.mutate()}>
              {t('mapIt')}
            </Button>
          </div>
        </May>
      )}
      <Refused error={mapping.error} />
    </li>
  );
}
