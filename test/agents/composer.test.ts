import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Composer, PromptState} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {codex} from '../../source/agents/codex.js';
import {gemini} from '../../source/agents/gemini.js';
import {closeColours} from '../../source/multiplexer/colours.js';

type Clients = ReadonlyArray<{
	readonly agent: {readonly label: string; readonly composer?: Composer};
	readonly folder: string;
	readonly states: Readonly<Record<Exclude<PromptState, 'unknown'>, readonly RegExp[]>>;
	/** What was pasted for the screens of that name. */
	readonly pasted: Readonly<Record<string, string>>;
}>;

const lines = (count: number, more = '') =>
	Array.from({length: count}, (_, index) => `line ${index + 1}${more}`).join('\n');

const clients: Clients = [
	{
		agent: claude,
		folder: 'claude/2.1.329',
		states: {
			// In a narrow window the client does not say that it works.
			empty: [/^idle(?!.narrow-40)/, /^draft\.space$/],
			busy: [/^working(\.tool|\.queued|\.narrow-60)?$/],
			written: [/^draft(?!\.space)/, /^menu$/, /^typed(?!\.sign|\.long)/, /^working\.draft$/],
		},
		pasted: {
			typed: 'Please run the tests',
			'typed.lines': 'first line\n\n\tsecond line with a tab',
			'typed.sign': lines(12, ' of a text'),
			'typed.wrapped': 'x'.repeat(400),
			'typed.long': 'x'.repeat(3000),
			'typed.at': 'look at @proj',
			'typed.scrolled': 'x'.repeat(700),
			draft: 'some draft',
			'draft.after-esc': 'stop me',
			'draft.one-letter': 'a',
			'working.draft': 'queued',
		},
	},
	{
		agent: codex,
		folder: 'codex/0.169.0',
		states: {
			empty: [/^idle/],
			busy: [/^working(?!\.draft)/],
			written: [/^draft/, /^menu/, /^typed(?!\.30-lines)/, /^working\.draft$/],
		},
		pasted: {
			'typed.two-lines': 'first line\n\tsecond line with a tab',
			'typed.30-lines': lines(30),
			'typed.900-chars': 'x'.repeat(900),
			'typed.5000-chars': 'x'.repeat(5000),
			'typed.slash': '/exit and more',
			draft: 'some draft',
			'working.draft': 'queued',
		},
	},
	{
		agent: gemini,
		folder: 'gemini/0.61.0',
		states: {
			empty: [/^idle/, /^shortcuts$/],
			busy: [],
			written: [/^draft(?!\.(?:command|file|space))/, /^typed$/, /^pasted/],
		},
		pasted: {
			typed: 'maestro: you have a message',
			'pasted.two-lines': 'first line\n\tsecond line with a tab',
			'pasted.30-lines': lines(30),
			'pasted.400-chars': 'x'.repeat(400),
			'pasted.5000-chars': 'x'.repeat(5000),
		},
	},
];

for (const {agent, folder, states, pasted} of clients) {
	const {composer = expect.unreachable()} = agent;
	const screens = path.join(import.meta.dirname, '..', 'fixtures', folder, 'screens');
	const names = readdirSync(screens).map(file => path.basename(file, '.txt'));
	// As a driver hands it over.
	const recorded = (name: string) =>
		closeColours(
			readFileSync(path.join(screens, `${name}.txt`), 'utf8')
				.trimEnd()
				.split('\n'),
		).join('\n');

	describe(`${agent.label}, by its screen`, () => {
		for (const name of names) {
			const state = Object.entries(states).find(([, patterns]) => patterns.some(pattern => pattern.test(name)))?.[0];

			test(`the prompt is ${state ?? 'unknown'}: ${name}`, () => {
				expect(composer.read(recorded(name))).toBe(state ?? 'unknown');
			});
		}

		for (const [name, text] of Object.entries(pasted)) {
			test(`the prompt holds what was pasted, and no other text: ${name}`, () => {
				const screen = recorded(name);

				expect(composer.holds(screen, text)).toBe(true);
				expect(composer.holds(screen, `${text} and\nmore`)).toBe(false);
			});
		}

		if (names.includes('menu') && Object.hasOwn(pasted, 'draft')) {
			test('what a list above the prompt would take Enter from is not held', () => {
				const text = pasted.draft ?? '';
				const draft = recorded('draft');
				const held = recorded('menu').replace(/\/(?=[^/]*$)/, text);

				expect(composer.read(held)).toBe('written');
				expect([composer.holds(draft, text), composer.holds(held, text)]).toEqual([true, false]);
			});
		}

		test('what nobody pasted stands in no other prompt', () => {
			const others = names.filter(name => !Object.hasOwn(pasted, name));

			expect(others.filter(name => composer.holds(recorded(name), 'Please run the tests'))).toEqual([]);
		});

		test('a screen with something below the prompt is not known', () => {
			const idle = recorded('idle');

			for (const below of ['\n$', '\n\n$ ls', '\n1. Yes', '\nAre you sure?']) {
				expect(composer.read(`${idle}${below}`), below).toBe('unknown');
			}
		});

		test('no text above the prompt makes a prompt that something stands in an empty one', () => {
			const idle = recorded('idle').split('\n');
			const draft = recorded('draft');
			const rows = fc.array(fc.oneof(fc.string({unit: 'grapheme'}), fc.constantFrom(...idle)), {maxLength: 20});

			fc.assert(fc.property(rows, above => composer.read([...above, draft].join('\n')) !== 'empty'));
		});

		test('no text in a dialog makes it a prompt', () => {
			const idle = recorded('idle').split('\n');
			const [last = '', ...rest] = recorded('dialog.permission').split('\n').reverse();
			const rows = fc.array(fc.constantFrom(...idle), {maxLength: 20});

			fc.assert(
				fc.property(
					rows,
					inside => composer.read([...rest.toReversed(), ...inside.map(row => ` ${row}`), last].join('\n')) !== 'empty',
				),
			);
		});
	});
}
