import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import { type AlarmAddress, changeAlarmAddress, type NewAlarmAddress } from '../../api/settings.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Dialog } from '../../kit/dialog.js';
import {
  type AddressTyped,
  ChooseKinds,
  ChooseLanguage,
  quietOf,
  useAddressFields,
} from './address-fields.js';
import { SimpleForm } from './simple-form.js';

/** What an address is called, where it is, and when it hears of what; it stays the same one, with what waits for it. */
export function EditAddress({ address }: { readonly address: AlarmAddress }) {
  const { t } = useTranslation('settings');
  const [isOpen, open] = useState(false);
  return (
    <May of={changeAlarmAddress}>
      <Button onClick={() => open(true)}>{t('editAddress')}</Button>
      <Dialog title={t('editAddressOf', { name: address.name })} isOpen={isOpen} close={() => open(false)}>
        <EditForm address={address} close={() => open(false)} />
      </Dialog>
    </May>
  );
}

interface EditFormProps {
  readonly address: AlarmAddress;
  readonly close: () => void;
}

function EditForm({ address, close }: EditFormProps) {
  const { t } = useTranslation('settings');
  const hubs = useZone();
  const zone = address.quiet?.timeZone ?? hubs;
  const [language, chooseLanguage] = useState(address.language);
  const [kinds, chooseKinds] = useState<readonly string[]>(address.kinds);
  const save = (typed: AddressTyped) => {
    const { name, url, secret, prefix } = typed;
    return changeAlarmAddress(address, {
      ...{ name, language, kinds: kinds as NewAlarmAddress['kinds'], quiet: quietOf(typed, zone) },
      ...(url === '' ? {} : { url }),
      ...(secret === '' ? {} : { secret }),
      prefix: prefix === '' ? null : prefix,
    });
  };
  return (
    <SimpleForm
      of={changeAlarmAddress}
      fields={useAddressFields({ kind: address.kind, zone, isSaved: true })}
      begin={typedOf(address)}
      save={save}
      saved={close}
      label={t('save')}
    >
      <div className="md:col-span-2">
        <ChooseLanguage language={language} choose={chooseLanguage} />
      </div>
      <ChooseKinds kinds={kinds} choose={chooseKinds} />
    </SimpleForm>
  );
}

/** Its URL and its secret are never shown. */
const typedOf = ({ name, prefix, quiet }: AlarmAddress): AddressTyped => ({
  ...{ name, url: '', secret: '', prefix: prefix ?? '' },
  ...{ quietFrom: quiet?.from ?? '', quietTo: quiet?.to ?? '' },
});
