/**
 * In SQL: due at once. The column holds milliseconds and rounds: half of all instants would lie just ahead, and whoever
 * is woken then would find nothing due.
 */
export const DUE_NOW = `date_trunc('milliseconds', clock_timestamp())`;
