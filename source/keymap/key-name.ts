import type {Key} from 'ink';

export type {Key};

/**
The one spelling of a key that is not text: `enter`, `shift+tab`, `ctrl+d`. `undefined` for what is text.
*/
export const keyName = (input: string, key: Key): string | undefined => {
	const name = named(input, key);
	if (name === undefined) {
		return undefined;
	}

	const isShifted = key.shift && name.length > 1 && !key.ctrl;
	return `${key.ctrl ? 'ctrl+' : ''}${key.meta && name !== 'esc' ? 'alt+' : ''}${isShifted ? 'shift+' : ''}${name}`;
};

const named = (input: string, key: Key): string | undefined => {
	const special = specials.find(([member]) => key[member] === true);
	if (special !== undefined) {
		return special[1];
	}

	// A terminal sends a line feed for Ctrl+J, and Ink hands it on as it is.
	if (input === '\n') {
		return 'ctrl+j';
	}

	return key.ctrl || key.meta ? input.toLowerCase() : undefined;
};

const specials: ReadonlyArray<readonly [keyof Key, string]> = [
	['return', 'enter'],
	['escape', 'esc'],
	['tab', 'tab'],
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['backspace', 'backspace'],
	['delete', 'delete'],
];

/** The names of the keys that are no characters. */
export const specialKeys: readonly string[] = specials.map(([, name]) => name);
