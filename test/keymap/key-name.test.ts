import fc from 'fast-check';
import type {Key} from 'ink';
import {expect, test} from 'vitest';
import {keyName} from '../../source/keymap/key-name.js';
import {problemOfSpelling} from '../../source/keymap/spelling.js';

const none: Key = {
	...{upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false},
	...{home: false, end: false, return: false, escape: false, ctrl: false, shift: false, tab: false},
	...{backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false},
};

const rows: ReadonlyArray<[input: string, key: Partial<Key>, name: string | undefined]> = [
	['', {return: true}, 'enter'],
	['', {escape: true, meta: true}, 'esc'],
	['', {tab: true, shift: true}, 'shift+tab'],
	['', {upArrow: true}, 'up'],
	['d', {ctrl: true}, 'ctrl+d'],
	['c', {ctrl: true}, 'ctrl+c'],
	['\n', {}, 'ctrl+j'],
	['x', {meta: true}, 'alt+x'],
	['G', {shift: true}, undefined],
	['g', {}, undefined],
	['日本', {}, undefined],
];

for (const [input, key, name] of rows) {
	test(`${JSON.stringify([input, Object.keys(key)])} is ${name ?? 'text'}`, () => {
		expect(keyName(input, {...none, ...key})).toBe(name);
	});
}

const members = [
	...(['return', 'escape', 'tab', 'upArrow', 'downArrow', 'leftArrow', 'rightArrow'] as const),
	...(['pageUp', 'pageDown', 'home', 'end', 'backspace', 'delete'] as const),
];

test('every name that a key can have can be written in the settings', () => {
	const flags = fc.record({ctrl: fc.boolean(), meta: fc.boolean(), shift: fc.boolean()});
	const pressed = fc.oneof(
		fc.constantFrom(...members).map(member => ({input: '', held: {[member]: true}})),
		fc.constantFrom(...'abcdefgjklnopqrstuvwxyz').map(input => ({input, held: {}})),
	);
	fc.assert(
		fc.property(pressed, flags, ({input, held}, modifiers) => {
			const name = keyName(input, {...none, ...held, ...modifiers});
			expect(name === undefined ? undefined : problemOfSpelling(name)).toBeUndefined();
		}),
	);
});
