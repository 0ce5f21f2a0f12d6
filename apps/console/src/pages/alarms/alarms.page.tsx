import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { ALARM_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useAlarms } from '../../api/alarms.js';
import { isSoundOn, keepSound, sound } from '../../app/sound.js';
import { addTexts } from '../../i18n/texts.js';
import { useChoices } from '../../kit/choices.js';
import { Button } from '../../kit/button.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { type Choice, Select } from '../../kit/select.js';
import { type Filters, useFilters } from '../../kit/use-filters.js';
import { AlarmItem } from './alarm-item.js';
import { alarms as texts } from './alarms.texts.js';
import { Repairs } from './repairs.js';

addTexts('alarms', texts);

/** What has not ended: what somebody looks for who comes because the phone rang. */
const STANDING = 'open,acknowledged';

/** What is wrong, and who sees to it. */
export function AlarmsPage() {
  const { t } = useTranslation('alarms');
  const filters = useFilters(['state', 'kind']);
  const { state, kind } = filters.values;
  const list = useAlarms(state === 'all' ? undefined : (state ?? STANDING), kind);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('lead')}>
        <SoundSwitch />
      </PageHead>
      <AlarmFilters filters={filters} />
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <ul className="divide-y divide-line">
            {list.data?.items.map((alarm) => (
              <AlarmItem key={alarm.id} alarm={alarm} />
            ))}
          </ul>
          <ListPages nextCursor={list.data?.nextCursor ?? null} />
        </ListStates>
      </section>
      <Repairs />
    </div>
  );
}

type AlarmFilter = 'state' | 'kind';

function AlarmFilters({ filters }: { readonly filters: Filters<AlarmFilter> }) {
  const { t } = useTranslation('alarms');
  const choices = useChoices();
  const states = [
    { value: '', label: t('standing') },
    ...choices(ALARM_STATE_TEXTS),
    { value: 'all', label: t('allStates') },
  ];
  const kinds = [{ value: '', label: t('allKinds') }, ...choices(ALARM_KIND_TEXTS)];
  const choicesOf: Readonly<Record<AlarmFilter, readonly Choice[]>> = { state: states, kind: kinds };
  const labelOf = (name: AlarmFilter, value: string) =>
    choicesOf[name].find((choice) => choice.value === value)?.label ?? value;
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        {(['state', 'kind'] as const).map((name) => (
          <Select
            key={name}
            label={t(name)}
            value={filters.values[name] ?? ''}
            choices={choicesOf[name]}
            onChange={(chosen) => filters.set({ [name]: chosen })}
          />
        ))}
      </div>
      <FilterChips filters={filters} words={labelOf} />
    </>
  );
}

function SoundSwitch() {
  const { t } = useTranslation('alarms');
  const [isOn, setOn] = useState(isSoundOn);
  const turn = () => {
    keepSound(!isOn);
    setOn(!isOn);
    // Heard at once, and by this touch the browser lets the page sound later.
    if (!isOn) sound();
  };
  return (
    <Button aria-pressed={isOn} title={t('soundHint')} onClick={turn}>
      {isOn ? t('soundOff') : t('soundOn')}
    </Button>
  );
}
