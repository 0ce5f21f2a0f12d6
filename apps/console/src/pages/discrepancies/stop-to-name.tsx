import { useTranslation } from 'react-i18next';
import { useStoppedBrakes } from '../../api/brakes.js';
import { useBoth } from '../../kit/both.js';
import { CopyButton } from '../../kit/copy-button.js';

/** While repairs are stopped so many are approved at once without a word about it; the hub refuses more. */
const MOST_UNNAMED = 20;

/** What is to be named in the reason by who approves many while automatic repairs are stopped. */
export function StopToName({ count }: { readonly count: number }) {
  const { t } = useTranslation('many');
  const both = useBoth();
  const stopped = useStoppedBrakes().data ?? [];
  const ofAll = stopped.filter(({ scope }) => scope === 'all');
  const stops = (ofAll.length > 0 ? ofAll : stopped).flatMap(({ stop }) => stop ?? []);
  if (count <= MOST_UNNAMED || stops.length === 0) return null;
  return (
    <div className="grid gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
      <p className="font-medium">{t('nameStop', { count: MOST_UNNAMED })}</p>
      <ul className="grid gap-1">
        {stops.map(({ id, text }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 text-ink">
            <span>{both(text)}</span> <code className="break-all">{id}</code>
            <CopyButton text={id} label={t('copyStop')} />
          </li>
        ))}
      </ul>
    </div>
  );
}
