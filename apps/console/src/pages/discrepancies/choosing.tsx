import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Discrepancy } from '../../api/discrepancies.js';
import { allMatching, MOST_CHOSEN } from '../../api/many-discrepancies.js';
import { Button } from '../../kit/button.js';
import { useErrorWords } from '../../kit/error-words.js';
import type { Chosen } from './chosen.js';

interface ChoosingProps {
  readonly chosen: Chosen;
  readonly items: readonly Discrepancy[];
  /** What the list is narrowed to. */
  readonly filter: Readonly<Record<string, string | undefined>>;
  /** The list goes on beyond the page. */
  readonly isLonger: boolean;
}

/** How many are chosen: single ones, a page, or all that match, which are counted first. */
export function Choosing({ chosen, items, filter, isLonger }: ChoosingProps) {
  const { t } = useTranslation('many');
  const words = useErrorWords();
  const choosing = useMutation({
    mutationFn: () => allMatching(filter),
    onSuccess: chosen.putEverything,
  });
  const count = chosen.all.length;
  const isWhole = items.length > 0 && items.every(({ id }) => chosen.has(id));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <label className="flex min-h-9 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-(--accent)"
          checked={isWhole}
          onChange={({ target }) => chosen.put(items, target.checked)}
        />
        {t('choosePage')}
      </label>
      {isLonger && (
        <Button look="quiet" disabled={choosing.isPending} onClick={() => choosing.mutate()}>
          {t(choosing.isPending ? 'choosing' : 'chooseAll')}
        </Button>
      )}
      {count > 0 && (
        <Button look="quiet" onClick={chosen.clear}>
          {t('clear')}
        </Button>
      )}
      <span role="status" className="font-medium">
        {chosen.isEverything
          ? t(count < MOST_CHOSEN ? 'everything' : 'everythingMany', { count })
          : t('chosen', { count })}
      </span>
      {choosing.error !== null && (
        <span role="alert" className="font-medium text-bad">
          {t('chooseFailed', { why: words(choosing.error) })}
        </span>
      )}
    </div>
  );
}
