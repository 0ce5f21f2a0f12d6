import type { Sql } from '#database/sql.js';

export async function addText(sql: Sql, id: string, text: string): Promise<void> {
  await sql.rows({
    name: 'reconciliation_add_text',
    text: 'INSERT INTO discrepancy_texts (id, text) VALUES ($1, $2)',
    values: [id, text],
  });
}

interface ErasedText {
  readonly text: string;
  readonly ofDiscrepancies: readonly string[];
}

/** The text is gone; what refers to it stays. @returns the discrepancies whose history refers to it; undefined: no text */
export async function eraseText(sql: Sql, id: string): Promise<ErasedText | undefined> {
  const [erased] = await sql.rows<{ text: string }>({
    name: 'reconciliation_erase_text',
    text: 'DELETE FROM discrepancy_texts WHERE id = $1 RETURNING text',
    values: [id],
  });
  if (erased === undefined) return undefined;
  const rows = await sql.rows<{ discrepancy_id: string }>({
    name: 'reconciliation_of_text',
    text: `SELECT discrepancy_id FROM discrepancy_events WHERE text_id = $1 GROUP BY discrepancy_id
           ORDER BY discrepancy_id`,
    values: [id],
  });
  return { text: erased.text, ofDiscrepancies: rows.map((row) => row.discrepancy_id) };
}
