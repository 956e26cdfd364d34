import fc from 'fast-check';

const letters = [...'ab1:-#[]{},.$"\'|>\\/ \t\r\u0000\u001B\u009B\u0007\u202E\u2028\uFEFFé𝄞', '\uD800', '\uDC00'];

/** Lines that a reader may stumble over: quotes, brackets, controls, halves of letters. Quicker than to draw from all of Unicode. */
export const anyLine = fc.array(fc.constantFrom(...letters), {maxLength: 12}).map(some => some.join(''));
