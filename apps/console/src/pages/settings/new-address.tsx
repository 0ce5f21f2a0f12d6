import { ADDRESS_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import { createAlarmAddress, type NewAlarmAddress } from '../../api/settings.js';
import { May } from '../../kit/may.js';
import { useChoices } from '../../kit/choices.js';
import { Card } from '../../kit/card.js';
import { Select } from '../../kit/select.js';
import {
  type AddressTyped,
  ChooseKinds,
  ChooseLanguage,
  type Kind,
  quietOf,
  useAddressFields,
} from './address-fields.js';
import { SimpleForm } from './simple-form.js';

const EMPTY: AddressTyped = {
  ...{ name: '', url: '', secret: '', prefix: '', quietFrom: '', quietTo: '' },
};

/** Another place that hears of alarms. */
export function NewAddress({ shown }: { readonly shown: (secret: string | null) => void }) {
  const { t, i18n } = useTranslation('settings');
  const choices = useChoices();
  const timeZone = useZone();
  const [kind, chooseKind] = useState<Kind>('wecom');
  const [language, chooseLanguage] = useState<'zh' | 'en'>(i18n.language === 'en' ? 'en' : 'zh');
  const [kinds, chooseKinds] = useState<readonly string[]>([]);
  const save = ({ name, url, secret, prefix, ...typed }: AddressTyped) =>
    createAlarmAddress({
      ...{ kind, language, name, url, kinds: kinds as NewAlarmAddress['kinds'] },
      ...(secret === '' ? {} : { secret }),
      ...(prefix === '' ? {} : { prefix }),
      quiet: quietOf({ name, url, secret, prefix, ...typed }, timeZone),
    });
  return (
    <May of={createAlarmAddress}>
      <Card title={t('newAddress')}>
        <div className="flex flex-wrap gap-4 px-4 pt-4">
          <Select
            label={t('addressKind')}
            value={kind}
            choices={choices(ADDRESS_KIND_TEXTS)}
            onChange={(value) => chooseKind(value as Kind)}
          />
          <ChooseLanguage language={language} choose={chooseLanguage} />
        </div>
        <SimpleForm
          of={createAlarmAddress}
          fields={useAddressFields({ kind, zone: timeZone, isSaved: false })}
          begin={EMPTY}
          save={save}
          saved={({ secret }) => shown(secret)}
          label={t('addAddress')}
        >
          <ChooseKinds kinds={kinds} choose={chooseKinds} />
        </SimpleForm>
      </Card>
    </May>
  );
}
