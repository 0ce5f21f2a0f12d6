import { LANGUAGE_TEXTS } from '#admin-contract/choice-texts.js';
import { ALARM_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { useTranslation } from 'react-i18next';
import type { AlarmAddress, NewAlarmAddress } from '../../api/settings.js';
import { useBoth } from '../../kit/both.js';
import { useChoices } from '../../kit/choices.js';
import { Select } from '../../kit/select.js';
import type { Typed } from './simple-form.js';

export type Kind = NewAlarmAddress['kind'];
type Language = NonNullable<NewAlarmAddress['language']>;
export type AddressField = 'name' | 'url' | 'secret' | 'prefix' | 'quietFrom' | 'quietTo';
export type AddressTyped = Readonly<Record<AddressField, string>>;

type Quiet = AlarmAddress['quiet'];

/** Neither of both times: it is never quiet. */
export const quietOf = ({ quietFrom: from, quietTo: to }: AddressTyped, timeZone: string): Quiet =>
  from === '' && to === '' ? null : { from, to, timeZone };

interface AddressFieldsOf {
  readonly kind: Kind;
  /** Of the quiet times. IANA. */
  readonly zone: string;
  /** What the hub has and never shows: left empty, it stays. */
  readonly isSaved: boolean;
}

/** What is typed of an address. A webhook wants no word in its texts; one of the robots signs nothing. */
export function useAddressFields({ kind, zone, isSaved }: AddressFieldsOf): readonly Typed<AddressField>[] {
  const { t } = useTranslation('settings');
  const secret: Typed<AddressField> = {
    name: 'secret',
    label: t('secret'),
    hint: isSaved ? t('leftAsItIs') : kind === 'webhook' ? t('secretMade') : t('secretOfRobot'),
    type: 'password',
  };
  return [
    { name: 'name', label: t('addressName'), hint: t('addressNameHint') },
    { name: 'url', label: t('url'), hint: isSaved ? t('leftAsItIs') : t('urlHint'), type: 'password' },
    ...(kind === 'wecom' ? [] : [secret]),
    ...(kind === 'webhook' ? [] : [{ name: 'prefix', label: t('prefix'), hint: t('prefixHint') } as const]),
    { name: 'quietFrom', label: t('quietFrom', { zone }), hint: t('quietHint'), type: 'time' },
    { name: 'quietTo', label: t('quietTo', { zone }), type: 'time' },
  ];
}

interface ChooseLanguageProps {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

/** In which its messages are written. */
export function ChooseLanguage({ language, choose }: ChooseLanguageProps) {
  const { t } = useTranslation('settings');
  const choices = useChoices();
  return (
    <Select
      label={t('language')}
      value={language}
      choices={choices(LANGUAGE_TEXTS)}
      onChange={(value) => choose(value as Language)}
    />
  );
}

type Kinds = readonly string[];

interface ChooseKindsProps {
  readonly kinds: Kinds;
  readonly choose: (kinds: Kinds) => void;
}

/** Of which kinds of alarm it hears; none is chosen: of all. */
export function ChooseKinds({ kinds, choose }: ChooseKindsProps) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  return (
    <fieldset className="grid gap-1 md:col-span-2">
      <legend className="font-medium">{t('alarmKinds')}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {Object.entries(ALARM_KIND_TEXTS).map(([kind, text]) => (
          <label key={kind} className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={kinds.includes(kind)}
              onChange={({ target }) =>
                choose(target.checked ? [...kinds, kind] : kinds.filter((other) => other !== kind))
              }
            />
            {both(text)}
          </label>
        ))}
      </div>
      <p className="text-sm text-muted">{t('alarmKindsHint')}</p>
    </fieldset>
  );
}
