import { FAULT_TEXTS } from '#admin-contract/error-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type AlarmAddress,
  changeAlarmAddress,
  removeAlarmAddress,
  testAlarmAddress,
} from '../../api/settings.js';
import { May } from '../../kit/may.js';
import { ActButton } from '../../kit/act-button.js';
import { Button } from '../../kit/button.js';
import { useBoth } from '../../kit/both.js';
import { useErrorWords } from '../../kit/error-words.js';
import { EditAddress } from './edit-address.js';

interface AddressActsProps {
  readonly address: AlarmAddress;
  /** A secret was made, and is shown this once. */
  readonly shown: (secret: string | null) => void;
}

/** What one can do with an address. */
export function AddressActs({ address, shown }: AddressActsProps) {
  const { t } = useTranslation('settings');
  const { id, kind, name, paused } = address;
  return (
    <div className="flex flex-wrap items-start gap-2">
      <TestAddress id={id} />
      <EditAddress address={address} />
      <ActButton
        of={changeAlarmAddress}
        key={String(paused)}
        title={paused ? t('resumeAddress') : t('pauseAddress')}
        act={() => changeAlarmAddress(address, { paused: !paused })}
      >
        <p>{paused ? t('resumeAddressMeans') : t('pauseAddressMeans')}</p>
      </ActButton>
      {kind === 'webhook' && (
        <ActButton
          of={changeAlarmAddress}
          title={t('newSecret')}
          irreversible={t('newSecretLost')}
          act={async () => shown((await changeAlarmAddress(address, { secret: null })).secret)}
        >
          <p>{t('newSecretMeans')}</p>
        </ActButton>
      )}
      <ActButton
        of={removeAlarmAddress}
        title={t('removeAddress')}
        irreversible={t('removeAddressLost')}
        act={() => removeAlarmAddress(address)}
      >
        <p>{t('removeAddressMeans', { name })}</p>
      </ActButton>
    </div>
  );
}

/** Sends a message there, and says what was answered. */
function TestAddress({ id }: { readonly id: string }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const words = useErrorWords();
  const testing = useMutation({ mutationFn: () => testAlarmAddress(id) });
  const { data, error } = testing;
  return (
    <div className="grid justify-items-start gap-1">
      <May of={testAlarmAddress}>
        <Button disabled={testing.isPending} onClick={() => testing.mutate()}>
          {testing.isPending ? t('testing') : t('test')}
        </Button>
      </May>
      <span role="status">
        {data !== undefined && (
          <span className={data.ok ? 'text-good' : 'text-bad'}>
            {data.ok
              ? t('testArrived')
              : t('testFailed', {
                  why: both(wordOf(FAULT_TEXTS, data.code ?? '')),
                  message: data.message ?? '',
                })}
          </span>
        )}
        {error !== null && <span className="text-bad">{words(error)}</span>}
      </span>
    </div>
  );
}
