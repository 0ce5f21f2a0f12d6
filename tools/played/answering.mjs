/** @param {string} shows `all` of the hub's log, or `errors` alone */
const logOf = (shows) => (line) => {
  if (shows !== 'all' && line.level !== 'error') return;
  console.error(JSON.stringify(line, (_key, value) => (value instanceof Error ? value.stack : value)));
};

/** In a process of its own: each message is something to play, and is answered with what came of it. */
export function answerBy(play) {
  process.on('message', ({ shows, ...how }) => {
    play({ ...how, log: logOf(shows) }).then(
      (outcome) => process.send(outcome),
      (error) => process.send({ error: error.stack }),
    );
  });
}
