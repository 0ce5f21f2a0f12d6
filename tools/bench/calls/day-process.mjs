// Plays days in a process of its own: each message is one, and is answered with what came of it.
import { playDay } from './played-day.mjs';

/** @param {string} shows `all` of the hub's log, or `errors` alone */
const logOf = (shows) => (line) => {
  if (shows !== 'all' && line.level !== 'error') return;
  console.error(JSON.stringify(line, (_key, value) => (value instanceof Error ? value.stack : value)));
};

process.on('message', ({ shows, ...day }) => {
  playDay({ ...day, log: logOf(shows) }).then(
    (outcome) => process.send(outcome),
    (error) => process.send({ error: error.stack }),
  );
});
