import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { Failure } from './failure.js';
import { ListPages } from './list-pages.js';
import { Loading } from './loading.js';

interface Read {
  readonly data: { readonly items: readonly unknown[] } | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

interface ListStatesProps {
  readonly list: Read;
  /** What will come here, where nothing is asked for but everything. */
  readonly empty: string;
  /** Takes the filters away; undefined where there are none. */
  readonly clear: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A list is being read, could not be read, has nothing that matches, has nothing at all; or it is shown. */
export function ListStates({ list, empty, clear, children }: ListStatesProps) {
  if (list.data === undefined)
    return list.error === null ? (
      <Loading />
    ) : (
      <>
        <Failure error={list.error} again={() => void list.refetch()} />
        <ListPages nextCursor={null} />
      </>
    );
  if (list.data.items.length > 0) return children;
  return clear === undefined ? (
    <p className="px-4 py-6 text-muted">{empty}</p>
  ) : (
    <NothingMatches clear={clear} />
  );
}

function NothingMatches({ clear }: { readonly clear: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="grid justify-items-start gap-2 px-4 py-6">
      <p className="text-muted">{t('nothingMatches')}</p>
      <Button onClick={clear}>{t('clearFilters')}</Button>
    </div>
  );
}
