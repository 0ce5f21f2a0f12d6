import { UserTries } from '#accounts/users/user-tries.js';
import { SignInCounts } from '../../metrics/sign-in-counts.js';
import { ShownActors } from './shown-actors.js';
import { SignIn } from './sign-in.js';
import { SlowedTries } from './slowed-tries.js';

/** From what somebody shows to a session. */
export const signingIn = [
  { provide: UserTries, useValue: new UserTries() },
  SlowedTries,
  ShownActors,
  SignInCounts,
  SignIn,
];
