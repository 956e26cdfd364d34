import {findBinding} from '../keymap/index.js';

/** How a key is called in a text, from the table it is declared in. */
export const keyOf = (bindingId: string): string => findBinding(bindingId)?.keys[0] ?? bindingId;
