import fc from 'fast-check';
import {expect, test} from 'vitest';
import {holds, isEmptyPrompt} from '../../source/agents/gemini-screen.js';
import {recordedScreen, screenNames} from './recorded-gemini.js';

const line = 'maestro: you have a message';

const empty = [
	'idle',
	'idle.few-colours',
	'idle.after-a-turn',
	'idle.after-esc',
	'idle.after-stats',
	'idle.plan',
	'idle.resumed',
	'idle.yolo',
	'shortcuts',
];

for (const name of screenNames) {
	const isEmpty = empty.includes(name);
	test(`the prompt is ${isEmpty ? 'surely' : 'not known to be'} empty on the screen "${name}"`, () => {
		expect(isEmptyPrompt(recordedScreen(name))).toBe(isEmpty);
	});

	// Where the window is narrow the client leaves the hint out, and its rows stand elsewhere.
	const isTyped = name === 'typed';
	test(`the line that was typed ${isTyped ? 'stands alone' : 'does not stand alone'} in the prompt on the screen "${name}"`, () => {
		expect(holds(recordedScreen(name), line)).toBe(isTyped);
	});
}

const idle = recordedScreen('idle');
const typed = recordedScreen('typed');

const spoilt: ReadonlyArray<[title: string, screen: string]> = [
	['of which the last rows are missing', idle.slice(0, idle.lastIndexOf('▄▄▄'))],
	['with a dialog below the prompt', `${idle}\n╭────╮\n│ ● 1. Yes │\n╰────╯`],
	['with many rows below the prompt', `${idle}\n one\n two`],
	['with a second row in the prompt', idle.replace('path/to/file\n', 'path/to/file\n   more\n')],
	['with other words in the prompt', idle.replace('path/to/file', 'path/to/a file')],
	['with a sign that turns', idle.replace('? for shortcuts', '⠼ Thinking…     ? for shortcuts')],
	['without the hint', idle.replace('? for shortcuts', '')],
	['that shows a shell of the client', idle.replace('accept edits', 'accept edits      1 Background process')],
	['of a shell that the client was left in', `${idle}\n$`],
	['without anything', ''],
];

for (const [title, screen] of spoilt) {
	test(`the prompt of a screen ${title} is not known to be empty`, () => {
		expect(screen).not.toBe(idle);
		expect(isEmptyPrompt(screen)).toBe(false);
	});
}

const notAlone: ReadonlyArray<[title: string, screen: string]> = [
	['more was typed behind it', typed.replace(line, `${line}x`)],
	['something stood before it', typed.replace(line, `x${line}`)],
	['another row was typed', typed.replace(`${line}\n`, `${line}\n   more\n`)],
	['the client began to work', typed.replace(/\n\n?─/, '\n⠼ Thinking… (esc to cancel, 1s)\n─')],
	['a dialog opened above it', typed.replace(/\n\n?─/, '\n│ ● 1. Allow once │\n╰────────╯\n─')],
];

for (const [title, screen] of notAlone) {
	test(`a typed line is not entered when ${title}`, () => {
		expect(screen).not.toBe(typed);
		expect(holds(typed, line)).toBe(true);
		expect(holds(screen, line)).toBe(false);
	});
}

test('no text of an agent or a person above the prompt makes a busy prompt an empty one', () => {
	const busy = recordedScreen('working.tool');
	const rows = fc.array(fc.oneof(fc.string({unit: 'grapheme'}), fc.constantFrom(...idle.split('\n'))), {maxLength: 20});
	fc.assert(fc.property(rows, above => !isEmptyPrompt([...above, busy].join('\n'))));
});

test('no text that stands in a dialog makes it a prompt', () => {
	const [top = '', ...rest] = recordedScreen('dialog.permission').split('\n').reverse();
	const rows = fc.array(fc.constantFrom(...idle.split('\n')), {minLength: 1, maxLength: 30});
	fc.assert(
		fc.property(rows, inside => !isEmptyPrompt([...rest.reverse(), ...inside.map(row => `│ ${row}`), top].join('\n'))),
	);
});
