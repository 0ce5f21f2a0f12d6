import { useTranslation } from 'react-i18next';
import { useFirstSteps } from '../../api/first-steps.js';
import { FirstUser } from '../../app/first-user.js';
import { addTexts } from '../../i18n/texts.js';
import { Badge } from '../../kit/badge.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { start as texts } from './start.texts.js';
import { nextStep, type Step, stepsOf, tillStepsOf } from './steps.js';

addTexts('start', texts);

/** What a new hub lacks until it reports its first hour, and what there is to see. */
export function StartPage() {
  const { t } = useTranslation('start');
  const { standing, error = null, again } = useFirstSteps();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('lead')} />
      <FirstUser />
      {standing !== undefined && (
        <>
          <Steps title={t('steps')} steps={stepsOf(standing)} allDone={t('allDone')} />
          <Steps
            title={t('tillTitle')}
            hint={t('tillHint')}
            steps={tillStepsOf(standing)}
            allDone={t('tillDone')}
          />
        </>
      )}
      {standing === undefined && error === null && <Loading />}
      {error !== null && again !== undefined && <Failure error={error} again={again} />}
      <Tour />
    </div>
  );
}

interface StepsProps {
  readonly title: string;
  readonly hint?: string;
  readonly steps: readonly Step[];
  readonly allDone: string;
}

function Steps({ title, hint, steps, allDone }: StepsProps) {
  const next = nextStep(steps);
  return (
    <Card title={title} hint={hint}>
      {next === undefined && <CardNote>{allDone}</CardNote>}
      <ol className="divide-y divide-line">
        {steps.map((step, at) => (
          <StepItem key={step.name} step={step} number={at + 1} isNext={step === next} />
        ))}
      </ol>
    </Card>
  );
}

interface StepItemProps {
  readonly step: Step;
  readonly number: number;
  readonly isNext: boolean;
}

function StepItem({ step: { name, isDone, place }, number, isNext }: StepItemProps) {
  const { t } = useTranslation('start');
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {number}. {t(name)}
        </p>
        <p className="text-muted">{t(`${name}How`)}</p>
      </div>
      <span className="flex items-center gap-3">
        <Badge tone={isDone ? 'good' : isNext ? 'info' : 'plain'}>
          {isDone ? t('done') : isNext ? t('now') : t('later')}
        </Badge>
        {!isDone && (
          <PlaceLink to={place}>
            {t('go')} <span className="sr-only">{t(name)}</span>
          </PlaceLink>
        )}
      </span>
    </li>
  );
}

const STOPS = [
  ['/', 'stop1'],
  ['/orders', 'stop2'],
  ['/discrepancies', 'stop3'],
  ['/sales', 'stop4'],
  ['/dispatches', 'stop5'],
  ['/coverage', 'stop6'],
  ['/accounts', 'stop7'],
] as const;

function Tour() {
  const { t } = useTranslation('start');
  return (
    <Card title={t('tour')} hint={t('tourLead')}>
      <ol className="divide-y divide-line">
        {STOPS.map(([place, says], at) => (
          <li key={place} className="px-4 py-2">
            {at + 1}. <PlaceLink to={place}>{t(says)}</PlaceLink>
          </li>
        ))}
      </ol>
    </Card>
  );
}
