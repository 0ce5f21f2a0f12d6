import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n/texts.js';
import { Tabs } from '../../kit/tabs.js';
import { causes as texts } from './causes.texts.js';

addTexts('causes', texts);

interface CauseTabsProps {
  readonly list: string;
  readonly here: 'list' | 'causes';
  /** How many causes there are; undefined until they are read. */
  readonly count: number | undefined;
}

/** The same things as a list, and by what is wrong with them. */
export function CauseTabs({ list, here, count }: CauseTabsProps) {
  const { t } = useTranslation('causes');
  return (
    <Tabs
      label={t('views')}
      tabs={[
        { to: list, label: t('list'), isHere: here === 'list' },
        { to: `${list}/causes`, label: t('causes'), count, isHere: here === 'causes' },
      ]}
    />
  );
}
