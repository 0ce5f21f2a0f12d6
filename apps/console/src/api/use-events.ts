import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listen, type News } from './event-stream.js';
import { ME } from './me.js';

/** So long after a change the hub tells nothing that it saw before; asked sooner, it might tell that again. */
const LOOK_AGAIN_AFTER_MS = 3_000;

/**
 * What is shown follows what changes in the hub, for as long as somebody is signed in.
 *
 * @returns whether the hub is out of reach just now
 */
export function useEvents(): boolean {
  const queries = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const later = soon(() => void queries.invalidateQueries({ queryKey: ['overview'] }));
    const end = listen((news) => {
      if (news.what === 'lost' || news.what === 'anew') setLost(news.what === 'lost');
      if (news.what === 'hint') later.ask();
      else void follow(queries, news);
    });
    return () => {
      end();
      later.end();
    };
  }, [queries]);
  return isLost;
}

/** Who is signed out, or cannot reach the hub, learns it from the answer to who they are; one that is awaited already will do. */
const follow = (queries: QueryClient, { what }: News): Promise<void> =>
  what === 'anew'
    ? queries.invalidateQueries()
    : queries.invalidateQueries({ queryKey: ME }, { cancelRefetch: false });

/** However often it is asked for within a while, it is done once, at its end. */
function soon(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, LOOK_AGAIN_AFTER_MS);
    },
    end: () => clearTimeout(timer),
  };
}
