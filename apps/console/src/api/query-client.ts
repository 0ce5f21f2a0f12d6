import { notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, ProblemError } from './problem-error.js';

const TRIES = 2;

// A button that is pressed is mute before the second press of a double click; a timer would be too late.
notifyManager.setScheduler(queueMicrotask);

/**
 * Answers are shown while they are read anew. Whose session is over is told once, whatever page asks. Whether there is
 * a network is learnt by asking: what waited for one would be done later, when who asked for it has left it undone.
 */
export const newQueryClient = (signedOut: () => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) signedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: 'always',
        refetchOnReconnect: true,
        // What the hub refused it would refuse again; who cannot be reached may be in a moment.
        retry: (failures, error) => !(error instanceof ProblemError) && failures < TRIES,
      },
      mutations: { networkMode: 'always' },
    },
  });
