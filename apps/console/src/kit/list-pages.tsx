import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { usePlaceState } from '../api/place-state.js';
import { Button } from './button.js';

/** Leads through a list whose parts only go forward: the browser's history is the way back. */
export function ListPages({ nextCursor }: { readonly nextCursor: string | null }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const { isNext, ...state } = usePlaceState();
  const isLater = params.has('cursor');
  if (!isLater && nextCursor === null) return null;
  const toFirst = () => setParams((before) => changed(before, undefined), { state });
  const toNext = (cursor: string) =>
    setParams((before) => changed(before, cursor), { state: { ...state, isNext: true } });
  return (
    <nav aria-label={t('pages')} className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-2">
      {isLater && <Button onClick={toFirst}>{t('firstPage')}</Button>}
      {isLater && isNext === true && <Button onClick={() => void navigate(-1)}>{t('pageBefore')}</Button>}
      <Button disabled={nextCursor === null} onClick={() => nextCursor !== null && toNext(nextCursor)}>
        {t('nextPage')}
      </Button>
    </nav>
  );
}

function changed(before: URLSearchParams, cursor: string | undefined): URLSearchParams {
  const after = new URLSearchParams(before);
  if (cursor === undefined) after.delete('cursor');
  else after.set('cursor', cursor);
  return after;
}
