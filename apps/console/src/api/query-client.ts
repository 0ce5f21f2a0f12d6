import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, ProblemError } from './problem-error.js';

const TRIES = 2;

/** Answers are shown while they are read anew. Whose session is over is told once, whatever page asks. */
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
        // What the hub refused it would refuse again; who cannot be reached may be in a moment.
        retry: (failures, error) => !(error instanceof ProblemError) && failures < TRIES,
      },
    },
  });
