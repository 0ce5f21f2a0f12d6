import { useTranslation } from 'react-i18next';
import { useAccounts } from '../../api/accounts.js';
import { useNames } from '../../api/names.js';
import { yuanOf } from '../../i18n/money.js';
import { ActButton } from '../../kit/act-button.js';
import { confirmCover, endOf, type HourProps, type SubmissionAnswer, submitHour } from './hour.js';

interface HourActsProps extends HourProps {
  /** Tells what came of it. */
  readonly say: (what: string) => void;
}

/** What a person can do about an hour. */
export const HourActs = (props: HourActsProps) => (
  <>
    <Confirm {...props} />
    <Submit {...props} />
  </>
);

/** States in which the vendor has, or may have, something of the hour. */
const MAY_BE_THERE: readonly string[] = ['provisional', 'reported', 'differs', 'unknown', 'conflict'];

function Submit({ place, hour, standing, say }: HourActsProps) {
  const { t } = useTranslation('salesHour');
  const names = useNames();
  // One from before the store was bound is reported only if somebody asks; whether anybody takes it, the hub knows.
  if (standing === null && endOf({ place, hour, standing }) > new Date().toISOString()) return null;
  const isAgain = standing !== null && MAY_BE_THERE.includes(standing.state);
  const account = standing?.accountId == null ? t('someAccount') : names.account(standing.accountId);
  const lasting =
    standing?.state === 'conflict' ? 'conflictForGood' : isAgain ? 'restateForGood' : 'submitForGood';
  const told = (answer: SubmissionAnswer) => say(t(outcomeOf(answer)));
  return (
    <ActButton
      of={submitHour}
      look="primary"
      title={t(isAgain ? 'restate' : 'submit')}
      irreversible={t(lasting)}
      act={() => submitHour(place).then(told)}
    >
      <p>{t('submitMeans', { account })}</p>
      {hour !== null && (
        <p className="font-semibold">
          {t('nowFigure', { amount: yuanOf(hour.totalFen), orders: hour.orders })}
        </p>
      )}
    </ActButton>
  );
}

function outcomeOf(answer: SubmissionAnswer): 'sent' | 'unchanged' | 'notClosed' {
  if ('jobId' in answer || answer.submissions > 0) return 'sent';
  return answer.notClosed > 0 ? 'notClosed' : 'unchanged';
}

/** Once a covering report was taken, and as long as nobody has said that it shows right there. */
function Confirm({ hour, standing, say }: HourActsProps) {
  const { t } = useTranslation('salesHour');
  const accounts = useAccounts().data ?? [];
  const account = accounts.find(({ id }) => id === standing?.accountId);
  const covered = hour?.revisions.some(({ submissions }) =>
    submissions.some(({ cover, state }) => cover && state === 'accepted'),
  );
  if (hour === null || covered !== true || account?.restating == null) return null;
  if (account.restating.confirmedAt !== null) return null;
  const figure = { account: account.name, amount: yuanOf(hour.totalFen), orders: hour.orders };
  return (
    <ActButton
      of={confirmCover}
      title={t('confirm')}
      irreversible={t('confirmForGood')}
      act={() => confirmCover(account.id).then(() => say(t('confirmed')))}
    >
      <p>{t('confirmMeans', figure)}</p>
    </ActButton>
  );
}
