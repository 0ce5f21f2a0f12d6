interface Place {
  readonly pathname: string;
  readonly search: string;
}

export const SIGN_IN = '/sign-in';

/** Where one signs in, and comes back from to where one was. */
export function toSignIn({ pathname, search }: Place): string {
  if (pathname === SIGN_IN) return `${SIGN_IN}${search}`;
  return pathname === '/' ? SIGN_IN : `${SIGN_IN}?to=${encodeURIComponent(pathname + search)}`;
}

/** @returns a place of this console; whatever else a link names leads to the first page */
export const placeOf = (to: string | null): string => (to !== null && /^\/(?![/\\])/.test(to) ? to : '/');
