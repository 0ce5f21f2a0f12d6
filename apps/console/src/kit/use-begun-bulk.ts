import { useSearchParams } from 'react-router';
import { usePlaceState } from '../api/place-state.js';

const IN_ADDRESS = 'bulk';
const ID = /^[0-9a-f-]{36}$/;

/** The act on many things that was begun here: its id is in the address, so that a reload shows how far it is. */
export function useBegunBulk() {
  const [params, setParams] = useSearchParams();
  const state = usePlaceState();
  const id = params.get(IN_ADDRESS);
  const show = (shown: string | undefined) =>
    setParams((before) => naming(before, shown), { state, replace: true });
  return { id: id !== null && ID.test(id) ? id : undefined, show };
}

function naming(before: URLSearchParams, id: string | undefined): URLSearchParams {
  const after = new URLSearchParams(before);
  if (id === undefined) after.delete(IN_ADDRESS);
  else after.set(IN_ADDRESS, id);
  return after;
}
