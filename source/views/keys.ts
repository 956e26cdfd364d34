import type {Settings} from '../domain/settings.js';
import {findBinding} from '../keymap/index.js';
import {keysOf} from '../keymap/rebind.js';

/** How a key is called in a text: as it is set in the settings, else as the table has it. */
export const keyOf = (bindingId: string, set: Settings['keys']): string => {
	const binding = findBinding(bindingId);
	return (binding && keysOf(binding, set)[0]) ?? bindingId;
};
