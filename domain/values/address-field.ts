import { normaliseAddress } from './mail-address.ts';
import { typed } from './typed.ts';

/** A mail address as it is stored and compared; anything else fails the field with `address`. */
export const addressField = typed(normaliseAddress, 'address');
