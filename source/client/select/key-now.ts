import type {State} from '../state/index.js';

/** The first key that a binding has now; nothing where it has none, or is not known. */
export const keyNow = ({settings: {values, keyTable}}: State, bindingId: string): string | undefined =>
	(values.keys[bindingId] ?? keyTable.find(({id}) => id === bindingId)?.keys)?.[0];
