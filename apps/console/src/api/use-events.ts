import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Hint, listen, type News } from './event-stream.js';
import { ME } from './me.js';

/** What changes at once is shown at once, and however much does, lists are read no more often than this. */
const SHOWN_WITHIN_MS = 1_000;
/** So long after a change the hub tells no overview that it saw before; asked sooner, it might tell that again. */
const OVERVIEW_AFTER_MS = 3_000;

/**
 * What is shown follows what changes in the hub, for as long as somebody is signed in.
 *
 * @returns whether the hub is out of reach just now
 */
export function useEvents(): boolean {
  const queries = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const changed = new Set<Hint['kind']>();
    const lists = soon(SHOWN_WITHIN_MS, () => {
      const kinds = new Set(changed);
      changed.clear();
      void queries.invalidateQueries({ predicate: (query) => isAbout(query, kinds) });
    });
    const overview = soon(
      OVERVIEW_AFTER_MS,
      () => void queries.invalidateQueries({ queryKey: ['overview'] }),
    );
    const end = listen((news) => {
      if (news.what === 'lost' || news.what === 'anew') setLost(news.what === 'lost');
      if (news.what !== 'hint') return void follow(queries, news);
      changed.add(news.hint.kind);
      lists.ask();
      overview.ask();
    });
    return () => {
      end();
      lists.end();
      overview.end();
    };
  }, [queries]);
  return isLost;
}

/** A query's key begins with the kind of what it shows; what it shows besides is named in `meta.hints`. */
const isAbout = ({ queryKey, meta }: Query, kinds: ReadonlySet<string>): boolean =>
  kinds.has(String(queryKey[0])) || (meta?.hints ?? []).some((kind) => kinds.has(kind));

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { readonly hints?: readonly Hint['kind'][] };
  }
}

/** Who is signed out, or cannot reach the hub, learns it from the answer to who they are; one that is awaited already will do. */
const follow = (queries: QueryClient, { what }: News): Promise<void> =>
  what === 'anew'
    ? queries.invalidateQueries()
    : queries.invalidateQueries({ queryKey: ME }, { cancelRefetch: false });

/** However often it is asked for within a while, it is done once, at its end. */
function soon(afterMs: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, afterMs);
    },
    end: () => clearTimeout(timer),
  };
}
