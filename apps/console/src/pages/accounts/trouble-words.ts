import { wordOf } from '#admin-contract/flag-words.js';
import { TROUBLE_LIST_WORDS, troubleText } from '#admin-contract/trouble-texts.js';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/accounts.js';
import { useBoth } from '../../kit/both.js';

type Trouble = Account['health']['troubles'][number];

/** Says in which work something goes wrong, and what does. */
export function useTroubleWords(): (trouble: Trouble) => string {
  const { t } = useTranslation('accounts');
  const both = useBoth();
  return ({ what, code }) =>
    t('trouble', { list: both(wordOf(TROUBLE_LIST_WORDS, what)), what: both(troubleText(what, code)) });
}
