/**
 * Has each process record so many orders a round, each first in every other one. The first round warms up.
 *
 * @param {readonly { ask: (question: object) => Promise<any> }[]} processes
 * @param {number} orders
 * @param {number} rounds
 * @returns {Promise<any[][]>} figures by round and process
 */
export async function inTurns(processes, orders, rounds) {
  const measured = [];
  for (let round = 0; round <= rounds; round += 1) {
    const figures = processes.map(() => undefined);
    const order = [...processes.keys()];
    for (const at of round % 2 === 0 ? order : order.reverse())
      figures[at] = await processes[at].ask({ run: `r${round}`, orders });
    if (round > 0) measured.push(figures);
  }
  return measured;
}
