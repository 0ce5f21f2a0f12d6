import { type BodyRedaction, nothingKept } from './body-redaction.js';

/** Raw bytes as they stand in the database. */
export interface KeptBytes {
  readonly bytes: Buffer;
  readonly isSealed: boolean;
}

/** How raw bytes of deliveries and answers are kept. */
export interface BodySeal {
  /** @param id of the payload: sealed bytes can be opened in its place alone */
  seal(id: string, body: Buffer): KeptBytes;
  /** @throws where they are sealed and their key is not there, or a byte was changed */
  open(id: string, kept: KeptBytes): Buffer;
}

/** For whoever has no keys: bytes are kept as they came. */
export const asTheyCame: BodySeal = {
  seal: (_id, bytes) => ({ bytes, isSealed: false }),
  open: (id, { bytes, isSealed }) => {
    if (isSealed) throw new Error(`the payload ${id} is sealed, and nothing here opens it`);
    return bytes;
  },
};

/** All that whoever keeps raw bytes has to know. */
export interface BodyKeeping {
  readonly redaction: BodyRedaction;
  readonly seal: BodySeal;
}

/** For whoever knows no vendor and has no keys. */
export const PLAIN_KEEPING: BodyKeeping = { redaction: nothingKept, seal: asTheyCame };

/** The name under which a hub has its own, for whoever keeps bytes. */
export const BODY_KEEPING = 'body keeping';
